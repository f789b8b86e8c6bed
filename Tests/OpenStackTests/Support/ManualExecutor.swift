import Synchronization

/// Runs tasks only when told to, so that a test knows when all of them wait.
final class ManualExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs until every task has ended or waits for something from outside.
    func run() {
        while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Starts a body several times over; the results appear in the list as they come.
    func start<Value: Sendable>(
        _ count: Int,
        _ body: @escaping @Sendable (_ number: Int) async -> Value
    ) -> Results<Value> {
        let results = Results<Value>()
        for number in 0..<count {
            Task(executorPreference: self) { results.append(await body(number)) }
        }
        run()
        return results
    }

    final class Results<Value: Sendable>: Sendable {
        private let values = Mutex<[Value]>([])
        var all: [Value] { values.withLock { $0 } }
        func append(_ value: Value) { values.withLock { $0.append(value) } }
    }
}

/// A door that is shut until somebody opens it.
final class Gate: Sendable {
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    func pass() async {
        await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
    }

    /// Lets those through who wait now.
    func open() {
        let passing = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for continuation in passing { continuation.resume() }
    }
}
