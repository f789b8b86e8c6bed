import HTTPTypes
import Hummingbird

/// The logic of the Block Storage API v3; ``BlockStorageAPI`` puts it behind paths.
struct BlockStorageService: Sendable {
    let parts: CloudParts
    let store: StateStore<BlockStorageState>
    /// What the service that serves the volumes is called in the details of each.
    let serviceID: String

    /// The longest JSON body, in bytes.
    static let bodyLimit = 114_688
    static let availabilityZone = "nova"

    /// What the service's own machine is called; its one backend has the same name, and the backend's one pool.
    var hostName: String { parts.configuration.name }
    var backendName: String { "\(hostName)@\(hostName)" }
    var poolName: String { "\(backendName)#\(hostName)" }
    /// The type of volumes that ask for none.
    var defaultTypeName: String { hostName }

    /// Without a slash at the end.
    var base: String { parts.address.base(of: "block-storage") }

    var clock: CloudClock { parts.clock }

    // MARK: - Declaring

    typealias Handler = @Sendable (BlockStorageCall) async throws -> ServiceResponse

    /// Puts a handler behind a path below the project; before a minor version it isn't there.
    func on(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        since minor: Int = 0,
        in table: inout RouteTable,
        _ handler: @escaping Handler
    ) {
        table.on(method, pattern) { request in
            let call = try await call(request)
            guard call.has(minor) else { throw BlockStorageError.noResource }
            return try await handler(call)
        }
    }

    /// An action of a resource: since which microversion it is there, and what does it.
    struct Action: Sendable {
        var minor = 0
        var handler: Handler
    }

    /// The one path of a resource's actions, which are told apart by the name of the body's only member.
    func onActions(_ pattern: String, _ actions: [String: Action], in table: inout RouteTable) {
        on(.post, pattern, in: &table) { call in
            guard let body = call.body else { throw Self.noAction("None") }
            guard let object = body.object, object.names.count == 1, let name = object.names.first else {
                throw BlockStorageError.badRequest("Malformed request body")
            }
            guard let action = actions[name] else { throw Self.noAction(name) }
            guard call.has(action.minor) else { throw BlockStorageError.noResource }
            return try await action.handler(call)
        }
    }

    private static func noAction(_ name: String) -> BlockStorageError {
        .badRequest(
            "There is no such action: \(name). Verify the request body and Content-Type header and try again."
        )
    }

    private func call(_ request: ServiceRequest) async throws -> BlockStorageCall {
        guard let caller = parts.tokens.caller(of: request, service: "block-storage") else {
            throw BlockStorageError(.unauthorized, "The request you have made requires authentication.")
        }
        let first = request.segments.dropFirst().first ?? ""
        return BlockStorageCall(
            request: request,
            caller: caller,
            version: try RequestedVersion.read(request.headers),
            body: try await Self.body(request),
            base: base,
            projectPath: !first.isEmpty && first == caller.projectID ? "/" + first : ""
        )
    }

    private static func body(_ request: ServiceRequest) async throws -> JSON? {
        let bytes = try await request.bytes(upTo: bodyLimit)
        guard !bytes.isEmpty, let type = request.mediaType else { return nil }
        guard ["application/json", "application/vnd.openstack.volume+json"].contains(type) else {
            throw BlockStorageError(.unsupportedMediaType, "Unsupported Content-Type")
        }
        guard let value = try? JSON(parsing: bytes) else {
            throw BlockStorageError.badRequest("Malformed request body")
        }
        return value
    }

    // MARK: - Who may do what

    /// Admins may, and members of the project.
    func requireMember(_ rule: String, _ caller: Caller, of projectID: String? = nil) throws {
        let isOwn = projectID == nil || projectID == caller.projectID
        guard caller.isAdmin || (caller.roles.contains("member") && isOwn) else {
            throw BlockStorageError.forbidden(rule)
        }
    }

    /// Admins may, and readers of the project.
    func requireReader(_ rule: String, _ caller: Caller, of projectID: String? = nil) throws {
        guard isReader(caller, of: projectID ?? caller.projectID) else { throw BlockStorageError.forbidden(rule) }
    }

    func isReader(_ caller: Caller, of projectID: String?) -> Bool {
        caller.isAdmin || (caller.roles.contains("reader") && projectID == caller.projectID)
    }

    func requireAdmin(_ rule: String, _ caller: Caller) throws {
        guard caller.isAdmin else { throw BlockStorageError.forbidden(rule) }
    }

    /// Whether the caller may know of what belongs to a project.
    func sees(_ projectID: String, _ caller: Caller) -> Bool { caller.isAdmin || projectID == caller.projectID }

    // MARK: - Finding

    /// A volume, if the caller may see it.
    func volume(_ id: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> VolumeRow {
        guard let volume = state.volumes[id], sees(volume.projectID, caller), isReader(caller, of: volume.projectID)
        else { throw BlockStorageError.missing("Volume", id) }
        return volume
    }

    func volume(_ id: String, _ caller: Caller) throws -> VolumeRow {
        try store.read { try volume(id, caller, in: $0) }
    }

    func snapshot(_ id: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> SnapshotRow {
        guard let snapshot = state.snapshots[id], sees(snapshot.projectID, caller) else {
            throw BlockStorageError.missing("Snapshot", id)
        }
        try requireReader("volume:get_snapshot", caller, of: snapshot.projectID)
        return snapshot
    }

    func snapshot(_ id: String, _ caller: Caller) throws -> SnapshotRow {
        try store.read { try snapshot(id, caller, in: $0) }
    }

    /// Whether the list of all projects is asked for, and the caller may have it.
    func listsAll(_ call: BlockStorageCall) -> Bool {
        guard call.caller.isAdmin, let text = call.query["all_tenants"] else { return false }
        return text.lenientBool ?? false
    }

    /// The rows of a list: the project's, or all.
    func rows<Row>(of table: borrowing Table<Row>, _ call: BlockStorageCall) -> [Row] {
        if listsAll(call) { return Array(table.values) }
        return table.rows(with: "project/" + (call.caller.projectID ?? ""))
    }

    // MARK: - Time

    /// Has something happen to the state when a transition is over.
    func after(
        _ transition: String,
        _ change: @escaping @Sendable (inout BlockStorageState, Timestamp) -> Void
    ) {
        parts.transitions.after("block-storage." + transition) { [store] now in
            // The state file may be unwritable; then what was to happen doesn't, as with any other change.
            try? store.write { change(&$0, now) }
        }
    }

    /// The names of keys and values of metadata: at most 255 characters, keys not empty.
    static func checkMetadata(_ metadata: JSON.Object) throws {
        for (name, value) in metadata {
            let text = value.string ?? ""
            if name.isEmpty {
                throw BlockStorageError.badRequest("Invalid metadata: Metadata property key blank.")
            }
            if name.unicodeScalars.count > 255 {
                throw BlockStorageError.badRequest(
                    "Invalid metadata size: Metadata property key \(name) greater than 255 characters."
                )
            }
            if text.unicodeScalars.count > 255 {
                throw BlockStorageError.badRequest(
                    "Invalid metadata size: Metadata property key \(name) value greater than 255 characters."
                )
            }
        }
    }
}
