/// What somebody set of the quotas of a project, of a user within one, or of all (the class `default`).
struct ComputeQuotaRow: StoredRow {
    static let table = "compute.quota"

    var id: String
    /// Limits by the names of quota sets; -1 for none.
    var limits: [String: Int] = [:]

    static func project(_ project: String) -> String { "project/" + project }
    static func user(_ user: String, in project: String) -> String { "user/\(project)/\(user)" }
    static func quotaClass(_ name: String) -> String { "class/" + name }
}
