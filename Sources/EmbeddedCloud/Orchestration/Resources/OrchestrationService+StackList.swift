import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareStackList(in table: inout RouteTable) {
        table.on(.get, "/v1/{tenant}/stacks", listStacks)
        table.on(.get, "/v1/{tenant}/stacks/detail", detailStacks)
    }

    // Orchestration API reference, “List stacks”: newest first unless asked otherwise.
    private func listStacks(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:index", .reader)
        let query = request.query
        if try Self.flag("global_tenant", query) {
            // By upstream's policy nobody may, not even admins: those see all projects' stacks anyway.
            throw OrchestrationError.forbidden("stacks:global_index")
        }
        let filter = try StackFilter(query)
        let order = StackOrder(query)
        let limit = try query["limit"].map { try Self.number("limit", .string($0)) }
        let counts = try Self.flag("with_count", query)
        let (page, count) = store.read { state in
            stacks(of: caller, in: state, filter, order, marker: query["marker"], limit: limit, counts: counts)
        }
        let view = StackView(service: self)
        var answer: JSON.Object = [
            "stacks": .array(page.map { view.summary(of: $0, withProject: caller.isAdmin) })
        ]
        if let limit, page.count == limit, limit > 0, let last = page.last {
            answer["links"] = [["rel": "next", "href": .string(next(request, marker: last.id))]]
        }
        if counts { answer["count"] = .int(count) }
        return .json(.object(answer))
    }

    private func stacks(
        of caller: Caller,
        in state: borrowing OrchestrationState,
        _ filter: StackFilter,
        _ order: StackOrder,
        marker: String?,
        limit: Int?,
        counts: Bool
    ) -> ([StackRow], Int) {
        let project = caller.projectID ?? ""
        if !caller.isAdmin, order.isNatural, !counts {
            // The ids stand in the order of the list, backwards: only a page of the stacks is looked at.
            var page: [StackRow] = []
            var isAfterMarker = marker == nil
            for id in state.stackIDs(of: project).reversed() {
                if let limit, page.count >= limit { break }
                defer { if id == marker { isAfterMarker = true } }
                guard isAfterMarker, let stack = state.stacks[id], filter.accepts(stack) else { continue }
                page.append(stack)
            }
            return (page, 0)
        }
        let all = state.stacks(of: caller.isAdmin ? nil : project).filter(filter.accepts)
        var page = order.sorted(all)[...]
        if let marker, let index = page.firstIndex(where: { $0.id == marker }) { page = page[(index + 1)...] }
        if let limit { page = page.prefix(limit) }
        return (Array(page), all.count)
    }

    /// The request's own address with another marker.
    private func next(_ request: ServiceRequest, marker: String) -> String {
        var parts = request.query.items.filter { $0.name != "marker" }.map {
            "\(PercentCoding.encodeQueryValue($0.name))=\(PercentCoding.encodeQueryValue($0.value))"
        }
        parts.append("marker=" + marker)
        return base + request.path + "?" + parts.joined(separator: "&")
    }

    // “List stacks in detail”; with everything a single stack shows.
    private func detailStacks(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:detail", .reader)
        let filter = try StackFilter(request.query)
        let all = store.read { $0.stacks(of: caller.isAdmin ? nil : caller.projectID).filter(filter.accepts) }
        var shown: [JSON] = []
        for stack in StackOrder(request.query).sorted(all) {
            shown.append(.object(try await StackView(service: self).members(of: stack, outputs: true)))
        }
        return .json(["stacks": .array(shown)])
    }
}

/// The filters of a list of stacks.
struct StackFilter: Sendable {
    private var showsDeleted: Bool
    private var showsNested: Bool
    private var showsHidden: Bool
    private var tags: [String]
    private var anyTags: [String]
    private var notTags: [String]
    private var notAnyTags: [String]
    private var conditions: [@Sendable (StackRow) -> Bool] = []

    /// The tag that keeps a stack out of lists.
    private static let hiddenTag = "hidden"

    init(_ query: Query) throws {
        showsDeleted = try OrchestrationService.flag("show_deleted", query)
        showsNested = try OrchestrationService.flag("show_nested", query)
        showsHidden = try OrchestrationService.flag("show_hidden", query)
        func list(_ name: String) throws -> [String] {
            try query[name].flatMap { $0.isEmpty ? nil : try StackRequest.tags(.string($0)) } ?? []
        }
        tags = try list("tags")
        anyTags = try list("tags_any")
        notTags = try list("not_tags")
        notAnyTags = try list("not_tags_any")
        func values(_ names: String...) -> [String] { names.flatMap { query.all($0) }.filter { !$0.isEmpty } }
        func match(_ values: [String], _ read: @escaping @Sendable (StackRow) -> String?) {
            if !values.isEmpty { conditions.append { stack in read(stack).map(values.contains) ?? false } }
        }
        match(values("id")) { $0.id }
        match(values("name", "stack_name")) { $0.name }
        match(values("tenant")) { $0.owner.projectID }
        match(values("username", "stack_owner")) { $0.owner.userName }
        match(values("owner_id", "parent")) { $0.parentID }
        match(values("stack_status_reason")) { $0.reason }
        match(values("stack_user_project_id")) { $0.userProjectID }
        let (actions, statuses) = Self.split(values("status", "stack_status"))
        match(statuses) { $0.status.rawValue }
        match(values("action", "stack_action") + actions) { $0.action.rawValue }
        let names = ["status", "stack_status"].flatMap { query.all($0) }.filter { !$0.isEmpty }
        if !names.isEmpty, statuses.isEmpty { conditions.append { _ in false } }
    }

    /// `CREATE_COMPLETE` is an action and a status, `COMPLETE` a status.
    static func split(_ values: [String]) -> (actions: [String], statuses: [String]) {
        var actions: [String] = []
        var statuses: [String] = []
        for value in values {
            guard let status = ["COMPLETE", "FAILED", "IN_PROGRESS"].first(where: value.hasSuffix) else { continue }
            statuses.append(status)
            let action = value.dropLast(status.count + 1)
            if !action.isEmpty { actions.append(String(action)) }
        }
        return (actions, statuses)
    }

    func accepts(_ stack: StackRow) -> Bool {
        if stack.isDeleted, !showsDeleted { return false }
        if stack.parentID != nil, !showsNested { return false }
        let own = stack.tags ?? []
        if own.contains(Self.hiddenTag), !showsHidden { return false }
        guard tags.allSatisfy(own.contains), anyTags.isEmpty || anyTags.contains(where: own.contains) else {
            return false
        }
        if !notTags.isEmpty, notTags.allSatisfy(own.contains) { return false }
        if notAnyTags.contains(where: own.contains) { return false }
        return conditions.allSatisfy { $0(stack) }
    }
}

/// The order of a list of stacks.
struct StackOrder: Sendable {
    private var keys: [String]
    private var isAscending: Bool
    /// Whether it is the one nobody asked for: newest first.
    var isNatural: Bool { keys.isEmpty && !isAscending }

    init(_ query: Query) {
        let known = ["stack_name", "stack_status", "creation_time", "updated_time"]
        keys = query.all("sort_keys").filter(known.contains)
        isAscending = query["sort_dir"] == "asc"
    }

    func sorted(_ stacks: [StackRow]) -> [StackRow] {
        if keys.isEmpty { return isAscending ? stacks : stacks.reversed() }
        return stacks.sorted { left, right in
            for key in keys {
                let (a, b) = (Self.value(key, left), Self.value(key, right))
                if a != b { return isAscending ? a < b : a > b }
            }
            return isAscending ? left.id < right.id : left.id > right.id
        }
    }

    private static func value(_ key: String, _ stack: StackRow) -> String {
        switch key {
        case "stack_name": stack.name
        case "stack_status": stack.status.rawValue
        case "creation_time": stack.created.withoutZone
        default: stack.updated?.withoutZone ?? ""
        }
    }
}
