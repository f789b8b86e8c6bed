extension ComputeService {
    /// Puts a new server on a host and starts it; whatever goes wrong ends in the state `error`.
    func build(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async {
        var row = row
        guard let host = await place(row, flavor: row.flavor) else {
            fail(row, pending, Self.noHost, at: time)
            return
        }
        row.host = host.name
        var made: [ServerInterface] = []
        do {
            for wanted in row.requestedNetworks ?? [] {
                made.append(try await plug(wanted, into: row, host: host.name))
            }
            row.interfaces = made
            for index in row.volumes.indices where row.volumes[index].volumeID == nil {
                row.volumes[index].volumeID = try await makeVolume(row.volumes[index], for: row)
            }
        } catch {
            for interface in made { await unplug(interface, from: row) }
            await release(row.id)
            let reason = (error as? PeerError)?.message ?? ""
            fail(row, pending, "Build of instance \(row.id) aborted: \(reason)", at: time)
            return
        }
        let built = row
        let isNoted = try? store.write { state in
            guard var row = state.servers[built.id], row.deleted == nil,
                row.pending.contains(where: { $0.id == pending.id })
            else { return false }
            row.host = built.host
            row.interfaces = built.interfaces
            row.volumes = built.volumes
            row.requestedNetworks = nil
            row.task = "spawning"
            state.servers.replace(row)
            return true
        }
        guard isNoted == true else {
            for interface in made { await unplug(interface, from: row) }
            await release(row.id)
            return
        }
        await awaitVolumes(row, pending, at: time)
    }

    static let noHost = "No valid host was found. There are not enough hosts available."

    /// Starts a server once the volumes made for it are there.
    func awaitVolumes(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async {
        var row = row
        for index in row.volumes.indices {
            guard let id = row.volumes[index].volumeID else { continue }
            do {
                if row.volumes[index].attachmentID == nil {
                    let status = try await volume(id, as: account(of: row))["status"]?.string
                    if status == "error" { throw PeerError(status: 500, message: "Volume \(id) is in error.") }
                    guard status == "available" else {
                        let volumes = row.volumes
                        _ = try? change(row.id, at: time) { row, _ in row.volumes = volumes }
                        follow(pending, with: .awaitVolumes, "block-storage.volume.create", of: row.id, at: time)
                        return
                    }
                    row.volumes[index].attachmentID = try await reserve(id, for: row.id, as: account(of: row))
                }
                if row.volumes[index].device == nil {
                    row.volumes[index].device =
                        row.volumes[index].bootIndex == 0 ? row.rootDevice : Self.nextDevice(of: row)
                }
                try await connect(row.volumes[index], to: row)
            } catch {
                let reason = (error as? PeerError)?.message ?? ""
                fail(row, pending, "Build of instance \(row.id) aborted: \(reason)", at: time)
                return
            }
        }
        let volumes = row.volumes
        _ = try? end(pending, of: row.id, at: time) { row, _ in
            row.volumes = volumes
            row.state = .active
            row.task = nil
            row.power = .running
            row.launched = time
        }
    }

    private func fail(_ server: ServerRow, _ pending: PendingStep, _ message: String, at time: Timestamp) {
        _ = try? end(pending, of: server.id, at: time, error: message) { row, _ in
            row.state = .error
            row.task = nil
            row.requestedNetworks = nil
            row.volumes = server.volumes
            row.fault = ServerFault(code: 500, message: message, details: message, created: time)
        }
    }

    // MARK: - Scheduling

    /// The host a server goes to, with what it takes claimed there; nil if none will have it.
    ///
    /// Hosts with fewer servers come first.
    func place(
        _ server: ServerRow,
        flavor: ComputeFlavorRow,
        onto wanted: String? = nil,
        not unwanted: Set<String> = [],
        ignoringForced: Bool = false
    ) async -> ComputeHostRow? {
        let hosts = store.read { state in
            candidates(for: server, in: state).filter { host in
                if unwanted.contains(host.name) { return false }
                if let wanted { return host.name == wanted }
                return ignoringForced || server.forcedHost.map { $0 == host.name } ?? true
            }
        }
        for host in hosts where await claim(flavor, for: server.id, on: host, of: server) { return host }
        return nil
    }

    /// Hosts that a server may be on by its zone, its hints and its group, the emptiest first.
    private func candidates(for server: ServerRow, in state: borrowing ComputeState) -> [ComputeHostRow] {
        var loads: [String: Int] = [:]
        for host in state.hosts.values { loads[host.name] = state.servers.table.ids(with: "host/" + host.name).count }
        func hosts(of hint: String) -> Set<String>? {
            guard let value = server.schedulerHints[hint] else { return nil }
            let ids = value.array?.compactMap(\.string) ?? [value.string].compactMap { $0 }
            return ids.isEmpty ? nil : Set(ids)
        }
        let apart = hosts(of: "different_host").map { ids in Set(ids.compactMap { state.servers[$0]?.host }) }
        let together = hosts(of: "same_host").map { ids in Set(ids.compactMap { state.servers[$0]?.host }) }
        let group = Self.group(server.schedulerHints).flatMap { state.serverGroups[$0] }
        let mates = (group?.members ?? []).filter { $0 != server.id }
            .compactMap { state.servers[$0] }.filter { $0.deleted == nil }.compactMap(\.host)
        let zones = Self.hostZones(in: state)
        let policy = group?.policy
        let perHost = group?.rules["max_server_per_host"]?.int ?? 1
        return state.hosts.values.filter { host in
            guard host.takesServers else { return false }
            if let zone = server.pinnedZone, (zones[host.name] ?? "nova") != zone, server.forcedHost == nil {
                return false
            }
            if let apart, apart.contains(host.name) { return false }
            if let together, !together.contains(host.name) { return false }
            if policy == "affinity", let first = mates.first, first != host.name { return false }
            if policy == "anti-affinity", mates.count(where: { $0 == host.name }) >= perHost { return false }
            return true
        }.sorted { left, right in
            let (first, second) = (loads[left.name] ?? 0, loads[right.name] ?? 0)
            return (first, left.number) < (second, right.number)
        }
    }

    /// The availability zones of the hosts that are in one by an aggregate.
    static func hostZones(in state: borrowing ComputeState) -> [String: String] {
        var zones: [String: String] = [:]
        for aggregate in state.aggregates.values {
            guard let zone = aggregate.zone else { continue }
            for host in aggregate.hosts { zones[host] = zone }
        }
        return zones
    }
}
