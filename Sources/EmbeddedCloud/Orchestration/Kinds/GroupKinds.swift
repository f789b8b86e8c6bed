import Foundation

/// Types that are stacks of resources of one definition.
protocol GroupKind: NestedStackKind {
    /// The names of the members there are to be.
    func memberNames(_ resource: ManagedResource) async throws -> [String]
    func definition(of member: String, _ resource: ManagedResource) -> JSON
    /// In the order they count.
    func ordered(_ names: [String], _ scope: StackScope) -> [String]
}

extension GroupKind {
    func ordered(_ names: [String], _ scope: StackScope) -> [String] { names }

    func hasAttribute(_ name: String, _ resource: ManagedResource?) -> Bool { true }

    func plan(_ resource: ManagedResource) async throws -> StackPlan? {
        var resources: JSON.Object = [:]
        for name in try await memberNames(resource) { resources[name] = definition(of: name, resource) }
        let environment = resource.scope.environment.nested(in: resource.row.name, parameters: [:])
        // What is resolved already must not be read as functions again, so the oldest version with the fewest is taken.
        return StackPlan(
            template: ["heat_template_version": "2015-04-30", "resources": .object(resources)],
            environment: environment.object,
            files: resource.scope.template.files
        )
    }

    /// The members there are, in order, failed ones left out.
    func members(_ resource: ManagedResource) async throws -> (scope: StackScope, names: [String])? {
        guard let scope = try await innerScope(resource) else { return nil }
        let rows = resource.service.store.read { $0.resources(of: scope.stack.id) }
            .filter { !$0.isReplaced && $0.status != .failed && $0.isMade }
        return (scope, ordered(rows.map(\.name), scope))
    }

    func reference(_ resource: ManagedResource) async throws -> JSON {
        .string(inner(resource)?.name ?? resource.row.name)
    }

    func value(of attribute: [JSON], _ member: String, _ scope: StackScope) async throws -> JSON {
        if attribute.isEmpty { return try await scope.reference(member) }
        return try await scope.attribute(member, attribute)
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard let (scope, names) = try await members(resource) else { return nil }
        if name.hasPrefix("resource.") {
            let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
            guard parts.count > 1, scope.planned(parts[1]) != nil else {
                throw ResourceFailure(
                    "NotFound",
                    "Member '\(parts.count > 1 ? parts[1] : "")' not found in group resource '\(resource.row.name)'."
                )
            }
            let attribute = parts.count > 2 ? [.string(parts[2])] + path : path
            return try await value(of: attribute, parts[1], scope)
        }
        var values: [JSON] = []
        switch name {
        case "refs":
            for member in names { values.append(try await scope.reference(member)) }
            return TemplateResolver.select(.array(values), path)
        case "refs_map":
            var map: JSON.Object = [:]
            for member in names { map[member] = try await scope.reference(member) }
            return TemplateResolver.select(.object(map), path)
        case "attributes", "outputs":
            guard !path.isEmpty else {
                throw ResourceFailure(
                    "InvalidTemplateAttribute",
                    "The Referenced Attribute (\(resource.row.name) \(name)) is incorrect."
                )
            }
            var map: JSON.Object = [:]
            for member in names { map[member] = try await value(of: path, member, scope) }
            return .object(map)
        case "outputs_list":
            for member in names { values.append(try await value(of: path, member, scope)) }
            return .array(values)
        case "current_size": return .int(names.count)
        case "show": return nil
        default:
            for member in names { values.append(try await value(of: [.string(name)] + path, member, scope)) }
            return .array(values)
        }
    }
}

/// So many resources of one definition, known by their numbers.
struct ResourceGroupKind: GroupKind {
    let schema: ResourceSchema

    func memberNames(_ resource: ManagedResource) async throws -> [String] {
        let skipped = Set(Self.skipped(resource))
        let count = resource["count"]?.int ?? 1
        try OrchestrationService.checkCount(count)
        var names: [String] = []
        var next = 0
        while names.count < count {
            if !skipped.contains(String(next)) { names.append(String(next)) }
            next += 1
        }
        return names
    }

    private static func skipped(_ resource: ManagedResource) -> [String] {
        let remembered = resource.row.data["skipped"]?.array?.compactMap(\.string) ?? []
        let asked = (resource["removal_policies"]?.array ?? []).flatMap { $0["resource_list"]?.array ?? [] }
        let isKept = resource.text("removal_policies_mode") != "update"
        var all = isKept ? remembered : []
        guard !asked.isEmpty else { return all }
        let rows = resource.row.physicalID.map { id in resource.service.store.read { $0.resources(of: id) } } ?? []
        for item in asked.map(\.pythonText) {
            let name = rows.first { $0.name == item || $0.physicalID == item }?.name
            if let name = name ?? (rows.isEmpty || remembered.contains(item) ? item : nil), !all.contains(name) {
                all.append(name)
            }
        }
        return all
    }

    func create(_ resource: inout ManagedResource) async throws {
        resource.row.data["skipped"] = JSON(Self.skipped(resource))
        guard let plan = try await plan(resource) else { return }
        resource.row.physicalID = try resource.service.makeNested(resource, plan)
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        resource.row.data["skipped"] = JSON(Self.skipped(resource))
        guard let plan = try await plan(resource) else { return .updated }
        guard let stack = inner(resource), !stack.isDeleted else { return .replace }
        try updateNested(resource, stack, plan)
        return .updated
    }

    func definition(of member: String, _ resource: ManagedResource) -> JSON {
        guard case .object(var definition)? = resource["resource_def"] else { return .null }
        let mark = resource.text("index_var") ?? "%index%"
        if let properties = definition["properties"]?.object {
            definition["properties"] = Self.replace(.object(properties.filter { !$0.1.isNull }), mark, member)
        }
        for name in definition.names where definition[name]?.isNull == true { definition[name] = nil }
        return .object(definition)
    }

    private static func replace(_ value: JSON, _ mark: String, _ name: String) -> JSON {
        switch value {
        case .string(let text): return .string(text.replacing(mark, with: name))
        case .array(let items): return .array(items.map { replace($0, mark, name) })
        case .object(let members):
            var object: JSON.Object = [:]
            for (key, member) in members { object[key] = replace(member, mark, name) }
            return .object(object)
        default: return value
        }
    }

    func ordered(_ names: [String], _ scope: StackScope) -> [String] {
        names.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        if name == "removed_rsrc_list" { return resource.row.data["skipped"] ?? [] }
        return try await groupAttribute(name, path, resource)
    }

    private func groupAttribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        try await GroupAttributes(group: self).value(name, path, resource)
    }
}

/// What every group has, for kinds with attributes besides.
struct GroupAttributes: GroupKind {
    let group: any GroupKind
    var schema: ResourceSchema { group.schema }

    func memberNames(_ resource: ManagedResource) async throws -> [String] { try await group.memberNames(resource) }
    func definition(of member: String, _ resource: ManagedResource) -> JSON { group.definition(of: member, resource) }
    func ordered(_ names: [String], _ scope: StackScope) -> [String] { group.ordered(names, scope) }

    func value(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        try await attribute(name, path, resource)
    }
}

/// One resource of each type, with the same properties.
struct ResourceChainKind: GroupKind {
    let schema: ResourceSchema

    func memberNames(_ resource: ManagedResource) async throws -> [String] {
        (resource["resources"]?.array ?? []).indices.map(String.init)
    }

    func definition(of member: String, _ resource: ManagedResource) -> JSON {
        let types = resource["resources"]?.array ?? []
        guard let index = Int(member), types.indices.contains(index) else { return .null }
        var definition: JSON.Object = [
            "type": types[index], "properties": resource["resource_properties"] ?? .object([:]),
        ]
        if resource["concurrent"] != true, index > 0 { definition["depends_on"] = .string(String(index - 1)) }
        return .object(definition)
    }

    func ordered(_ names: [String], _ scope: StackScope) -> [String] {
        names.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
    }
}

/// As many resources as scaling policies and its limits say; members are told by made-up names.
struct AutoScalingGroupKind: GroupKind {
    let schema: ResourceSchema

    func validate(_ resource: ManagedResource) async throws {
        let least = resource["min_size"]?.int ?? 0
        let most = resource["max_size"]?.int ?? 0
        guard least <= most else {
            throw ResourceFailure("StackValidationFailed", "MinSize can not be greater than MaxSize")
        }
        if let desired = resource["desired_capacity"]?.int, !(least...most).contains(desired) {
            throw ResourceFailure("StackValidationFailed", "DesiredCapacity must be between MinSize and MaxSize")
        }
    }

    /// Oldest first.
    private func existing(_ resource: ManagedResource) -> [String] {
        guard let id = resource.row.physicalID else { return [] }
        return resource.service.store.read { $0.resources(of: id) }
            .filter { !$0.isReplaced && $0.status != .failed }.map(\.name)
    }

    func memberNames(_ resource: ManagedResource) async throws -> [String] {
        if let names = resource.row.data["members"]?.array?.compactMap(\.string) { return names }
        return Self.sized([], Self.size(resource, current: nil))
    }

    /// The number of members there are to be.
    private static func size(_ resource: ManagedResource, current: Int?) -> Int {
        let least = min(resource["min_size"]?.int ?? 0, OrchestrationService.resourceLimit)
        let most = min(resource["max_size"]?.int ?? least, OrchestrationService.resourceLimit)
        return max(least, min(most, resource["desired_capacity"]?.int ?? current ?? least))
    }

    /// So many names: the oldest go first where there are too many.
    private static func sized(_ names: [String], _ count: Int) -> [String] {
        if names.count > count { return Array(names.suffix(max(count, 0))) }
        return names + (0..<max(0, count - names.count)).map { _ in OrchestrationService.suffix() }
    }

    func create(_ resource: inout ManagedResource) async throws {
        resource.row.data["members"] = JSON(Self.sized([], Self.size(resource, current: nil)))
        guard let plan = try await plan(resource) else { return }
        resource.row.physicalID = try resource.service.makeNested(resource, plan)
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        let names = existing(resource)
        let desired = change.touches("desired_capacity") ? nil : names.count
        var count = Self.size(resource, current: names.count)
        if let desired, resource["desired_capacity"] != nil {
            // A size that policies have set stays unless the template changes it.
            count = max(resource["min_size"]?.int ?? 0, min(resource["max_size"]?.int ?? desired, desired))
        }
        resource.row.data["members"] = JSON(Self.sized(names, count))
        guard let plan = try await plan(resource) else { return .updated }
        guard let stack = inner(resource), !stack.isDeleted else { return .replace }
        try updateNested(resource, stack, plan)
        return .updated
    }

    func definition(of member: String, _ resource: ManagedResource) -> JSON { resource["resource"] ?? .null }

    /// Changes the number of members; false if it would stay the same.
    func adjust(_ resource: inout ManagedResource, by amount: Double, as type: String, step: Int?) async throws -> Bool
    {
        let names = existing(resource)
        let current = names.count
        let amount = min(max(amount, -1e6), 1e6)
        var wanted: Int
        switch type {
        case "change_in_capacity": wanted = current + Int(amount)
        case "exact_capacity": wanted = Int(amount)
        default:
            var delta = Int((Double(current) * amount / 100).rounded(.towardZero))
            if delta == 0, amount != 0 { delta = amount > 0 ? 1 : -1 }
            if let step, abs(delta) < step { delta = amount > 0 ? step : -step }
            wanted = current + delta
        }
        wanted = max(resource["min_size"]?.int ?? 0, min(resource["max_size"]?.int ?? wanted, wanted))
        guard wanted != current, let stack = inner(resource), !stack.isDeleted else { return false }
        resource.row.data["members"] = JSON(Self.sized(names, wanted))
        guard let plan = try await plan(resource) else { return false }
        try updateNested(resource, stack, plan)
        return true
    }
}

/// Changes the size of a group when it is signalled.
struct ScalingPolicyKind: StackResourceKind {
    let schema: ResourceSchema
    var takesSignals: Bool { true }

    func create(_ resource: inout ManagedResource) async throws {
        resource.row.physicalID = resource.physicalName
    }

    func signal(_ resource: inout ManagedResource, _ details: JSON) async throws -> String? {
        let state = details["state"]?.string ?? details["current"]?.string ?? details["severity"]?.string ?? "alarm"
        guard !["ok", "low"].contains(state.lowercased()) else { return "no action: alarm state is \(state)" }
        if let cooldown = resource["cooldown"].flatMap(TemplateConstraint.number),
            let last = resource.row.data["last"]?.int,
            resource.service.now.microseconds < Int64(last) + Int64(min(max(cooldown, 0), 1e9) * 1e6)
        {
            return "signal is ignored: cooling down"
        }
        let group = resource.text("auto_scaling_group_id") ?? ""
        let id = resource.stack.id
        let found = resource.service.store.read { state in
            state.resources(of: id).first { row in
                guard let inner = row.physicalID.flatMap({ state.stacks[$0] }) else { return false }
                return inner.name == group || inner.id == group || row.name == group
            }
        }
        guard let found, let kind = resource.scope.planned(found.name)?.kind as? AutoScalingGroupKind else {
            throw ResourceFailure(
                "NotFound",
                "Alarm \(resource.row.name) could not find scaling group named \"\(group)\""
            )
        }
        var target = ManagedResource(service: resource.service, scope: resource.scope, row: found)
        let isChanged = try await kind.adjust(
            &target,
            by: resource["scaling_adjustment"].flatMap(TemplateConstraint.number) ?? 0,
            as: resource.text("adjustment_type") ?? "change_in_capacity",
            step: resource["min_adjustment_step"]?.int
        )
        if isChanged {
            target.service.save(target)
            resource.row.data["last"] = .int(Int(resource.service.now.microseconds))
        }
        return "alarm state changed to \(state)"
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        switch name {
        case "alarm_url", "signal_url":
            .string(resource.service.url(of: resource.row.name, in: resource.stack) + "/signal")
        default: nil
        }
    }
}
