import OpenStack
import Synchronization

/// Something that keeps exchanges for good.
public protocol EvidenceStore: Sendable {
    /// Keeps an exchange.
    func store(_ exchange: StoredExchange) async
}

/// Numbers the exchanges of a run and passes them, without secrets, to a store.
final class Evidence: Sendable {
    private let store: any EvidenceStore
    private let redactor: Redactor
    private let count = Atomic<Int>(0)

    init(store: any EvidenceStore, redactor: Redactor) {
        self.store = store
        self.redactor = redactor
    }

    /// Exchanges kept so far.
    var total: Int { count.load(ordering: .relaxed) }

    func keep(_ exchange: Exchange) async -> Int {
        let number = count.add(1, ordering: .relaxed).newValue
        if let token = exchange.response?.headers["X-Subject-Token"] { redactor.learn(Secret(token)) }
        await store.store(StoredExchange(exchange, number: number, redactor: redactor))
        return number
    }
}

/// Collects the numbers of the exchanges that belong to one test, fixture or other purpose.
final class EvidenceCollector: ExchangeRecorder {
    private let evidence: Evidence
    private let collected = Mutex<[Int]>([])

    init(_ evidence: Evidence) { self.evidence = evidence }

    var numbers: [Int] { collected.withLock { $0 } }

    func record(_ exchange: Exchange) async {
        let number = await evidence.keep(exchange)
        collected.withLock { $0.append(number) }
    }

    /// Takes over exchanges that were collected elsewhere: those of a shared fixture.
    func adopt(_ numbers: [Int]) {
        collected.withLock { collected in
            collected.append(contentsOf: numbers.filter { !collected.contains($0) })
        }
    }
}
