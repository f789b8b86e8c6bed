/// Whoever can tell which projects there are, before the services can ask each other.
protocol ProjectDirectory: Sendable {
    /// The ids of a domain's projects by their names.
    func projectIDs(ofDomain domain: String) -> [String: String]
}
