import OpenStack

extension TestContext {
    /// Asks again and again until something is so, soon at first and then less often.
    ///
    /// What is waited for is a clause: “the image is gone”. Asking may throw to give up.
    ///
    /// - Throws: an error that ends the test when the time is over; what `isSo` throws.
    public func wait(
        until what: String,
        timeout: Duration = .seconds(120),
        firstPause: Duration = .milliseconds(20),
        fileID: String = #fileID,
        line: Int = #line,
        _ isSo: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + timeout
        var pause = firstPause
        while try await !isSo() {
            guard ContinuousClock.now + pause < deadline else {
                let location = SourceLocation(fileID: fileID, line: line)
                fail(Failure("waited \(Int(timeout.seconds)) s until \(what), in vain", location: location))
                throw TestStopped()
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 3 / 2, .seconds(2))
        }
    }
}
