import HTTPTypes
import Hummingbird

/// The logic of the Compute API; ``ComputeAPI`` puts it behind paths.
struct ComputeService: Sendable {
    let parts: CloudParts
    let store: StateStore<ComputeState>

    /// Reads what the state file has, puts in what a new cloud has, and lets what was under way come to its end.
    init(_ parts: CloudParts) async throws {
        self.parts = parts
        store = try StateStore(file: parts.file)
        try store.write { state in
            state.servers.index()
            seedHosts(in: &state)
        }
        try seedFurther()
        resumeServers()
    }

    /// Without a slash at the end, without a version.
    var base: String { parts.address.base(of: "compute") }

    var now: Timestamp { parts.clock.now }

    /// Puts in the two hosts a cloud is made with.
    private func seedHosts(in state: inout ComputeState) {
        guard state.hosts.isEmpty else { return }
        for (index, machine) in ComputeMachine.machines(of: parts.configuration).enumerated() {
            state.hosts.insert(ComputeHostRow(id: machine.id, name: machine.name, number: index + 1, created: now))
        }
    }
}
