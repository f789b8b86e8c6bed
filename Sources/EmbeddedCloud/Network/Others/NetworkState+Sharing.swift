extension NetworkState {
    /// Whether a resource is shared with a project; with all, where there is no project.
    func shares(_ type: String, _ id: String, with project: String?) -> Bool {
        sharings.rows(with: "object/\(id)").contains {
            $0.objectType == type && $0.action == "access_as_shared" && ($0.target == "*" || $0.target == project)
        }
    }

    /// Whether a project may use a network as an external one.
    func isExternal(_ network: String, for project: String?) -> Bool {
        sharings.rows(with: "object/\(network)").contains {
            $0.action == "access_as_external" && ($0.target == "*" || $0.target == project)
        }
    }

    /// The ids of what others share with a project, as external networks too.
    func sharedIDs(_ type: String, with project: String) -> Set<String> {
        var ids: Set<String> = []
        for target in ["*", project] {
            for sharing in sharings.rows(with: "target/\(type)/\(target)") { ids.insert(sharing.objectID) }
        }
        return ids
    }

    /// Shares a resource with all.
    mutating func share(_ type: String, _ id: String, of project: String, at now: Timestamp) {
        sharings.insert(
            SharingRow(
                id: Identifier.uuid(),
                projectID: project,
                objectType: type,
                objectID: id,
                target: "*",
                action: "access_as_shared",
                standard: StandardAttributes(at: now)
            )
        )
    }

    mutating func removeSharings(of id: String) {
        for sharing in sharings.ids(with: "object/\(id)") { sharings[sharing] = nil }
    }
}
