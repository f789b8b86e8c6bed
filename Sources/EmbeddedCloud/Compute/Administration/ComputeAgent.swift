/// A process of the compute service as administrators see it: the conductor, the scheduler, or one that runs servers.
struct ComputeAgent: Sendable {
    var binary: String
    var host: String
    var number: Int
    /// A UUID.
    var id: String
    /// The availability zone.
    var zone: String
    var isDisabled = false
    var disabledReason: String?
    var isForcedDown = false
    var updated: Timestamp

    /// What messages to it are addressed by.
    var topic: String { String(binary.dropFirst("nova-".count)) }

    /// The members of the answers about services.
    func members(_ minor: Int) -> JSON.Object {
        var members: JSON.Object = [
            "binary": .string(binary), "host": .string(host), "id": minor >= 53 ? .string(id) : .int(number),
            "zone": .string(zone), "status": isDisabled ? "disabled" : "enabled",
            "state": isForcedDown ? "down" : "up", "updated_at": .string(updated.withoutZone),
            "disabled_reason": JSON(disabledReason),
        ]
        if minor >= 11 { members["forced_down"] = .bool(isForcedDown) }
        return members
    }
}

extension ComputeService {
    static let defaultZone = "nova"
    static let internalZone = "internal"

    /// The host the conductor and the scheduler run on.
    var controllerHost: String { "\(parts.configuration.name)-controller" }

    /// All processes, those without servers first.
    func agents(in state: borrowing ComputeState) -> [ComputeAgent] {
        // They report every ten seconds.
        let seconds = now.microseconds / 10_000_000 * 10
        let updated = Timestamp(microseconds: seconds * 1_000_000)
        let controllers = ["nova-conductor", "nova-scheduler"].enumerated().map { index, binary in
            ComputeAgent(
                binary: binary,
                host: controllerHost,
                number: index + 1,
                id: ComputeMachine.id(of: "\(controllerHost)/\(binary)"),
                zone: Self.internalZone,
                updated: updated
            )
        }
        let hosts = state.hosts.values.sorted { $0.number < $1.number }
        return controllers
            + hosts.map { row in
                ComputeAgent(
                    binary: "nova-compute",
                    host: row.name,
                    number: row.number + controllers.count,
                    id: row.serviceID,
                    zone: zone(of: row.name, in: state),
                    isDisabled: row.isDisabled,
                    disabledReason: row.disabledReason,
                    isForcedDown: row.isForcedDown,
                    updated: updated
                )
            }
    }

    /// All processes as they are now.
    func allAgents() -> [ComputeAgent] { store.read { state in agents(in: state) } }

    /// The servers that are on a host.
    func servers(on host: String) -> [ServerRow] {
        store.read { state in state.servers.values.filter { $0.deleted == nil && $0.host == host } }
    }

    /// The availability zone of a host: that of the aggregate which makes one of its hosts, or the default.
    func zone(of host: String, in state: borrowing ComputeState) -> String {
        state.aggregates.values.filter { $0.hosts.contains(host) }.compactMap(\.zone).min() ?? Self.defaultZone
    }

    /// The servers that are on a host, by name of the host.
    func serversByHost(in state: borrowing ComputeState) -> [String: [ServerRow]] {
        var rows: [String: [ServerRow]] = [:]
        for row in state.servers.values where row.deleted == nil {
            if let host = row.host { rows[host, default: []].append(row) }
        }
        return rows
    }

    /// Changes a host; 404 if there is none of the name.
    @discardableResult
    func updateHost(_ name: String, _ change: (inout ComputeHostRow) -> Void) throws -> ComputeHostRow? {
        try store.write { state in
            guard var row = state.hosts.values.first(where: { $0.name == name }) else { return nil }
            change(&row)
            state.hosts.insert(row)
            return row
        }
    }

    /// Upstream's words for a host nobody has heard of.
    static func unmappedHost(_ name: String) -> ComputeError {
        .notFound("Host '\(name)' is not mapped to any cell")
    }
}

extension Timestamp {
    /// As upstream's database keeps times: whole seconds, shown with a fraction.
    var columnTime: String { Timestamp(microseconds: microseconds / 1_000_000 * 1_000_000).withoutZone }
}
