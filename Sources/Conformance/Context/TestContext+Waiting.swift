import OpenStack

extension TestContext {
    /// Asks again and again until something is so, soon at first and then less often.
    ///
    /// What is waited for is a clause: “the image is gone”. Asking may throw to give up. Of waits that are `like` each
    /// other the run remembers how long they took: there is little use in asking much before that.
    ///
    /// - Throws: an error that ends the test when the time is over; what `isSo` throws.
    public func wait(
        until what: String,
        timeout: Duration = .seconds(120),
        like kind: String? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ isSo: () async throws -> Bool
    ) async throws {
        let start = ContinuousClock.now
        let deadline = start + timeout
        var rhythm = environment.waits.rhythm(of: kind)
        defer { environment.waits.took(ContinuousClock.now - start, kind) }
        while true {
            let pause = rhythm.next()
            guard ContinuousClock.now + min(pause, timeout / 2) < deadline else {
                let location = SourceLocation(fileID: fileID, line: line)
                fail(Failure("waited \(Int(timeout.seconds)) s until \(what), in vain", location: location))
                throw TestStopped()
            }
            if pause > .zero { try await Task.sleep(for: min(pause, timeout / 2)) }
            if try await isSo() { return }
        }
    }
}
