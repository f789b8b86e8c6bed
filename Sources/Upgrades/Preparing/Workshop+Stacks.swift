import OpenStack

extension Workshop {
    /// Updates a stack with the template and the parameters that it has, and waits until that is done.
    ///
    /// - Throws: ``UpgradeFailure`` with the stack's own reason when the update fails.
    func updateStack(_ id: String) async throws {
        let client = session.service(.orchestration)
        let path = ["stacks"] + id.split(separator: "/").map(String.init)
        func events(after marker: String?) async throws(CloudError) -> [JSON] {
            var query = [("sort_dir", "asc"), ("limit", "1000")]
            if let marker { query.append(("marker", marker)) }
            let answer = try await client.call(.get, path: path + ["events"], query: query, expecting: [200])
            return try answer.member("events").array ?? []
        }
        let past = try await events(after: nil).last?["id"].string
        _ = try await client.call(
            .patch,
            path: path,
            headers: ["Content-Type": "application/json"],
            body: (["parameters": [:]] as JSON).serialized(),
            expecting: [202]
        )
        // The status tells little: until the engine begins it is still that of the update before.
        try await wait(until: "stack \(path[1])", is: "UPDATE_COMPLETE") { () throws(CloudError) in
            let ends = ["UPDATE_COMPLETE", "UPDATE_FAILED"]
            let end = try await events(after: past).last { event in
                event["resource_name"].string == path[1] && ends.contains(event["resource_status"].string ?? "")
            }
            return (end?["resource_status"].string, end?["resource_status_reason"].string)
        }
    }
}
