extension IdentityService: ProjectDirectory {
    func projectIDs(ofDomain domain: String) -> [String: String] {
        store.read { state in
            let own = state.projects.values.filter { $0.domainID == domain }
            return Dictionary(own.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
