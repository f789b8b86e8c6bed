/// Who may work on a stack: one at a time.
actor StackTurns {
    /// Who waits, by stack; a stack nobody works on has no entry.
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    func begin(_ id: String) async {
        guard waiting[id] != nil else {
            waiting[id] = []
            return
        }
        await withCheckedContinuation { waiting[id]?.append($0) }
    }

    func end(_ id: String) {
        guard var queue = waiting[id], !queue.isEmpty else {
            waiting[id] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[id] = queue
        next.resume()
    }
}

extension OrchestrationService {
    /// Does something with a stack that nobody else works on meanwhile.
    ///
    /// Within it only stacks nested in this one may be taken, or two could wait for each other for ever.
    func inTurn<Result>(_ id: String, _ body: () async throws -> Result) async rethrows -> Result {
        await turns.begin(id)
        do {
            let result = try await body()
            await turns.end(id)
            return result
        } catch {
            await turns.end(id)
            throw error
        }
    }
}
