import HTTPTypes
import Hummingbird

// Compute API reference, “Usage reports”.
extension ComputeService {
    func declareUsage(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-simple-tenant-usage", listUsage)
        table.on(.get, "/os-simple-tenant-usage/{id}", showUsage)
    }

    /// The time a report is about.
    private struct Period: Sendable {
        var start: Timestamp
        var end: Timestamp

        init(_ query: Query, now: Timestamp) throws {
            func time(_ name: String) throws -> Timestamp {
                guard let text = query.all(name).first, !text.isEmpty else { return now }
                guard text.contains("T") || text.contains("."), let time = Timestamp(iso: text) else {
                    throw ComputeError.badRequest("Invalid datetime string: Datetime is in invalid format")
                }
                return time
            }
            start = try time("start")
            end = try time("end")
            // Upstream asks for the present twice, so that a report about no time is one about a few microseconds.
            if query["end"] == nil, start == now { end = end.adding(microseconds: 10) }
            guard start < end else {
                throw ComputeError.badRequest(
                    "Invalid start time. The start time cannot occur after the end time."
                )
            }
            end = min(end, max(now, start))
        }

        /// How long a server ran in it.
        func hours(_ row: ServerRow) -> Double {
            guard let launched = row.launched, launched <= end else { return 0 }
            let first = max(launched, start)
            let last = min(row.terminated ?? end, end)
            return Double(max(0, last.microseconds - first.microseconds)) / 3_600_000_000
        }
    }

    private func checkQuery(_ request: ComputeRequest, isList: Bool) throws {
        var known: [String: RequestSchema] = ["start": .any, "end": .any]
        if isList { known["detailed"] = .any }
        if request.minor >= 40 { known.merge(ComputeSchema.paging) { $1 } }
        try request.checkQuery(known, isOpen: request.minor < 75)
    }

    /// The servers that ran in the period, a page of them since 2.40.
    private func servers(_ request: ComputeRequest, _ period: Period, project: String?) throws -> ComputePage<ServerRow>
    {
        let rows = store.read { state in
            var newest: [ServerRow] = []
            state.servers.lookNewestFirst(project: project) { row in
                let began = row.launched.map { $0 < period.end } ?? false
                if began, row.terminated.map({ $0 > period.start }) ?? true { newest.append(row) }
                return true
            }
            return Array(newest.reversed())
        }
        guard request.minor >= 40 else {
            return ComputePage(rows: Array(rows.prefix(ComputeRequest.longestPage)), next: nil)
        }
        return try request.page(rows, id: \.id) { .badRequest("Marker \($0) could not be found.") }
    }

    private func listUsage(_ request: ComputeRequest) throws -> ServiceResponse {
        try checkQuery(request, isList: true)
        try request.require("os-simple-tenant-usage:list", request.caller.isAdmin)
        let period = try Period(request.query, now: now)
        let page = try servers(request, period, project: nil)
        let isDetailed = request.query.all("detailed").first == "1"
        var order: [String] = []
        var byProject: [String: [ServerRow]] = [:]
        for row in page.rows {
            if byProject[row.projectID] == nil { order.append(row.projectID) }
            byProject[row.projectID, default: []].append(row)
        }
        let usages = order.map { project in
            JSON.object(summary(project, byProject[project] ?? [], period, isDetailed: isDetailed))
        }
        var answer: JSON.Object = ["tenant_usages": .array(usages)]
        answer["tenant_usages_links"] = page.links("os-simple-tenant-usage", request)
        return .json(.object(answer))
    }

    private func showUsage(_ request: ComputeRequest) throws -> ServiceResponse {
        try checkQuery(request, isList: false)
        let project = request["id"]
        try request.require("os-simple-tenant-usage:show", request.isReader(of: project))
        let period = try Period(request.query, now: now)
        let page = try servers(request, period, project: project)
        let usage = page.rows.isEmpty ? [:] : summary(project, page.rows, period, isDetailed: true)
        var answer: JSON.Object = ["tenant_usage": .object(usage)]
        answer["tenant_usage_links"] = page.links("os-simple-tenant-usage/\(project)", request)
        return .json(.object(answer))
    }

    private func summary(
        _ project: String,
        _ rows: [ServerRow],
        _ period: Period,
        isDetailed: Bool
    ) -> JSON.Object {
        var sums = (disk: 0.0, vcpus: 0.0, memory: 0.0, hours: 0.0)
        for row in rows {
            let hours = period.hours(row)
            sums.disk += Double(row.flavor.disk + row.flavor.ephemeral) * hours
            sums.vcpus += Double(row.flavor.vcpus) * hours
            sums.memory += Double(row.flavor.ram) * hours
            sums.hours += hours
        }
        var members: JSON.Object = ["tenant_id": .string(project)]
        if isDetailed { members["server_usages"] = .array(rows.map { usage($0, period) }) }
        members["total_local_gb_usage"] = .double(sums.disk)
        members["total_vcpus_usage"] = .double(sums.vcpus)
        members["total_memory_mb_usage"] = .double(sums.memory)
        members["total_hours"] = .double(sums.hours)
        members["start"] = .string(period.start.withoutZone)
        members["stop"] = .string(period.end.withoutZone)
        return members
    }

    private func usage(_ row: ServerRow, _ period: Period) -> JSON {
        let launched = row.launched ?? row.created
        let seconds = max(0, ((row.terminated ?? now).microseconds - launched.microseconds) / 1_000_000)
        return [
            "hours": .double(period.hours(row)), "flavor": .string(row.flavor.name), "instance_id": .string(row.id),
            "name": .string(row.name), "tenant_id": .string(row.projectID), "memory_mb": .int(row.flavor.ram),
            "local_gb": .int(row.flavor.disk + row.flavor.ephemeral), "vcpus": .int(row.flavor.vcpus),
            "started_at": .string(launched.columnTime),
            "ended_at": row.terminated.map { .string($0.columnTime) } ?? .null,
            "state": row.terminated == nil ? .string(row.state.rawValue) : "terminated", "uptime": .int(Int(seconds)),
        ]
    }
}
