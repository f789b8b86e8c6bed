import Conformance
import Foundation
import Synchronization

/// Keeps everything a run tells, in memory.
final class EventList: EventRecorder, EvidenceStore {
    private struct State {
        var events: [RunEvent] = []
        var exchanges: [StoredExchange] = []
    }

    private let state = Mutex(State())
    private let onEvent: @Sendable (RunEvent) -> Void

    init(_ onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }) { self.onEvent = onEvent }

    var events: [RunEvent] { state.withLock(\.events) }
    var exchanges: [StoredExchange] { state.withLock(\.exchanges) }

    func record(_ event: RunEvent, at time: Date) async {
        state.withLock { $0.events.append(event) }
        onEvent(event)
    }

    func store(_ exchange: StoredExchange) async { state.withLock { $0.exchanges.append(exchange) } }

    /// The last result of every test.
    var results: [String: TestResult] {
        events.reduce(into: [:]) { results, event in
            if case .testFinished(let result) = event { results[result.identity.name.suffix(after: ".")] = result }
        }
    }

    /// Outcomes by method.
    var outcomes: [String: Outcome] { results.mapValues(\.outcome) }

    /// Resources by what happened to them, in order: `planned image`, `created`, `removed`.
    var resources: [String] {
        events.compactMap { event in
            switch event {
            case .resourcePlanned(let resource): "planned \(resource.kind)"
            case .resourceCreated(_, let id): "created \(id)"
            case .resourceRemoved: "removed"
            default: nil
            }
        }
    }

    var weather: [WeatherReport] {
        events.compactMap { if case .weather(let report) = $0 { report } else { nil } }
    }
}

extension String {
    func suffix(after mark: Character) -> String { String(split(separator: mark).last ?? "") }
}
