import OpenStack

extension CloudFacts {
    /// Asks the cloud for what the tests' requirements depend on, and for nothing else.
    ///
    /// Reads answers generously: what is wrong with them is for the tests to say. What cannot be learnt stays unknown.
    mutating func gather(for tests: [ConformanceTest], as session: CloudSession) async {
        let requirements = Set(tests.flatMap(\.requirements))
        await gatherNetwork(requirements, session)
        await gatherObjectStorage(requirements, session)
    }

    private mutating func gatherNetwork(_ requirements: Set<Requirement>, _ session: CloudSession) async {
        guard catalog.has(.network), requirements.contains(.service(.network)) else { return }
        if let listed = await Self.list("extensions", in: "extensions", session) {
            let aliases = listed.compactMap { $0["alias"].string }
            if aliases.count == listed.count { extensions[.network] = Set(aliases) }
        }
        if requirements.contains(.externalNetwork) {
            let networks = await Self.list("networks", in: "networks", query: [("router:external", "True")], session)
            // Where there are several, the operator may have said which one routers get by default.
            let preferred = networks?.filter { $0["is_default"].bool ?? false } ?? []
            let others = networks?.filter { !preferred.contains($0) } ?? []
            let ids = (preferred + others).compactMap { $0["id"].string }
            if ids.count == networks?.count { externalNetworkIDs = ids }
        }
    }

    private mutating func gatherObjectStorage(_ requirements: Set<Requirement>, _ session: CloudSession) async {
        guard catalog.has(.objectStore), requirements.contains(.service(.objectStore)) else { return }
        let storage = session.objectStorage
        let asksForExtension = requirements.contains { requirement in
            if case .extension(.objectStore, _) = requirement { true } else { false }
        }
        if asksForExtension, let capabilities = try? await storage.capabilities().object {
            extensions[.objectStore] = Set(capabilities.keys)
        }
        if requirements.contains(.access(.objectStore)) {
            // Two calls, so that it is not one's fault; the second only when the first is refused.
            guard await Self.isRefused({ () async throws(CloudError) in _ = try await storage.account() }),
                await Self.isRefused({ () async throws(CloudError) in _ = try await storage.containers() })
            else { return }
            refusing.insert(.objectStore)
        }
    }

    private static func isRefused(_ call: () async throws(CloudError) -> Void) async -> Bool {
        do throws(CloudError) {
            try await call()
            return false
        } catch {
            return error.status == 403
        }
    }

    private static func list(
        _ path: String,
        in member: String,
        query: [(String, String)] = [],
        _ session: CloudSession
    ) async -> [JSON]? {
        await session.document(of: .network, version: "v2.0", at: path, query: query)?[member].array
    }
}
