import HTTPTypes
import Hummingbird

// Compute API reference, “Server usage audit log”; no host of this cloud keeps one, as upstream's don't by default.
extension ComputeService {
    func declareAuditLog(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-instance_usage_audit_log", listAuditLogs)
        table.on(.get, "/os-instance_usage_audit_log/{id}", showAuditLog)
    }

    private func listAuditLogs(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-instance-usage-audit-log:list", request.caller.isAdmin)
        return .json(["instance_usage_audit_logs": log(before: now)])
    }

    private func showAuditLog(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-instance-usage-audit-log:show", request.caller.isAdmin)
        let text = request["id"]
        let isTime = Patterns.finds(#"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$"#, in: text)
        guard isTime, let time = Timestamp(iso: text) else {
            throw ComputeError.badRequest("Invalid timestamp for date \(text)")
        }
        return .json(["instance_usage_audit_log": log(before: time)])
    }

    /// About the month that ended last.
    private func log(before time: Timestamp) -> JSON {
        let names = store.read { $0.hosts.values.sorted { $0.number < $1.number }.map(\.name) }
        let text = time.seconds
        let year = Int(text.prefix(4)) ?? 1970
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        func first(_ year: Int, _ month: Int) -> JSON {
            let digits = String(year)
            let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return .string("\(padded)-\(month < 10 ? "0" : "")\(month)-01 00:00:00")
        }
        return [
            "period_beginning": month == 1 ? first(year - 1, 12) : first(year, month - 1),
            "period_ending": first(year, month), "num_hosts": .int(names.count), "num_hosts_done": 0,
            "num_hosts_running": 0, "num_hosts_not_run": .int(names.count), "hosts_not_run": JSON(names),
            "total_instances": 0, "total_errors": 0,
            "overall_status": .string(
                (names.isEmpty ? "ALL" : "0 of \(names.count)") + " hosts done. 0 errors."
            ),
            "log": [:],
        ]
    }
}
