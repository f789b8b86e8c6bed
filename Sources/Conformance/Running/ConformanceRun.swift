import Foundation
public import OpenStack

/// What a run is to do, and how.
public struct RunOptions: Sendable {
    /// What is wanted.
    public var selection: Selection
    /// Tests that have their outcome already, of a run that is taken up again.
    public var finished: Set<TestIdentity> = []
    /// Files that some of the tests were read from.
    public var source: TestSource?
    /// Names of the guidelines the run will be judged by.
    public var guidelines: [String] = []
    /// How many tests run at the same time at most.
    public var concurrency: Int = 4
    /// Amounts that replace those of ``ResourceLimit``, by name.
    public var limits: [String: Int] = [:]
    /// Features the operator has stated, by Tempest's name.
    public var features: Set<String> = []
    /// Whether to make a project and users for the run where the entry's user may.
    public var isolation: Bool = true
    /// A second user, for clouds without admin rights.
    public var alternate: CloudConfiguration?
    /// How much bad weather is put up with.
    public var weather: WeatherPolicy = WeatherPolicy()
    /// How long tests took in earlier runs, in seconds.
    public var expectedSeconds: [TestIdentity: Double] = [:]

    /// Options that run what is selected in the usual way.
    public init(selection: Selection) { self.selection = selection }
}

/// One run of a suite against one cloud.
public struct ConformanceRun: Sendable {
    /// The run's id.
    public let id: String
    let suite: TestSuite
    let configuration: CloudConfiguration
    let options: RunOptions
    let version: String

    /// Describes a run.
    ///
    /// - Parameters:
    ///   - id: the run's id, which ends in a random token that its resources carry in their names.
    ///   - suite: the tests there are.
    ///   - configuration: the cloud, and as whom.
    ///   - options: which tests, and how.
    ///   - version: FITS's version, for the record.
    public init(
        id: String,
        suite: TestSuite,
        configuration: CloudConfiguration,
        options: RunOptions,
        version: String
    ) {
        self.id = id
        self.suite = suite
        self.configuration = configuration
        self.options = options
        self.version = version
    }

    /// Runs what was selected and removes what was made, also when the task is cancelled.
    ///
    /// - Parameters:
    ///   - network: the path to the cloud.
    ///   - recorders: who is told what happens; the journal first.
    ///   - evidenceStore: who keeps the exchanges.
    ///   - profileStore: who keeps what the cloud is and how it answers bad requests; `nil` when nobody wants to know.
    ///   - redactor: takes the secrets out of everything the recorders and the stores get.
    /// - Returns: what came of the run; recorders learn it last.
    /// - Throws: ``CloudError`` when nobody can log in; ``SelectionError``; what making the run's users throws.
    @discardableResult
    public func run(
        over network: any Transport,
        recorders: [any EventRecorder],
        evidenceStore: any EvidenceStore,
        profileStore: (any ProfileStore)? = nil,
        redactor: Redactor
    ) async throws -> RunSummary {
        let start = ContinuousClock.now
        let selected = try options.selection.apply(to: suite)
        let preparation = RunPreparation(
            network: network,
            events: EventLog(recorders),
            evidenceStore: evidenceStore,
            redactor: redactor,
            policy: options.weather,
            token: String(id.suffix(8)),
            responseCheck: suite.responseCheck
        )
        redactor.learn(configuration)
        let wanted = (selected.tests.map(\.identity) + selected.missing).sorted()
        var description = RunDescription(
            run: id,
            cloud: configuration.name,
            authURL: redactor.redacted(configuration.authURL),
            region: configuration.region,
            version: version,
            tests: wanted,
            guidelines: options.guidelines,
            isolated: false,
            concurrency: options.concurrency,
            cloudID: nil
        )
        description.source = options.source
        // Before the first request: whatever happens from here on, the journal says what this folder is.
        await preparation.events.emit(.runStarted(description: description))
        let accounts = try await Accounts.setUp(
            configuration,
            alternate: options.alternate,
            isolation: options.isolation && !selected.tests.isEmpty,
            preparation: preparation
        )
        let (results, leftovers): ([TestResult], [String])
        do {
            let catalog = try await accounts.member.session.token().catalog
            description.isolated = accounts.isIsolated
            description.cloudID = catalog.services.first { $0.type == "identity" }?.id
            await preparation.events.emit(.runStarted(description: description))
            var facts = CloudFacts(catalog: catalog, credentials: accounts.kinds, features: options.features)
            async let room = LimitAmounts.room(
                in: Set(selected.tests.flatMap(\.usage.keys).flatMap(\.quotas)),
                as: accounts.member.session,
                project: accounts.member.credentials.projectID
            )
            await facts.gather(for: selected.tests, as: accounts.member.session)
            let plan = Plan(
                selected,
                facts: facts,
                finished: options.finished,
                expectedSeconds: options.expectedSeconds
            )
            let runner = Runner(
                plan: plan,
                environment: RunEnvironment(preparation: preparation, accounts: accounts, facts: facts),
                limits: LimitAmounts(
                    stated: options.limits,
                    concurrency: options.concurrency,
                    room: await room
                )
            )
            // Beside the tests: the cloud, not the client, is what a run waits for.
            async let profile: Void = keepProfile(
                in: profileStore,
                for: selected.tests,
                as: accounts.member.session,
                preparation
            )
            (results, leftovers) = await runner.run()
            await profile
        } catch {
            _ = await Runner.sheltered { await accounts.removeAll() }
            throw error
        }
        let accountLeftovers = await Runner.sheltered { await accounts.removeAll() }
        let summary = RunSummary(
            outcomes: Dictionary(grouping: results, by: \.outcome).mapValues(\.count),
            seconds: (ContinuousClock.now - start).seconds,
            requests: preparation.evidence.total,
            weather: preparation.station.counts,
            unreachable: preparation.station.unreachable,
            leftovers: leftovers + accountLeftovers,
            wasInterrupted: Task.isCancelled
        )
        await preparation.events.emit(.runFinished(summary: summary))
        return summary
    }

    /// Finds out what the cloud is, as far as the tests use it.
    private func keepProfile(
        in store: (any ProfileStore)?,
        for tests: [ConformanceTest],
        as session: CloudSession,
        _ preparation: RunPreparation
    ) async {
        guard let store, !tests.isEmpty else { return }
        let services = tests.flatMap(\.requirements).compactMap { requirement -> ServiceType? in
            guard case .service(let type) = requirement else { return nil }
            return type
        }
        let profile = try? await CloudProfile(
            of: session,
            over: preparation.network,
            services: Set(services).union([.identity]),
            evidence: preparation.evidence
        )
        // A profile with holes would be kept for good; a run that is taken up again asks anew.
        guard let profile, !Task.isCancelled else { return }
        await store.store(profile)
    }
}
