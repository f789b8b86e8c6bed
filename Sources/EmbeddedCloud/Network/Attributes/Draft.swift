/// What a request wants a resource to be: checked values, defaults included where the resource is new.
struct Draft: Sendable {
    private(set) var values: JSON.Object
    /// The names the request itself holds.
    let given: [String]
    /// The project a new resource is for; of an update, the resource's.
    var projectID: String

    init(values: JSON.Object, given: [String], projectID: String) {
        self.values = values
        self.given = given
        self.projectID = projectID
    }

    /// The value; nil where it is up to the service, or isn't to change.
    subscript(name: String) -> JSON? {
        get { values[name] }
        set { values[name] = newValue }
    }

    func string(_ name: String) -> String? { values[name]?.string }
    func bool(_ name: String) -> Bool? { values[name]?.bool }
    func int(_ name: String) -> Int? { values[name]?.int }
    func array(_ name: String) -> [JSON]? { values[name]?.array }
    func strings(_ name: String) -> [String]? { values[name]?.array?.compactMap(\.string) }

    /// Whether the request says something, be it null.
    func has(_ name: String) -> Bool { values[name] != nil }
}

extension ResourceKind {
    /// The drafts of a request that creates one resource or several.
    func drafts(of body: JSON, by caller: Caller) throws -> (drafts: [Draft], isBulk: Bool) {
        guard let document = body.object else { throw NetworkError.malformed("Body contains invalid data") }
        guard !document.isEmpty else { throw NetworkError.malformed("Resource body required") }
        if let items = document[collection] {
            guard allowsBulk else { throw NetworkError.malformed("Bulk operation not supported") }
            guard let items = items.array else { throw NetworkError.malformed("Body contains invalid data") }
            guard !items.isEmpty else { throw NetworkError.malformed("Resources required") }
            return (try items.map { try newDraft($0[member] ?? $0, caller) }, true)
        }
        guard let members = document[member], !members.isNull else {
            throw NetworkError.malformed("Unable to find '\(member)' in request body")
        }
        return ([try newDraft(members, caller)], false)
    }

    private func newDraft(_ value: JSON, _ caller: Caller) throws -> Draft {
        guard var members = value.object else {
            throw NetworkError.malformed("Object '\(member)' contains invalid data")
        }
        let given = members.names
        let projectID = try Self.project(&members, caller)
        try refuseUnknown(members)
        var values: JSON.Object = [:]
        for attribute in attributes {
            let isGiven = members[attribute.name] != nil
            if attribute.uses.contains(.create) {
                if let value = members[attribute.name] {
                    values[attribute.name] = value
                    continue
                }
                switch attribute.initial {
                case .value(let value): values[attribute.name] = value
                case .unset: break
                case .required:
                    throw NetworkError.malformed(
                        "Failed to parse request. Required attribute '\(attribute.name)' not specified"
                    )
                }
            } else if isGiven {
                throw NetworkError.malformed("Attribute '\(attribute.name)' not allowed in POST")
            }
        }
        try convert(&values)
        return Draft(values: values, given: given, projectID: projectID)
    }

    /// What a request wants to change.
    func changes(of body: JSON, to row: Row) throws -> Draft {
        guard let document = body.object else { throw NetworkError.malformed("Body contains invalid data") }
        guard !document.isEmpty else { throw NetworkError.malformed("Resource body required") }
        guard let value = document[member], !value.isNull else {
            throw NetworkError.malformed("Unable to find '\(member)' in request body")
        }
        guard var members = value.object else {
            throw NetworkError.malformed("Object '\(member)' contains invalid data")
        }
        let given = members.names
        try refuseUnknown(members)
        for attribute in attributes where members[attribute.name] != nil && !attribute.uses.contains(.update) {
            throw NetworkError.malformed("Cannot update read-only attribute \(attribute.name)")
        }
        try convert(&members)
        return Draft(values: members, given: given, projectID: row.projectID)
    }

    private func refuseUnknown(_ members: JSON.Object) throws {
        let unknown = members.names.filter { self[$0] == nil || $0.hasPrefix("not-tags") || $0 == "tags-any" }
        guard unknown.isEmpty else {
            throw NetworkError.malformed("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
        }
    }

    private func convert(_ values: inout JSON.Object) throws {
        for attribute in attributes {
            guard let value = values[attribute.name] else { continue }
            if case .value(let initial) = attribute.initial, initial == value { continue }
            do {
                values[attribute.name] = try attribute.type.convert(value)
            } catch {
                switch error {
                case .value(let reason):
                    throw NetworkError.malformed("Invalid input for \(attribute.name). Reason: \(reason).")
                case .conversion(let reason): throw NetworkError.invalidInput(reason)
                case .error(let error): throw error
                }
            }
        }
    }

    /// The project a new resource is for: the caller's own, unless the administrator names another.
    private static func project(_ members: inout JSON.Object, _ caller: Caller) throws -> String {
        let named = [members["project_id"], members["tenant_id"]].compactMap { $0 }
        let own = caller.projectID ?? ""
        guard let first = named.first else {
            members["tenant_id"] = .string(own)
            members["project_id"] = .string(own)
            return own
        }
        guard named.allSatisfy({ $0 == first }) else {
            throw NetworkError.malformed("'project_id' and 'tenant_id' do not match")
        }
        guard caller.isAdmin || caller.isService || first.string == own else {
            throw NetworkError.malformed(
                "Specifying 'project_id' or 'tenant_id' other than the authenticated project in request is not allowed "
                    + "for current user."
            )
        }
        members["tenant_id"] = first
        members["project_id"] = first
        return first.string ?? ""
    }
}
