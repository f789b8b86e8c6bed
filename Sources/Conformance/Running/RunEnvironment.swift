import OpenStack

/// What all tests of a run share.
final class RunEnvironment: Sendable {
    let preparation: RunPreparation
    let accounts: Accounts
    let facts: CloudFacts
    let fixtures = FixtureStore()

    init(preparation: RunPreparation, accounts: Accounts, facts: CloudFacts) {
        self.preparation = preparation
        self.accounts = accounts
        self.facts = facts
    }

    var transport: any Transport { preparation.transport }
    var events: EventLog { preparation.events }
    var evidence: Evidence { preparation.evidence }
    var redactor: Redactor { preparation.redactor }
    var names: UniqueNames { preparation.names }
    var station: WeatherStation { preparation.station }
    var waits: UsualWaits { preparation.waits }

    /// An account's session whose requests are recorded, each try of them, and sheltered from weather.
    func session(of account: Account, recordedBy recorder: any ExchangeRecorder) -> CloudSession {
        account.session.over(transport(recordedBy: recorder)).checking(with: preparation.responseCheck)
    }

    /// A way for requests that are recorded, each try of them, and sheltered from weather.
    func transport(recordedBy recorder: any ExchangeRecorder, awaiting statuses: Set<Int> = []) -> WeatherTransport {
        WeatherTransport(
            RecordingTransport(preparation.network, recorder: recorder),
            station: station,
            doubtsRefusals: true,
            awaitedStatuses: statuses
        )
    }
}

/// What exists before anything is known of the cloud.
struct RunPreparation: Sendable {
    /// The path to the cloud as it is.
    let network: any Transport
    /// How requests travel that belong to no test: weather kept away, exchanges kept as the run's own evidence.
    let transport: any Transport
    let events: EventLog
    let evidence: Evidence
    let redactor: Redactor
    let names: UniqueNames
    let station: WeatherStation
    let responseCheck: (any ResponseCheck)?
    let waits = UsualWaits()

    init(
        network: any Transport,
        events: EventLog,
        evidenceStore: any EvidenceStore,
        redactor: Redactor,
        policy: WeatherPolicy,
        token: String,
        responseCheck: (any ResponseCheck)?
    ) {
        self.responseCheck = responseCheck
        self.network = network
        self.events = events
        self.redactor = redactor
        evidence = Evidence(store: evidenceStore, redactor: redactor)
        names = UniqueNames(token: token)
        station = WeatherStation(policy: policy, events: events, redactor: redactor)
        transport = WeatherTransport(
            RecordingTransport(network, recorder: EvidenceCollector(evidence)),
            station: station,
            doubtsRefusals: false
        )
    }
}
