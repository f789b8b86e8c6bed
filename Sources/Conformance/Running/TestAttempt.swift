import Foundation
import OpenStack

/// One try of one test.
struct TestAttempt: Sendable {
    /// How the try ended.
    enum End: Sendable {
        case passed
        case failed([Failure])
        /// The test itself found that it has nothing to say here.
        case skipped(String)
        /// The path to the cloud failed; nothing is known of the test.
        case weather(String)
        case cancelled
    }

    let end: End
    let exchanges: [Int]
    let startedAt: Date
    let seconds: Double
    /// What is to be removed now that the test is over.
    let resources: ResourceLedger

    /// Runs a test's body once; what it makes is added to its resources.
    init(
        _ test: ConformanceTest,
        environment: RunEnvironment,
        resources: ResourceLedger,
        memory: SequenceMemory = SequenceMemory(),
        adopting exchanges: [Int] = []
    ) async {
        let context = TestContext(environment: environment, resources: resources, sequence: memory)
        context.evidence.adopt(exchanges)
        let startedAt = Date()
        let start = ContinuousClock.now
        do {
            try await test.body(context)
            end = context.failures.isEmpty ? .passed : .failed(context.failures)
        } catch {
            end = Self.end(error, test: test, context: context)
        }
        if case .passed = end {
            await environment.fixtures.takeBack(context.loans)
        } else {
            for loan in context.loans { resources.take(over: loan.resources) }
        }
        self.startedAt = startedAt
        seconds = (ContinuousClock.now - start).seconds
        self.exchanges = context.evidence.numbers
        self.resources = resources
    }

    private static func end(_ error: any Error, test: ConformanceTest, context: TestContext) -> End {
        if Task.isCancelled { return .cancelled }
        switch error {
        case is TestStopped: break
        case let skip as TestSkip: return .skipped(context.environment.redactor.redacted(skip.reason))
        case let error as FixtureFailure: error.failures.forEach(context.fail)
        case let error as CloudError:
            if let transportError = error.transportError { return .weather(transportError.weatherReason) }
            context.fail(
                Failure(
                    error.description,
                    expected: error.expected.map(String.init),
                    actual: error.status.map(String.init),
                    location: test.location
                )
            )
        case let error as TransportError: return .weather(error.weatherReason)
        default:
            context.fail(Failure("the test could not go on: \(error)", location: test.location))
        }
        return .failed(context.failures)
    }
}

extension TransportError {
    /// Why a test could not run: of a service that is unreachable the service, not the request that met it, so that
    /// tests with one reason are seen to have one.
    fileprivate var weatherReason: String { code == .unavailable ? reason : description }
}
