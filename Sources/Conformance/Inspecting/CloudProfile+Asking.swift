import OpenStack

extension CloudProfile {
    /// How many requests are under way at the same time: tests run beside them.
    private static let width = 2
    /// When it is enough: a cloud that is so slow is not worth waiting for.
    private static let patience = Duration.seconds(60)

    /// Asks a cloud for what can be compared.
    ///
    /// Nothing in the cloud is changed. What cannot be asked is noted. Bad weather is not waited out: what is asked
    /// here is worth less than a test.
    ///
    /// - Parameters:
    ///   - session: whose name the questions are asked in.
    ///   - network: the path to the cloud.
    ///   - services: those that are asked for more than their versions.
    ///   - evidence: where the exchanges are kept.
    /// - Throws: ``CloudError`` when the session's token cannot be renewed.
    init(
        of session: CloudSession,
        over network: any Transport,
        services: Set<ServiceType>,
        evidence: Evidence
    ) async throws(CloudError) {
        let network = ImpatientTransport(network, until: .now + Self.patience)
        let inspecting = session.over(RecordingTransport(network, recorder: EvidenceCollector(evidence)))
        let inspection = try await CloudInspection(inspecting, detail: .traits(of: services), width: Self.width)
        self.services = inspection.services.map { service in
            Service(service, wasAsked: services.contains(ServiceType.named(service.type)))
        }.sorted { $0.type < $1.type }
        let catalog = inspection.token.catalog
        let probes = Probe.all.filter { services.contains($0.service) && catalog.has($0.service) }
        self.probes = await concurrentMap(probes, width: Self.width) { probe in
            let collector = EvidenceCollector(evidence)
            var answer = Answer(id: probe.id, service: probe.service.name, title: probe.title)
            do throws(CloudError) {
                let response = try await probe.response(
                    from: session.over(RecordingTransport(network, recorder: collector))
                )
                answer.status = response.status
                answer.shape = DocumentShape(response).description
            } catch {
                answer.note = error.description
            }
            answer.exchange = collector.numbers.last
            return answer
        }.sorted { $0.id < $1.id }
    }
}

/// Waits for no response longer than a question by the way is worth, and for all of them together no longer than told.
private struct ImpatientTransport: Transport {
    private static let longest = Duration.seconds(15)
    private let network: any Transport
    private let end: ContinuousClock.Instant

    init(_ network: any Transport, until end: ContinuousClock.Instant) {
        self.network = network
        self.end = end
    }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let left = min(Self.longest, end - ContinuousClock.now)
        guard left > .zero else {
            throw TransportError(.unavailable, request: request, reason: "the cloud is too slow")
        }
        var request = request
        request.timeout = min(request.timeout ?? left, left)
        return try await network.send(request)
    }
}
