import Foundation

/// Does nothing but what its properties ask for: waiting, failing, being replaced.
struct TestResourceKind: StackResourceKind {
    let schema: ResourceSchema
    var supportsCheck: Bool { true }

    func create(_ resource: inout ManagedResource) async throws {
        try begin(&resource, "create")
        guard resource["fail"] != true else { return }
        resource.row.data["value"] = resource["value"]
        resource.row.physicalID = resource.physicalName
    }

    /// Notes until when the action takes, or fails.
    private func begin(_ resource: inout ManagedResource, _ action: String) throws {
        let fails = resource.row.properties["fail"] == true
        let own = resource["action_wait_secs"]?[action] ?? .null
        let seconds = min(TemplateConstraint.number(own.isNull ? resource["wait_secs"] ?? 0 : own) ?? 0, 1e9)
        resource.row.data["fails"] = .bool(fails)
        // A negative wait is one without end.
        let due = seconds < 0 ? nil : resource.service.now.adding(microseconds: Int64(seconds * 1e6))
        resource.row.data["due"] = due.map { .int(Int($0.microseconds)) } ?? .null
    }

    private func isOver(_ resource: ManagedResource) throws -> Bool {
        guard let due = resource.row.data["due"]?.int, resource.service.now.microseconds >= Int64(due) else {
            return false
        }
        if resource.row.data["fails"] == true {
            throw ResourceFailure("ValueError", "Test Resource failed \(resource.name)")
        }
        return true
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try isOver(resource) }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        if resource["update_replace"] == true { return .replace }
        resource.row.data["value"] = resource["value"]
        try begin(&resource, "update")
        return .updated
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { try isOver(resource) }

    func delete(_ resource: inout ManagedResource) async throws {
        try begin(&resource, "delete")
        // A failure is meant for making and changing it.
        resource.row.data["fails"] = false
    }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool { try isOver(resource) }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard name == "output" else { return nil }
        return resource.row.data["value"].flatMap { TemplateResolver.select($0, path) }
    }
}

/// Is nothing, whatever the template says about it.
struct NoneKind: StackResourceKind {
    let schema: ResourceSchema
    var takesAnything: Bool { true }

    func hasAttribute(_ name: String, _ resource: ManagedResource?) -> Bool { true }
}

/// Keeps a value for other resources.
struct ValueKind: StackResourceKind {
    let schema: ResourceSchema

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard name == "value" else { return nil }
        return try TemplateResolver.select(typed(resource), path)
    }

    func validate(_ resource: ManagedResource) async throws { _ = try typed(resource) }

    private func typed(_ resource: ManagedResource) throws -> JSON {
        let value = resource.row.properties["value"] ?? .null
        guard let type = resource.text("type") else { return value }
        let kind: PropertySchema.Kind =
            switch type {
            case "string": .string
            case "number": .number
            case "boolean": .boolean
            case "comma_delimited_list": .list
            default: .map
            }
        if type == "json", value.array != nil { return value }
        var property = PropertySchema(name: "value", kind: kind)
        property.converts = type == "comma_delimited_list"
        do {
            return try property.typed(value)
        } catch {
            throw ResourceFailure("StackValidationFailed", "Property error: value: \(error.message)")
        }
    }
}

/// Waits for a while.
struct DelayKind: StackResourceKind {
    let schema: ResourceSchema

    private func begin(_ resource: inout ManagedResource, _ action: String) {
        let actions = resource["actions"]?.array?.compactMap(\.string) ?? []
        func seconds(_ name: String) -> Double {
            min(max(resource[name].flatMap(TemplateConstraint.number) ?? 0, 0), 1e6)
        }
        let jitter = seconds("max_jitter") * seconds("jitter_multiplier")
        let wait = actions.contains(action) ? seconds("min_wait") + Double.random(in: 0...min(jitter, 1e6)) : 0
        resource.row.data["due"] = .int(Int(resource.service.now.adding(microseconds: Int64(wait * 1e6)).microseconds))
    }

    private func isOver(_ resource: ManagedResource) -> Bool {
        resource.service.now.microseconds >= Int64(resource.row.data["due"]?.int ?? 0)
    }

    func create(_ resource: inout ManagedResource) async throws {
        begin(&resource, "CREATE")
        resource.row.physicalID = resource.physicalName
    }
    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { isOver(resource) }
    func delete(_ resource: inout ManagedResource) async throws { begin(&resource, "DELETE") }
    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool { isOver(resource) }
    func suspend(_ resource: inout ManagedResource) async throws { begin(&resource, "SUSPEND") }
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { isOver(resource) }
    func resume(_ resource: inout ManagedResource) async throws { begin(&resource, "RESUME") }
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { isOver(resource) }
}

/// Makes up a text, once.
struct RandomStringKind: StackResourceKind {
    let schema: ResourceSchema

    private static let lower = "abcdefghijklmnopqrstuvwxyz"
    private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let digits = "0123456789"

    private static func characters(_ name: String) -> String {
        switch name {
        case "letters": lower + upper
        case "lowercase": lower
        case "uppercase": upper
        case "digits": digits
        case "hexdigits": digits + "ABCDEF"
        case "octdigits": "01234567"
        default: lower + upper + digits
        }
    }

    /// What the text is made of, each with the least there has to be of it.
    private func sources(_ resource: ManagedResource) -> (classes: [(String, Int)], sequences: [(String, Int)]) {
        let classes = (resource["character_classes"]?.array ?? []).map {
            (Self.characters($0["class"]?.string ?? ""), $0["min"]?.int ?? 1)
        }
        let sequences = (resource["character_sequences"]?.array ?? []).map {
            ($0["sequence"]?.string ?? "", $0["min"]?.int ?? 1)
        }
        return (classes, sequences)
    }

    func validate(_ resource: ManagedResource) async throws {
        let (classes, sequences) = sources(resource)
        let least = classes.reduce(0) { $0 + $1.1 } + sequences.reduce(0) { $0 + $1.0.count * $1.1 }
        guard least <= resource["length"]?.int ?? 32 else {
            throw ResourceFailure(
                "StackValidationFailed",
                "Length property cannot be smaller than combined character class and character sequence minimums"
            )
        }
    }

    func create(_ resource: inout ManagedResource) async throws {
        let (classes, sequences) = sources(resource)
        let length = resource["length"]?.int ?? 32
        var pieces: [String] = []
        for (sequence, least) in sequences { pieces += Array(repeating: sequence, count: least) }
        for (characters, least) in classes {
            for _ in 0..<least { if let character = characters.randomElement() { pieces.append(String(character)) } }
        }
        let all = Set(classes.flatMap(\.0)).sorted()
        let choices = all.isEmpty ? sequences.map(\.0).filter { !$0.isEmpty } : all.map { String($0) }
        var count = pieces.reduce(0) { $0 + $1.count }
        while count < length, let piece = choices.randomElement() {
            pieces.append(piece)
            count += piece.count
        }
        resource.row.data["value"] = .string(String(pieces.shuffled().joined().prefix(length)))
        resource.row.physicalID = resource.physicalName
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        name == "value" ? resource.row.data["value"] : nil
    }

    func reference(_ resource: ManagedResource) async throws -> JSON {
        resource.row.data["value"] ?? .string(resource.row.name)
    }
}
