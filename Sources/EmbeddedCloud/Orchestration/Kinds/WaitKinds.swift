import HTTPTypes

/// Takes signals, and keeps what they say.
struct WaitHandleKind: StackResourceKind {
    let schema: ResourceSchema
    var takesSignals: Bool { true }

    /// What was signalled, by the signals' ids.
    static func signals(_ row: ResourceRow) -> JSON.Object { row.metadata }

    func create(_ resource: inout ManagedResource) async throws {
        // Without an account of its own the handle takes its stack's owner's signals only.
        if resource.text("signal_transport") == "TOKEN_SIGNAL",
            let account = try? await StackAccounts(service: resource.service).account(of: resource)
        {
            resource.row.data["user_id"] = .string(account.user)
            resource.row.data["token"] = .string(account.token)
        }
        resource.row.physicalID = resource.row.data["user_id"]?.string ?? resource.physicalName
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let user = resource.row.data["user_id"]?.string else { return }
        await StackAccounts(service: resource.service).remove(user)
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        schema.type == "OS::Heat::UpdateWaitConditionHandle" ? .replace : .updated
    }

    private func url(_ resource: ManagedResource) -> String {
        StackAccounts.signalURL(resource)
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        switch name {
        case "token": return resource.row.data["token"]
        case "endpoint": return .string(url(resource))
        case "curl_cli":
            let token = resource.row.data["token"]?.string ?? ""
            return .string(
                "curl -i -X POST -H 'X-Auth-Token: \(token)' -H 'Content-Type: application/json' -H 'Accept: "
                    + "application/json' \(url(resource))"
            )
        case "signal": return .object(["alarm_url": .string(url(resource))])
        default: return nil
        }
    }

    func reference(_ resource: ManagedResource) async throws -> JSON {
        if schema.type == "OS::Heat::WaitConditionHandle" {
            return .string(resource.row.physicalID ?? resource.row.name)
        }
        guard resource.row.physicalID != nil else { return .string(resource.row.name) }
        return .string(url(resource))
    }

    func signal(_ resource: inout ManagedResource, _ details: JSON) async throws -> String? {
        var given = details.object ?? [:]
        let isHOT = schema.type == "OS::Heat::WaitConditionHandle"
        let keys = isHOT ? ["data", "reason", "status", "id"] : ["Data", "Reason", "Status", "UniqueId"]
        if isHOT {
            if given["data"] == nil { given["data"] = .null }
            if given["status"] == nil { given["status"] = "SUCCESS" }
            if given["id"] == nil { given["id"] = .string(String(resource.row.metadata.names.count + 1)) }
            if given["reason"] == nil { given["reason"] = .string("Signal \(given["id"]?.pythonText ?? "") received") }
        }
        guard given.names.allSatisfy(keys.contains), keys.allSatisfy({ given[$0] != nil }) else {
            throw ResourceFailure("ValueError", "Metadata format invalid")
        }
        let status = given[keys[2]]?.pythonText ?? ""
        guard ["SUCCESS", "FAILURE"].contains(status) else {
            throw ResourceFailure("ValueError", "Metadata format invalid")
        }
        let id = given[keys[3]]?.pythonText ?? ""
        resource.row.metadata[id] = .object([
            "data": given[keys[0]] ?? .null, "reason": given[keys[1]] ?? .null, "status": .string(status),
        ])
        return "status:\(status) reason:\(given[keys[1]]?.pythonText ?? "")"
    }
}

/// Waits until its handle has had so many signals.
struct WaitConditionKind: StackResourceKind {
    let schema: ResourceSchema

    private func text(_ name: String, _ resource: ManagedResource) -> JSON? {
        resource[name] ?? resource[name.prefix(1).uppercased() + name.dropFirst()]
    }

    /// The handle among the stack's resources.
    private func handle(_ resource: ManagedResource) async -> ResourceRow? {
        let given = text("handle", resource)?.pythonText ?? ""
        let id = resource.stack.id
        let service = resource.service
        let rows = service.store.read { $0.resources(of: id) }
        if let row = rows.first(where: {
            !$0.isReplaced && ($0.physicalID == given || given.contains("/resources/\($0.name)/"))
        }) {
            return row
        }
        return nil
    }

    private func isFulfilled(_ resource: ManagedResource) async throws -> Bool {
        guard let handle = await handle(resource) else {
            throw ResourceFailure("ValueError", "Invalid handle \(text("handle", resource)?.pythonText ?? "")")
        }
        let signals = WaitHandleKind.signals(handle)
        let failed = signals.filter { $0.1["status"] == "FAILURE" }
        if !failed.isEmpty {
            let reasons = failed.map { $0.1["reason"]?.pythonText ?? "" }.joined(separator: ";")
            throw ResourceFailure("WaitConditionFailure", reasons)
        }
        let count = text("count", resource)?.int ?? 1
        if signals.names.count >= count { return true }
        let seconds = text("timeout", resource).flatMap(TemplateConstraint.number) ?? 0
        guard resource.service.now < resource.row.started.adding(microseconds: Int64(seconds * 1e6)) else {
            throw ResourceFailure("WaitConditionTimeout", "\(signals.names.count) of \(count) received")
        }
        return false
    }

    func create(_ resource: inout ManagedResource) async throws {
        resource.row.physicalID = resource.physicalName
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try await isFulfilled(resource) }
    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { try await isFulfilled(resource) }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard name.lowercased() == "data", let handle = await handle(resource) else { return nil }
        var data: JSON.Object = [:]
        for (id, signal) in WaitHandleKind.signals(handle) { data[id] = signal["data"] ?? .null }
        return .string(JSON.object(data).text)
    }
}
