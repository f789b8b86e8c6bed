public import OpenStack

/// A project with a member and a network, for tests that another program runs and that cannot make their own.
///
/// Each resource is in the journal before it is made, and is removed at the end; what is left `fits cleanup` finds. The
/// network leads nowhere: it is for servers that nobody talks to.
public struct ProvidedProject: Sendable {
    /// The administrator's entry, with the member in place of its user.
    public let member: CloudConfiguration
    /// The network's name; `nil` where the cloud has no network service.
    public let network: String?
    /// The name of the network's subnet.
    public let subnet: String?

    /// Makes a project around a body.
    ///
    /// - Parameters:
    ///   - run: the id of the run, which ends in the token that names of its resources carry.
    ///   - administrator: an entry whose user may make projects.
    ///   - transport: the path to the cloud.
    ///   - recorders: who is told what is made; the journal first.
    ///   - redactor: learns the member's password.
    ///   - body: what needs the project.
    /// - Returns: what the body returned, and what could not be removed.
    /// - Throws: ``CloudError`` when the project cannot be made; what the body throws.
    public static func with<Result: Sendable>(
        run: String,
        administrator: CloudConfiguration,
        over transport: any Transport,
        recorders: [any EventRecorder],
        redactor: Redactor,
        _ body: (ProvidedProject) async throws -> Result
    ) async throws -> (result: Result, leftovers: [String]) {
        let preparation = RunPreparation(
            network: transport,
            events: EventLog(recorders),
            evidenceStore: NoEvidence(),
            redactor: redactor,
            policy: WeatherPolicy(),
            token: String(run.suffix(8)),
            responseCheck: nil
        )
        let ledger = ResourceLedger(owner: nil, preparation: preparation)
        do {
            let project = try await make(by: administrator, ledger, preparation)
            let result = try await body(project)
            return (result, await Runner.sheltered { await ledger.removeAll() })
        } catch {
            _ = await Runner.sheltered { await ledger.removeAll() }
            throw error
        }
    }

    private static func make(
        by administrator: CloudConfiguration,
        _ ledger: ResourceLedger,
        _ preparation: RunPreparation
    ) async throws -> ProvidedProject {
        let account = try await Accounts.makeMember(
            by: try await Accounts.logIn(administrator, preparation: preparation),
            sessionOver: preparation.transport,
            redactor: preparation.redactor,
            ledger: ledger
        ).account
        let session = account.session
        guard try await session.token().catalog.has(.network) else {
            return ProvidedProject(member: session.configuration, network: nil, subnet: nil)
        }
        let network = try await ledger.provision(.network, as: session, parent: nil) { name throws(CloudError) in
            try await session.network.createNetwork(["name": .string(name)])
        }
        let subnet = try await ledger.provision(.subnet, as: session, parent: nil) { name throws(CloudError) in
            try await session.network.createSubnet([
                "name": .string(name), "network_id": .string(network.id), "ip_version": 4, "cidr": "10.164.0.0/24",
            ])
        }
        return ProvidedProject(
            member: session.configuration,
            network: network.name,
            subnet: subnet.attributes["name"].string
        )
    }
}

/// Making a project is no test, and needs no evidence.
private struct NoEvidence: EvidenceStore {
    func store(_ exchange: StoredExchange) {}
}
