import OpenStack

extension LimitAmounts {
    /// How much quotas leave a project, as far as its services tell.
    ///
    /// - Parameters:
    ///   - quotas: the quotas that matter; a service with none of them is not asked.
    ///   - session: the project's member.
    ///   - project: the project's id.
    /// - Returns: what is left; a quota without limit, or that nobody tells of, is missing.
    static func room(in quotas: Set<Quota>, as session: CloudSession, project: String) async -> [Quota: Int] {
        async let compute = absoluteLimits(of: .compute, version: "v2.1", quotas, session)
        async let blockStorage = absoluteLimits(of: .blockStorage, version: nil, quotas, session)
        async let network = networkQuotas(quotas, session, project)
        return await [compute, blockStorage, network].reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    /// Compute API reference, “Show Rate And Absolute Limits”; block storage API reference, “Show absolute limits for
    /// project”.
    private static func absoluteLimits(
        of service: ServiceType,
        version: String?,
        _ quotas: Set<Quota>,
        _ session: CloudSession
    ) async -> [Quota: Int] {
        let members: [Quota: (limit: String, used: String)] = [
            .instances: ("maxTotalInstances", "totalInstancesUsed"), .cores: ("maxTotalCores", "totalCoresUsed"),
            .volumes: ("maxTotalVolumes", "totalVolumesUsed"),
            .gigabytes: ("maxTotalVolumeGigabytes", "totalGigabytesUsed"),
            .snapshots: ("maxTotalSnapshots", "totalSnapshotsUsed"),
        ]
        let wanted = quotas.filter { $0.service == service }
        guard !wanted.isEmpty, let answer = await session.document(of: service, version: version, at: "limits") else {
            return [:]
        }
        let limits = answer["limits"]["absolute"]
        return room(in: wanted) { quota in
            guard let names = members[quota] else { return nil }
            return (limits[names.limit].integer, limits[names.used].integer)
        }
    }

    /// Networking API reference, “Show quota details for a tenant”, an extension that most clouds have.
    private static func networkQuotas(
        _ quotas: Set<Quota>,
        _ session: CloudSession,
        _ project: String
    ) async -> [Quota: Int] {
        let wanted = quotas.filter { $0.service == .network }
        let path = "quotas/\(project)/details.json"
        guard !wanted.isEmpty, let answer = await session.document(of: .network, version: "v2.0", at: path) else {
            return [:]
        }
        return room(in: wanted) { quota in
            let answer = answer["quota"][quota.name]
            return (answer["limit"].integer, answer["used"].integer)
        }
    }

    private static func room(
        in quotas: Set<Quota>,
        _ read: (Quota) -> (limit: Int?, used: Int?)?
    ) -> [Quota: Int] {
        quotas.reduce(into: [:]) { room, quota in
            guard let (limit, used) = read(quota), let limit, limit >= 0 else { return }
            room[quota] = max(0, limit - (used ?? 0))
        }
    }
}

extension CloudSession {
    /// What a service answers to a question asked generously: what is wrong with an answer is for the tests to say.
    ///
    /// - Returns: the document; `nil` where there is none.
    func document(
        of service: ServiceType,
        version: String?,
        at path: String,
        query: [(String, String)] = []
    ) async -> JSON? {
        guard let base = try? await self.service(service, version: version).baseURL() else { return nil }
        let segments = path.split(separator: "/").map(String.init)
        var request = APIRequest(.get, EndpointURL.joining(base, segments, query: query))
        request.headers["Accept"] = "application/json"
        guard let response = try? await send(request), (200..<300).contains(response.status) else { return nil }
        return try? JSON(parsing: response.body)
    }
}
