import HTTPTypes
import Hummingbird

extension ComputeService {
    /// The most servers there are on a page.
    static let pageLimit = 1000

    // Compute API reference, “List Servers”.
    func listServers(_ request: ComputeRequest) async throws -> ServiceResponse {
        let rows = try await listed(request, rule: "index")
        let view = ServerView(request: request, network: NetworkFacts(), zones: [:], hostStates: [:])
        return answer(rows, rows.map(view.brief), "servers", request)
    }

    // Compute API reference, “List Servers Detailed”.
    func listServersInDetail(_ request: ComputeRequest) async throws -> ServiceResponse {
        let rows = try await listed(request, rule: "detail")
        let view = await view(of: rows, request)
        return answer(rows, rows.map { view.detail($0) }, "servers/detail", request)
    }

    private func answer(
        _ rows: [ServerRow],
        _ shown: [JSON],
        _ collection: String,
        _ request: ComputeRequest
    ) -> ServiceResponse {
        var answer: JSON.Object = ["servers": .array(shown)]
        let limit = min(request.query["limit"].flatMap { Int($0) } ?? Self.pageLimit, Self.pageLimit)
        if limit > 0, rows.count == limit, let last = rows.last {
            answer["servers_links"] = request.nextLinks(collection, marker: last.id)
        }
        return .json(.object(answer))
    }

    private func listed(_ request: ComputeRequest, rule: String) async throws -> [ServerRow] {
        try checkListQuery(request)
        try request.require("servers:\(rule)", request.caller.isReader && request.caller.projectID != nil)
        var filter = try ServerFilter(request, rule: rule)
        let sorting = try ServerSorting(request)
        let limit = min(request.query["limit"].flatMap { Int($0) } ?? Self.pageLimit, Self.pageLimit)
        if filter.isEmpty { return [] }
        if let text = filter.address { filter.addressed = await servers(withAddress: text, project: filter.project) }
        let wanted = filter
        return try store.read { state in
            var marker: ServerRow?
            if let id = request.query["marker"] {
                marker = state.servers[id]
                guard let found = marker, sees(found, request.caller) else {
                    throw ComputeError.badRequest("marker [\(id)] not found")
                }
            }
            guard let sorting else { return Self.newest(wanted, after: marker, limit, in: state) }
            return Self.page(wanted, sorting, after: marker, limit, in: state)
        }
    }

    /// A page of the usual order, looking at no more servers than it must.
    private static func newest(
        _ filter: ServerFilter,
        after marker: ServerRow?,
        _ limit: Int,
        in state: borrowing ComputeState
    ) -> [ServerRow] {
        var rows: [ServerRow] = []
        guard limit > 0 else { return rows }
        state.servers.lookNewestFirst(project: filter.project) { row in
            if marker.map({ row.number < $0.number }) ?? true, filter.accepts(row) { rows.append(row) }
            return rows.count < limit
        }
        return rows
    }

    /// A page of another order, for which every server has to be looked at.
    private static func page(
        _ filter: ServerFilter,
        _ sorting: ServerSorting,
        after marker: ServerRow?,
        _ limit: Int,
        in state: borrowing ComputeState
    ) -> [ServerRow] {
        let start = marker.map(sorting.place)
        var first = FirstElements(limit, by: sorting.precedes)
        state.servers.lookNewestFirst(project: filter.project) { row in
            guard filter.accepts(row) else { return true }
            let place = sorting.place(of: row)
            if start.map({ sorting.precedes($0, place) }) ?? true { first.insert(place) }
            return true
        }
        return first.sorted.compactMap { state.servers[$0.id] }
    }

    /// Servers that have a part of a text in an address.
    private func servers(withAddress text: String, project: String?) async -> Set<String> {
        let path = "/v2.0/ports?fields=device_id&fields=fixed_ips" + (project.map { "&tenant_id=" + $0 } ?? "")
        let found = try? await call("network", .get, path, as: .service("nova"))
        var ids: Set<String> = []
        for port in found?["ports"]?.array ?? [] {
            let addresses = (port["fixed_ips"]?.array ?? []).compactMap { $0["ip_address"]?.string }
            let fits = addresses.contains { $0.contains(text) || Patterns.finds("^" + text, in: $0) }
            if fits, let id = port["device_id"]?.string { ids.insert(id) }
        }
        return ids
    }

    private func checkListQuery(_ request: ComputeRequest) throws {
        var known: [String: RequestSchema] = [
            "limit": ComputeSchema.queryNumber, "marker": .any,
            "sort_key": .check { (value, path) throws(RequestSchema.Problem) in
                let names = ServerSorting.names(request.minor)
                guard names.contains(value.string ?? "") else {
                    let list = names.sorted().map { "'\($0)'" }.joined(separator: ", ")
                    throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not one of [\(list)]")
                }
            },
            "changes-since": .string(format: "date-time"),
        ]
        for name in Self.plainParameters { known[name] = .any }
        for name in Self.patternParameters { known[name] = ComputeSchema.regex }
        if request.minor >= 26 {
            for name in ["tags", "tags-any", "not-tags", "not-tags-any"] { known[name] = ComputeSchema.regex }
        }
        if request.minor >= 66 { known["changes-before"] = .string(format: "date-time") }
        if request.minor >= 73 { known["locked"] = .any }
        do {
            try request.checkQuery(known, isOpen: request.minor < 75)
        } catch let error as ComputeError where error.message.hasPrefix("Additional properties") {
            let names = Set(request.query.items.map(\.name).filter { known[$0] == nil && !$0.hasPrefix("_") }).sorted()
            let list = names.map { "'\($0)'" }.joined(separator: ", ")
            throw ComputeError.badRequest(
                "\(list) \(names.count == 1 ? "does" : "do") not match any of the regexes: '^_'"
            )
        }
    }

    private static let plainParameters = [
        "user_id", "project_id", "tenant_id", "launch_index", "image_ref", "image", "vm_state", "task_state", "host",
        "uuid", "sort_dir", "all_tenants", "soft_deleted", "deleted", "status", "block_device_mapping", "services",
        "metadata", "system_metadata", "info_cache", "security_groups", "pci_devices",
    ]
    private static let patternParameters = [
        "kernel_id", "ramdisk_id", "hostname", "key_name", "power_state", "node", "flavor", "reservation_id",
        "launched_at", "terminated_at", "availability_zone", "name", "display_name", "description",
        "display_description", "locked_by", "root_device_name", "config_drive", "access_ip_v4", "access_ip_v6",
        "auto_disk_config", "progress", "ip", "ip6", "created_at",
    ]
}
