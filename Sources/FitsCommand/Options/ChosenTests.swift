import Conformance
import Foundation
import Gabbi
import InteropTests
import OpenStack
import Reports

/// The tests there are: FITS's own, and those of the Gabbi files that a command was given.
struct ChosenTests {
    let suite: TestSuite
    let gabbi: GabbiSuite?
    /// Where the Gabbi tests are read from; `nil` for none.
    let source: TestSource?

    /// FITS's own tests alone.
    static let native = ChosenTests(suite: InteropTests.suite, gabbi: nil, source: nil)

    private init(suite: TestSuite, gabbi: GabbiSuite?, source: TestSource?) {
        self.suite = suite
        self.gabbi = gabbi
        self.source = source
    }

    /// Reads Gabbi files; what is odd about them goes to stderr.
    ///
    /// - Throws: what is wrong with them, a line each.
    ///
    /// - Parameters:
    ///   - source: the files.
    ///   - shown: what they are called in messages.
    ///   - surroundings: where the process is.
    ///   - values: what `$ENVIRON` has besides the process's environment.
    init(
        _ source: TestSource,
        shown: [String]? = nil,
        _ surroundings: Surroundings,
        values: [String: String] = [:]
    ) throws(CommandFailure) {
        let gabbi = GabbiSuite(
            reading: shown ?? source.paths,
            service: source.service.map { ServiceType.named($0) },
            environment: surroundings.environment.merging(values) { $1 }
        )
        let errors = gabbi.diagnostics.filter { $0.severity == .error }
        for warning in gabbi.diagnostics where warning.severity == .warning {
            Console.standardError.write("\(warning)\n")
        }
        guard errors.isEmpty else {
            for error in errors { Console.standardError.write("\(error)\n") }
            let count = Wording.count(errors.count, "error")
            throw CommandFailure(.usage, "\(count) in files of tests, none of which is used")
        }
        self.init(suite: InteropTests.suite.adding(gabbi.classes), gabbi: gabbi, source: source)
    }

    /// The tests a run was made of, as far as its files are still there and right.
    init(of record: RunRecord) {
        guard let source = record.description.source else {
            self = .native
            return
        }
        let paths = source.paths.filter { FileManager.default.fileExists(atPath: $0) }
        let gabbi = GabbiSuite(
            reading: paths,
            service: source.service.map { ServiceType.named($0) },
            environment: [:]
        )
        self.init(suite: InteropTests.suite.adding(gabbi.classes), gabbi: gabbi, source: source)
    }

    /// The Gabbi tests.
    var gabbiTests: [TestIdentity] {
        guard gabbi != nil else { return [] }
        let native = Set(InteropTests.suite.tests.map(\.identity))
        return suite.tests.map(\.identity).filter { !native.contains($0) }
    }
}
