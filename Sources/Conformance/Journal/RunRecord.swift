public import Foundation
import OpenStack

/// A run as its journal tells it, finished or not.
public struct RunRecord: Sendable {
    /// Where it is.
    public let folder: RunFolder
    /// What it is about.
    public let description: RunDescription
    /// When it began.
    public let startedAt: Date
    /// The last result of every test that has one, in the order of their names.
    public let results: [TestResult]
    /// What came of it; `nil` when it did not come to its end.
    public let summary: RunSummary?
    /// Resources that were planned and not seen to be gone, in the order they were planned.
    public let openResources: [OpenResource]
    /// Every test's beginnings, waits and ends, and the ends of fixtures' makings, in order.
    public let timeline: [(at: Date, event: RunEvent)]
    /// Lines that could not be read; a process that was killed leaves one at the end.
    public let damagedLines: [Int]

    /// A resource of the run that may still be in the cloud.
    public struct OpenResource: Sendable, Hashable {
        /// What was planned.
        public let planned: PlannedResource
        /// Its id, if the service got to give it one.
        public let id: String?
    }

    /// Reads a journal.
    ///
    /// Lines that cannot be read are passed over and listed; what the others say is kept.
    ///
    /// - Throws: ``RunFolderError`` when there is no journal, or it does not say what the run is about.
    public init(reading folder: RunFolder) throws(RunFolderError) {
        guard let data = FileManager.default.contents(atPath: folder.journalPath) else {
            throw RunFolderError(path: folder.journalPath, problem: "cannot be read")
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date(text, strategy: StoredExchange.dateFormat)
        }
        var reading = Reading()
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if let entry = try? decoder.decode(JournalEntry.self, from: line) {
                reading.take(entry)
            } else {
                reading.damagedLines.append(index + 1)
            }
        }
        guard let description = reading.description, let startedAt = reading.startedAt else {
            throw RunFolderError(
                path: folder.journalPath,
                problem: "does not begin with the start of a run; nothing can be known of it"
            )
        }
        self.folder = folder
        self.description = description
        self.startedAt = startedAt
        results = reading.results.values.sorted { $0.identity < $1.identity }
        summary = reading.summary
        openResources = reading.planned.map {
            OpenResource(planned: $0, id: reading.ids[$0.name])
        }
        timeline = reading.timeline
        damagedLines = reading.damagedLines
    }

    /// The result of every test that was wanted; those that did not come to an end are `notRun`.
    public var allResults: [TestResult] {
        let known = Dictionary(uniqueKeysWithValues: results.map { ($0.identity, $0) })
        return description.tests.map { identity in
            known[identity]
                ?? TestResult(identity, .notRun, reason: "the run ended before it; `fits run --resume` goes on with it")
        }
    }

    /// Tests by outcome.
    public var outcomes: [Outcome: Int] {
        Dictionary(grouping: allResults, by: \.outcome).mapValues(\.count)
    }

    /// What was found out about the cloud when the run began; `nil` for runs that did not ask.
    public func profile() -> CloudProfile? { folder.profile() }

    /// Every exchange of the run, by number; lines that cannot be read are left out.
    public func exchanges() -> [Int: StoredExchange] {
        guard let data = FileManager.default.contents(atPath: folder.exchangesPath) else { return [:] }
        var exchanges: [Int: StoredExchange] = [:]
        for line in data.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSON(parsing: line), let exchange = StoredExchange(json: json) else { continue }
            exchanges[exchange.number] = exchange
        }
        return exchanges
    }
}

/// What is known after some lines of a journal.
private struct Reading {
    var description: RunDescription?
    var startedAt: Date?
    var results: [TestIdentity: TestResult] = [:]
    var summary: RunSummary?
    var planned: [PlannedResource] = []
    var ids: [String: String] = [:]
    var timeline: [(at: Date, event: RunEvent)] = []
    var damagedLines: [Int] = []

    mutating func take(_ entry: JournalEntry) {
        switch entry.event {
        case .runStarted(let description):
            self.description = description
            startedAt = startedAt ?? entry.at
            summary = nil
        case .testStarted, .testWillRepeat, .testWaited, .fixtureEnded:
            timeline.append((entry.at, entry.event))
        case .testFinished(let result):
            results[result.identity] = result
            timeline.append((entry.at, entry.event))
        case .resourcePlanned(let resource):
            planned.append(resource)
        case .resourceCreated(let name, let id):
            ids[name] = id
        case .resourceRemoved(let name):
            planned.removeAll { $0.name == name }
        case .weather:
            break
        case .runFinished(let summary):
            self.summary = summary
        }
    }
}
