import Conformance
import Foundation
import OpenStack
import Synchronization

/// Numbers the exchanges of a run and passes them on without secrets.
final class ExchangeLog: Sendable {
    private let store: any EvidenceStore
    private let redactor: Redactor
    private let count: Atomic<Int>
    private let first: Int

    /// A log that goes on where a run has come to.
    init(store: any EvidenceStore, redactor: Redactor, after last: Int) {
        self.store = store
        self.redactor = redactor
        first = last
        count = Atomic(last)
    }

    /// Exchanges kept so far.
    var total: Int { count.load(ordering: .relaxed) - first }

    func keep(_ exchange: Exchange) async -> Int {
        let number = count.add(1, ordering: .relaxed).newValue
        learn(from: exchange)
        await store.store(StoredExchange(exchange, number: number, redactor: redactor))
        return number
    }

    /// The users that Tempest makes have passwords that nobody has told; they stand in the requests that make them.
    private func learn(from exchange: Exchange) {
        if let token = exchange.response?.headers["X-Subject-Token"] { redactor.learn(Secret(token)) }
        guard exchange.request.method == .post, exchange.request.body.count < 1 << 16,
            exchange.request.url.contains("/users") || exchange.request.url.hasSuffix("/auth/tokens"),
            let document = try? JSON(parsing: exchange.request.body)
        else { return }
        for password in [
            document["user"]["password"], document["user"]["original_password"],
            document["auth"]["identity"]["password"]["user"]["password"],
        ] {
            if let password = password.string { redactor.learn(Secret(password)) }
        }
    }
}

/// The exchanges of one worker, which runs one test at a time: what was sent while a test ran belongs to it.
final class WorkerEvidence: ExchangeRecorder {
    private let log: ExchangeLog
    private let exchanges = Mutex<[(number: Int, at: Date)]>([])

    init(_ log: ExchangeLog) { self.log = log }

    func record(_ exchange: Exchange) async {
        let number = await log.keep(exchange)
        exchanges.withLock { $0.append((number, exchange.startedAt)) }
    }

    /// The numbers of exchanges that began between two times; those before are forgotten.
    ///
    /// Without a beginning all that have not been asked for: those of a class's set-up, which is known by its end alone.
    func take(from start: Date?, to end: Date?) -> [Int] {
        exchanges.withLock { exchanges in
            let taken = exchanges.filter { exchange in
                (start.map { exchange.at >= $0 } ?? true) && (end.map { exchange.at <= $0 } ?? true)
            }
            exchanges.removeAll { exchange in end.map { exchange.at <= $0 } ?? true }
            return taken.map(\.number)
        }
    }
}
