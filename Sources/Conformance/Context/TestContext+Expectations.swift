import OpenStack

/// Thrown by checks without which a test cannot go on; the failure itself is already reported.
struct TestStopped: Error {}

/// Thrown by a test that has nothing to say of this cloud.
struct TestSkip: Error {
    let reason: String
}

extension TestContext {
    /// Checks that something holds, which is said as a sentence: “the image is listed”.
    public func expect(
        _ condition: Bool,
        _ promise: String,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        guard !condition else { return }
        fail(Failure("not so: " + promise, location: SourceLocation(fileID: fileID, line: line)))
    }

    /// Checks that a value is what it should be; a value that is absent is not.
    ///
    /// The subject says what the value is, as a noun phrase: “status of the new image”.
    public func expect<Value: Equatable & Sendable>(
        _ subject: String,
        _ actual: Value?,
        is expected: Value,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        guard actual != expected else { return }
        report(subject, expected: [expected], actual: actual, fileID: fileID, line: line)
    }

    /// Checks that a value is one of several.
    public func expect<Value: Equatable & Sendable>(
        _ subject: String,
        _ actual: Value?,
        isOneOf expected: [Value],
        fileID: String = #fileID,
        line: Int = #line
    ) {
        guard !expected.contains(where: { $0 == actual }) else { return }
        report(subject, expected: expected, actual: actual, fileID: fileID, line: line)
    }

    /// Checks that a list has an element; an absent list has none.
    public func expect<Element: Equatable & Sendable>(
        _ subject: String,
        _ actual: [Element]?,
        contains expected: Element,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        guard actual?.contains(expected) != true else { return }
        let location = SourceLocation(fileID: fileID, line: line)
        fail(
            Failure(
                "\(subject): an element is missing",
                expected: ["a list with \(expected)"],
                actual: Self.text(actual),
                location: location
            )
        )
    }

    /// Checks that a list does not have an element; the list itself must be there.
    public func expect<Element: Equatable & Sendable>(
        _ subject: String,
        _ actual: [Element]?,
        lacks unexpected: Element,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        if let actual, !actual.contains(unexpected) { return }
        let location = SourceLocation(fileID: fileID, line: line)
        fail(
            Failure(
                "\(subject): an element should not be there",
                expected: ["a list without \(unexpected)"],
                actual: Self.text(actual),
                location: location
            )
        )
    }

    /// Gives a value that must be there for the test to go on.
    ///
    /// - Throws: an error that ends the test, when the value is absent.
    public func require<Value>(
        _ subject: String,
        _ value: Value?,
        fileID: String = #fileID,
        line: Int = #line
    ) throws -> Value {
        guard let value else {
            fail(Failure("\(subject) is missing", location: SourceLocation(fileID: fileID, line: line)))
            throw TestStopped()
        }
        return value
    }

    /// Ends the test because of what it found: “the server went into the state ERROR”.
    ///
    /// - Throws: always; the failure itself is reported.
    public func stop(_ problem: String, fileID: String = #fileID, line: Int = #line) throws -> Never {
        fail(Failure(problem, location: SourceLocation(fileID: fileID, line: line)))
        throw TestStopped()
    }

    /// Ends the test as skipped, for reasons that only show when it runs; all others are requirements.
    ///
    /// - Throws: always.
    public func skip(_ reason: String) throws -> Never { throw TestSkip(reason: reason) }

    /// Checks that the service refuses a call with a status, and says so in a form that clients can read.
    ///
    /// - Throws: what the call throws besides a refusal, such as an unreachable service.
    public func expectRefusal(
        _ status: Int,
        _ promise: String,
        fileID: String = #fileID,
        line: Int = #line,
        _ call: () async throws -> Void
    ) async throws {
        try await expectRefusal([status], promise, fileID: fileID, line: line, call)
    }

    /// Checks that the service refuses a call with one of several statuses.
    public func expectRefusal(
        _ statuses: [Int],
        _ promise: String,
        fileID: String = #fileID,
        line: Int = #line,
        _ call: () async throws -> Void
    ) async throws {
        let location = SourceLocation(fileID: fileID, line: line)
        let expected = statuses.map { "\($0)" }
        do {
            try await call()
            fail(Failure(promise, expected: expected, actual: "the call succeeded", location: location))
        } catch let error as CloudError {
            guard let status = error.status else { throw error }
            guard statuses.contains(status) else {
                fail(Failure(promise, expected: expected, actual: error.description, location: location))
                return
            }
            guard error.hasReadableContentType else {
                fail(
                    Failure(
                        "\(promise), in a form that clients can read",
                        expected: ["application/json, text/plain or text/html"],
                        actual: error.contentType ?? "no Content-Type",
                        location: location
                    )
                )
                return
            }
        }
    }

    private func report<Value>(
        _ subject: String,
        expected: [Value],
        actual: Value?,
        fileID: String,
        line: Int
    ) {
        fail(
            Failure(
                "\(subject) is not as promised",
                expected: expected.map { Self.text($0) },
                actual: Self.text(actual),
                location: SourceLocation(fileID: fileID, line: line)
            )
        )
    }

    /// A value as a person wants to see it: without `Optional(…)`, and not without end.
    private static func text<Value>(_ value: Value?) -> String {
        guard let value else { return "nothing" }
        let text = "\(value)"
        return text.count <= 2000 ? text : text.prefix(2000) + "…"
    }
}
