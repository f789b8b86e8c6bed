import HTTPTypes
import Hummingbird

/// The logic of the Placement API; ``PlacementAPI`` puts it behind paths.
struct PlacementService: Sendable {
    let parts: CloudParts
    let store: StateStore<PlacementState>

    /// The longest body, in bytes: upstream's `[oslo_middleware] max_request_body_size`.
    static let bodyLimit = 114_688

    init(_ parts: CloudParts) throws {
        self.parts = parts
        store = try StateStore(file: parts.file)
        try seed()
    }

    func call(_ request: ServiceRequest) throws -> PlacementCall {
        guard let caller = parts.tokens.caller(of: request, service: "placement") else {
            throw PlacementError(.unauthorized, "")
        }
        return PlacementCall(request: request, caller: caller, minor: try PlacementAPI.minor(of: request))
    }

    // MARK: - Answers

    /// A document; dated since microversion 1.15.
    func answer(
        _ body: JSON.Object,
        _ call: PlacementCall,
        modified: Timestamp? = nil,
        status: HTTPResponse.Status = .ok
    ) -> ServiceResponse {
        var response = ServiceResponse.json(.object(body), status: status)
        if call.minor >= 15 { date(modified ?? parts.clock.now, in: &response.headers) }
        return response
    }

    /// No document; dated since microversion 1.15 if there is a date.
    func done(
        _ call: PlacementCall,
        _ status: HTTPResponse.Status = .noContent,
        location: String? = nil,
        modified: Timestamp? = nil
    ) -> ServiceResponse {
        var response = ServiceResponse.empty(status)
        if let location { response.headers[.location] = location }
        if call.minor >= 15, let modified { date(modified, in: &response.headers) }
        return response
    }

    func date(_ time: Timestamp, in headers: inout HTTPFields) {
        headers[.lastModified] = time.httpDate
        headers[.cacheControl] = "no-cache"
    }

    /// An absolute path below the service's address, as upstream's links are.
    func path(_ rest: String) -> String {
        let address = parts.address.base(of: "placement")
        let host = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
        return String(host.drop { $0 != "/" }) + rest
    }

    // MARK: - Changes

    /// Changes a provider, which then is of the next generation.
    @discardableResult
    func update(
        _ id: String,
        counting: Bool = true,
        _ change: (inout ResourceProviderRow, inout PlacementState) throws -> Void
    ) throws -> ResourceProviderRow {
        let now = parts.clock.now
        return try store.write { state in
            var row = try state.provider(id)
            try change(&row, &state)
            if counting {
                row.generation += 1
                row.updated = now
            }
            state.providers.insert(row)
            return row
        }
    }

    // MARK: - A new cloud

    /// Puts in the machines that servers run on, unless there are providers already.
    private func seed() throws {
        guard store.read({ $0.providers.isEmpty }) else { return }
        let now = parts.clock.now
        try store.write { state in
            for (index, machine) in ComputeMachine.machines(of: parts.configuration).enumerated() {
                var row = ResourceProviderRow(
                    id: machine.id,
                    name: machine.name,
                    root: machine.id,
                    number: index + 1,
                    created: now
                )
                row.set(
                    .init(ComputeMachine.processors, ratio: Double(ComputeMachine.processorRatio), at: now),
                    of: "VCPU"
                )
                row.set(
                    .init(ComputeMachine.memory, reserved: ComputeMachine.reservedMemory, at: now),
                    of: "MEMORY_MB"
                )
                row.set(.init(ComputeMachine.disk, at: now), of: "DISK_GB")
                row.traits = Self.machineTraits
                // Its inventory and its traits were reported after it was made.
                row.generation = 2
                state.providers.insert(row)
            }
        }
    }

    /// What a hypervisor that can do the usual things reports.
    private static let machineTraits = [
        "COMPUTE_TRUSTED_CERTS", "COMPUTE_NET_ATTACH_INTERFACE_WITH_TAG", "COMPUTE_VOLUME_MULTI_ATTACH",
        "COMPUTE_ADDRESS_SPACE_PASSTHROUGH", "COMPUTE_VOLUME_EXTEND", "COMPUTE_NET_ATTACH_INTERFACE",
        "COMPUTE_STORAGE_VIRTIO_FS", "COMPUTE_VOLUME_ATTACH_WITH_TAG", "COMPUTE_MEM_BACKING_FILE",
        "COMPUTE_ACCELERATORS", "COMPUTE_NODE", "COMPUTE_ADDRESS_SPACE_EMULATED",
        "COMPUTE_SECURITY_STATELESS_FIRMWARE", "COMPUTE_DEVICE_TAGGING", "COMPUTE_IMAGE_TYPE_RAW",
    ]
}

extension ResourceProviderRow.Inventory {
    /// All of it may be taken at once.
    fileprivate init(_ total: Int, reserved: Int = 0, ratio: Double = 1, at now: Timestamp) {
        self.init(total: total, reserved: reserved, maxUnit: total, allocationRatio: ratio, changed: now)
    }
}

extension Timestamp {
    /// `Mon, 23 Nov 2026 07:56:51 GMT`, as HTTP headers have it.
    fileprivate var httpDate: String {
        let text = Array(seconds.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let days = Int(microseconds / 86_400_000_000)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7 + 7) % 7]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[((Int(part(5..<7)) ?? 1) - 1) % 12]
        return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) GMT"
    }
}
