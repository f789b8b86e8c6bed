public import Foundation

/// Something that happened in a run.
///
/// The journal is the list of them.
///
/// The names of the cases and their labels are the journal's format: do not change them, add to them.
public enum RunEvent: Sendable, Hashable, Codable {
    /// The run began, or was taken up again after an interruption.
    case runStarted(description: RunDescription)
    /// A test was started; `attempt` counts from 1.
    case testStarted(test: TestIdentity, attempt: Int)
    /// A test failed and will be repeated alone before that is its outcome.
    case testWillRepeat(result: TestResult)
    /// A test ended. Of several ends of one test the last one counts.
    case testFinished(result: TestResult)
    /// A test went on after it had waited for something.
    case testWaited(wait: TestWait)
    /// The making of a shared fixture came to its end.
    case fixtureEnded(making: FixtureMaking)
    /// A resource is about to be requested under this name; written before the request is sent.
    case resourcePlanned(resource: PlannedResource)
    /// The service gave the resource an id.
    case resourceCreated(name: String, id: String)
    /// The resource is gone, or was never made.
    case resourceRemoved(name: String)
    /// The path to the cloud failed; the request is tried again where that is safe.
    case weather(report: WeatherReport)
    /// The run came to its end.
    case runFinished(summary: RunSummary)
}

/// What a run is about.
public struct RunDescription: Sendable, Hashable, Codable {
    /// The run's id, which is its folder's name.
    public var run: String
    /// The cloud's name in clouds.yaml.
    public var cloud: String
    /// The identity service's URL.
    public var authURL: String
    /// The region, if the configuration names one.
    public var region: String?
    /// FITS's version.
    public var version: String
    /// The tests that were wanted, in the order of their names.
    public var tests: [TestIdentity]
    /// Names of the guidelines the run was asked to judge by.
    public var guidelines: [String]
    /// Whether isolated projects and users were made for the run.
    public var isolated: Bool
    /// How many tests ran at the same time at most.
    public var concurrency: Int
    /// The id of the catalog's identity service: what RefStack knows a cloud by.
    public var cloudID: String?
    /// Where results come from that FITS has not found itself: a file, Tempest; `nil` for none.
    public var origin: String?
    /// Files that some of the tests were read from; `nil` for none.
    public var source: TestSource?

    /// Describes a run.
    public init(
        run: String,
        cloud: String,
        authURL: String,
        region: String?,
        version: String,
        tests: [TestIdentity],
        guidelines: [String],
        isolated: Bool,
        concurrency: Int,
        cloudID: String?
    ) {
        self.run = run
        self.cloud = cloud
        self.authURL = authURL
        self.region = region
        self.version = version
        self.tests = tests
        self.guidelines = guidelines
        self.isolated = isolated
        self.concurrency = concurrency
        self.cloudID = cloudID
    }
}

/// Files of tests that are not part of the program.
public struct TestSource: Sendable, Hashable, Codable {
    /// Absolute paths of files and folders.
    public var paths: [String]
    /// Type of the service that their URLs are relative to, where the files do not say.
    public var service: String?

    /// Describes files of tests.
    public init(paths: [String], service: String? = nil) {
        self.paths = paths
        self.service = service
    }
}

/// A resource that is in the cloud because of this run, or may be.
public struct PlannedResource: Sendable, Hashable, Codable {
    /// What it is: `image`.
    public var kind: String
    /// Its name, which no other resource has.
    public var name: String
    /// The test it belongs to; `nil` for one of the run's.
    public var test: TestIdentity?
    /// What further it takes to find it: the user an application credential belongs to.
    public var parent: String?

    /// Describes a resource.
    public init(kind: String, name: String, test: TestIdentity?, parent: String?) {
        self.kind = kind
        self.name = name
        self.test = test
        self.parent = parent
    }
}

/// One failure of the path to the cloud.
public struct WeatherReport: Sendable, Hashable, Codable {
    /// What happened: `connectionReset`, `503`.
    public var kind: String
    /// Method and URL of the request.
    public var request: String
    /// Whether the request is sent again.
    public var isRetried: Bool

    /// Describes a failure.
    public init(kind: String, request: String, isRetried: Bool) {
        self.kind = kind
        self.request = request
        self.isRetried = isRetried
    }
}

/// What came of a run as a whole.
public struct RunSummary: Sendable, Hashable, Codable {
    /// Tests by outcome.
    public var outcomes: [Outcome: Int]
    /// Wall-clock time, in seconds, without what went before an interruption.
    public var seconds: Double
    /// Requests sent, weather's repetitions included.
    public var requests: Int
    /// Failures of the path, by kind.
    public var weather: [String: Int]
    /// Services that could not be reached to the end, as “image at http://…: connection refused”.
    public var unreachable: [String]
    /// Resources that could not be removed.
    public var leftovers: [String]
    /// Whether the run was interrupted by its user.
    public var wasInterrupted: Bool

    /// Describes a run's end.
    public init(
        outcomes: [Outcome: Int],
        seconds: Double,
        requests: Int,
        weather: [String: Int],
        unreachable: [String],
        leftovers: [String],
        wasInterrupted: Bool
    ) {
        self.outcomes = outcomes
        self.seconds = seconds
        self.requests = requests
        self.weather = weather
        self.unreachable = unreachable
        self.leftovers = leftovers
        self.wasInterrupted = wasInterrupted
    }
}

/// Something that follows a run: the journal, the progress display.
public protocol EventRecorder: Sendable {
    /// Takes notice of an event; the run goes on when it returns.
    func record(_ event: RunEvent, at time: Date) async
}

/// Tells every recorder what happens.
public struct EventLog: Sendable {
    private let recorders: [any EventRecorder]

    /// A log that tells these recorders, in this order.
    public init(_ recorders: [any EventRecorder]) { self.recorders = recorders }

    /// Tells every recorder; returns when all have taken notice.
    func emit(_ event: RunEvent) async {
        let time = Date()
        for recorder in recorders { await recorder.record(event, at: time) }
    }
}
