public import OpenStack

/// One thing that is asked for again and again while an upgrade goes on.
public struct ProbePoint: Sendable {
    /// The service that answers, by its type.
    public let service: String
    /// What is asked for: `API`, or a resource.
    public let subject: String
    /// Sends one request and says what became of it.
    let ask: @Sendable () async -> Availability.Answer

    /// Describes a thing to ask for.
    public init(
        service: String,
        subject: String,
        ask: @escaping @Sendable () async -> Availability.Answer
    ) {
        self.service = service
        self.subject = subject
        self.ask = ask
    }

    /// A thing that is there as long as something does not throw.
    init(_ service: ServiceType, _ subject: String, _ ask: @escaping @Sendable () async throws -> Void) {
        self.init(service: service.name, subject: subject) {
            do {
                try await ask()
                return .succeeded
            } catch let error as CloudError {
                return .failed(Self.reason(error))
            } catch {
                return .failed("\(error)")
            }
        }
    }

    /// Why a request failed, in words of which there are few.
    private static func reason(_ error: CloudError) -> String {
        if let transport = error.transportError { return transport.code.description }
        if let status = error.status { return "status \(status)" }
        return error.code.description
    }
}

extension ProbePoint {
    /// The APIs of a cloud's services, each asked as its users ask it.
    ///
    /// Services that FITS knows no list of are asked for their version document, which needs no token.
    ///
    /// - Throws: ``CloudError`` when nobody can log in.
    public static func services(of session: CloudSession) async throws(CloudError) -> [ProbePoint] {
        let catalog = try await session.token().catalog
        let types = Set(catalog.services.map { ServiceType.named($0.type) })
        let known = ServiceType.known.filter { types.contains($0) }
        let others = types.subtracting(known).sorted { $0.name < $1.name }
        return (known + others).compactMap { type -> ProbePoint? in
            guard type == .identity || (try? catalog.url(of: type, for: session.configuration)) != nil else {
                return nil
            }
            return api(of: type, session)
        }
    }

    private static func api(of type: ServiceType, _ session: CloudSession) -> ProbePoint {
        let one = [("limit", "1")]
        let lists: [ServiceType: (version: String?, path: [String])] = [
            .compute: (nil, ["servers"]), .network: ("v2.0", ["networks"]), .image: ("v2", ["images"]),
            .blockStorage: (nil, ["volumes"]), .orchestration: (nil, ["stacks"]),
            .loadBalancer: ("v2.0", ["lbaas", "loadbalancers"]), .dns: ("v2", ["zones"]),
            .sharedFileSystem: (nil, ["shares"]), .keyManager: ("v1", ["secrets"]),
        ]
        return ProbePoint(type, "API") {
            if type == .identity {
                try await logIn(session)
            } else if type == .objectStore {
                _ = try await session.objectStorage.service.call(.head, path: [], expecting: [200, 204])
            } else if let list = lists[type] {
                let client = session.service(type, version: list.version)
                _ = try await client.call(.get, path: list.path, query: one, expecting: [200])
            } else {
                _ = try await session.service(type).versions()
            }
        }
    }

    /// A log-in with the entry's own credentials; where those can be used only once, a look at the version document.
    private static func logIn(_ session: CloudSession) async throws(CloudError) {
        let configuration = session.configuration
        switch configuration.authentication {
        case .totp, .multifactor, .none:
            _ = try await session.identity.service.call(.get, url: session.tokenClient.versionedURL, expecting: 200)
        default:
            let request = TokenRequest(configuration.authentication, scope: configuration.scope)
            _ = try await session.tokenClient.createToken(request)
        }
    }

    /// The recorded resources that show whether applications would go on: each must be readable and in the status in
    /// which it was recorded; of an object all bytes are read.
    public static func resources(of state: RecordedState, _ session: CloudSession) -> [ProbePoint] {
        let reader = StateReader(session, versions: ServiceVersions([:]))
        let watched: [RecordedKind] = [.server, .volume, .port, .floatingAddress, .image, .object, .stack]
        return state.resources.filter { watched.contains($0.kind) }.map { resource in
            ProbePoint(resource.kind.service, resource.title) {
                let now = try await reader.state(resource.kind, resource.id)
                guard let (before, after) = condition(resource.kind, resource.state, now), before != after else {
                    return
                }
                throw UpgradeFailure("\(after), not \(before)")
            }
        }
    }

    /// What of a state must not change even for a moment; `nil` when there is nothing.
    private static func condition(_ kind: RecordedKind, _ before: JSON, _ after: JSON) -> (String, String)? {
        let path: [String] =
            switch kind {
            case .image: ["data", "sha256"]
            case .object: ["data", "sha256"]
            case .stack: ["stack", "stack_status"]
            default: ["status"]
            }
        func value(_ json: JSON) -> String { path.reduce(json) { $0[$1] }.string ?? "nothing" }
        return (value(before), value(after))
    }
}
