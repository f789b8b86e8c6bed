public import Conformance
public import Foundation

/// What a run that is made from others' results is called and about.
public struct ImportDescription: Sendable {
    /// The cloud's name.
    public var cloud: String
    /// The identity service's URL; empty when it is not known.
    public var authURL: String = ""
    /// The region, if it is known.
    public var region: String?
    /// Names of the guidelines the run is to be judged by.
    public var guidelines: [String] = []
    /// FITS's version.
    public var version: String

    /// Describes a run of a cloud by a version of FITS.
    public init(cloud: String, version: String) {
        self.cloud = cloud
        self.version = version
    }
}

extension ForeignResults {
    /// Makes a run in a store, which is then like any other: it can be shown, judged, compared.
    ///
    /// Its folder is named for the time of the results, so that a history has them where they belong.
    ///
    /// - Parameters:
    ///   - results: of every test, as ``completed(wanted:known:)`` gives them.
    ///   - store: where runs are kept.
    ///   - description: what the run is about.
    ///   - token: what tells it from other runs of the same time.
    ///   - now: the time that stands for the results' where that is not known.
    /// - Returns: the run's folder.
    /// - Throws: ``RunFolderError`` when it cannot be written.
    public func record(
        _ results: [TestResult],
        in store: RunStore,
        as description: ImportDescription,
        token: String,
        now: Date
    ) async throws(RunFolderError) -> RunFolder {
        let began = startedAt ?? now
        let folder = try store.create(cloud: description.cloud, at: began, token: token)
        let journal = try JournalWriter(folder, redactor: Redactor())
        var run = RunDescription(
            run: folder.run,
            cloud: description.cloud,
            authURL: description.authURL,
            region: description.region,
            version: description.version,
            tests: results.map(\.identity),
            guidelines: description.guidelines,
            isolated: false,
            concurrency: 1,
            cloudID: cloudID
        )
        run.origin = "\(source) (\(form.title))"
        await journal.record(.runStarted(description: run), at: began)
        for result in results.sorted(by: { ($0.startedAt ?? began) < ($1.startedAt ?? began) }) {
            let start = result.startedAt ?? began
            // Of a test that did not run, or whose time nobody knows, there is nothing to draw on a time line.
            if result.startedAt != nil, result.tries > 0 {
                await journal.record(.testStarted(test: result.identity, attempt: 1), at: start)
            }
            await journal.record(.testFinished(result: result), at: start.addingTimeInterval(result.seconds))
        }
        let summary = RunSummary(
            outcomes: Dictionary(grouping: results, by: \.outcome).mapValues(\.count),
            seconds: seconds ?? results.reduce(0) { $0 + $1.seconds },
            requests: 0,
            weather: [:],
            unreachable: [],
            leftovers: [],
            wasInterrupted: false
        )
        await journal.record(.runFinished(summary: summary), at: began.addingTimeInterval(summary.seconds))
        if let failure = await journal.failure { throw failure }
        return folder
    }
}
