import Conformance
import OpenStack
import Synchronization
import Testing

/// A few tests that a test wrote, as a class of conformance tests.
struct ExampleTests: TestClass {
    struct Example: Sendable {
        var method: String
        var needs: [Requirement] = []
        var uses: [ResourceLimit: Int] = [:]
        var usesUp: Set<ResourceLimit> = []
        var attributes: [String] = []
        var id = ""
        var place: SequencePlace?
        var body: ConformanceTest.Body = { _ in }
    }

    var name = "tests.Examples"
    var requirements: [Requirement] = []
    var examples: [Example]

    func declare(in tests: inout TestDeclarations) {
        for example in examples {
            tests.test(
                example.id.isEmpty ? "id-of-" + example.method : example.id,
                example.method,
                "An example.",
                attributes: example.attributes,
                needs: example.needs,
                uses: example.uses,
                usesUp: example.usesUp,
                place: example.place,
                body: example.body
            )
        }
    }
}

extension TestSuite {
    init(_ examples: [ExampleTests.Example]) { self.init([ExampleTests(examples: examples)]) }

    /// Tests by method.
    init(_ bodies: KeyValuePairs<String, ConformanceTest.Body>) {
        self.init(bodies.map { ExampleTests.Example(method: $0.key, body: $0.value) })
    }
}

/// A run against a fake cloud, with waits too short to notice.
struct ExampleRun {
    var cloud = FakeCloud()
    var network: (any Transport)?
    var events = EventList()
    var redactor = Redactor()
    var options = ExampleRun.options
    var profileStore: (any ProfileStore)?

    static var options: RunOptions {
        var options = RunOptions(selection: Selection())
        options.weather = WeatherPolicy(
            requestBudget: .seconds(3600),
            firstAnswerBudget: .seconds(3600),
            longestWait: .milliseconds(1),
            unreachableAfter: .seconds(3600)
        )
        return options
    }

    @discardableResult
    func run(_ suite: TestSuite, recorders: [any EventRecorder] = []) async throws -> RunSummary {
        let run = ConformanceRun(
            id: "20260101T000000Z-fake-abcd1234",
            suite: suite,
            configuration: FakeCloud.configuration,
            options: options,
            version: "0.1"
        )
        return try await run.run(
            over: network ?? cloud,
            recorders: recorders + [events],
            evidenceStore: events,
            profileStore: profileStore,
            redactor: redactor
        )
    }
}

extension TestContext {
    /// A new image, removed after the test.
    @discardableResult
    func newImage() async throws(CloudError) -> Image {
        try await provision(.image) { name throws(CloudError) in
            try await image.createImage(ImageDescription(name: name))
        }
    }
}

/// Counts, for bodies that differ from try to try.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// Texts in the order in which they came, from whomever.
final class Diary: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func note(_ text: String) { texts.withLock { $0.append(text) } }
}
