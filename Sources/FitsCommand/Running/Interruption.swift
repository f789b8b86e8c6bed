import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a body that SIGINT and SIGTERM cancel; it then still cleans up, and its result is waited for.
///
/// A second signal ends the process at once; what is left in the cloud is then found by `fits cleanup`.
@discardableResult
func cancellingOnSignal<Result: Sendable>(
    notice: String,
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask(name: "body") { try await body() }
        group.addTask(name: "signals") {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                Console.standardError.write("\nfits: \(notice)\n")
                signal(SIGINT, SIG_DFL)
                signal(SIGTERM, SIG_DFL)
                return nil
            }
            return nil
        }
        while let finished = try await group.next() {
            group.cancelAll()
            if let result = finished { return result }
        }
        throw CancellationError()
    }
}
