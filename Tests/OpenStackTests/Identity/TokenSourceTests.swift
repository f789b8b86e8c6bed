import Synchronization
import Testing

@testable import OpenStack

@Suite struct TokenSourceTests {
    private let gate = Gate()
    private let executor = ManualExecutor()

    /// A session of a cloud where every log-in waits at the gate and then meets the next of these fates.
    private func session(
        _ fates: [@Sendable (APIRequest) throws(TransportError) -> APIResponse]
    ) -> (
        CloudSession, ScriptedTransport
    ) {
        let gate = gate
        let remaining = Mutex(fates)
        let cloud = ScriptedTransport { request throws(TransportError) in
            await gate.pass()
            let fate = remaining.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            guard let fate else { return .json(500, ["error": ["message": "one log-in too many"]]) }
            return try fate(request)
        }
        return (CloudSession(configuration: .test(), transport: cloud), cloud)
    }

    private static func answer(_ response: APIResponse) -> @Sendable (APIRequest) throws(TransportError) -> APIResponse
    {
        { _ throws(TransportError) in response }
    }

    private static func failure(
        _ code: TransportError.Code
    )
        -> @Sendable (APIRequest) throws(TransportError)
        -> APIResponse
    {
        { request throws(TransportError) in throw TransportError(code, request: request, reason: "") }
    }

    /// Fifty tasks that want the token; what each got, as text.
    private func ask(_ session: CloudSession) -> ManualExecutor.Results<String> {
        executor.start(50) { _ in
            do throws(CloudError) { return try await session.token().id.revealed } catch { return "\(error.code)" }
        }
    }

    @Test func manyAskersMakeOneLogIn() {
        let (session, cloud) = session([Self.answer(.token("t1"))])
        let tokens = ask(session)
        #expect(tokens.all.isEmpty)
        gate.open()
        executor.run()
        #expect(tokens.all == Array(repeating: "t1", count: 50))
        #expect(cloud.requests.count == 1)
    }

    @Test func aFailureIsSharedAndNotRemembered() {
        let (session, cloud) = session([
            Self.answer(.json(401, ["error": ["message": "no"]])), Self.answer(.token("t2")),
        ])
        let first = ask(session)
        gate.open()
        executor.run()
        #expect(first.all == Array(repeating: "authenticationFailed", count: 50))
        #expect(cloud.requests.count == 1)

        let second = ask(session)
        gate.open()
        executor.run()
        #expect(second.all == Array(repeating: "t2", count: 50))
        #expect(cloud.requests.count == 2)
    }

    @Test func whenTheOneWhoLogsInIsCancelledAnotherDoes() {
        let (session, cloud) = session([Self.failure(.cancelled), Self.answer(.token("t2"))])
        let tokens = ask(session)
        gate.open()
        executor.run()
        #expect(tokens.all == ["transport"])
        gate.open()
        executor.run()
        #expect(tokens.all == ["transport"] + Array(repeating: "t2", count: 49))
        #expect(cloud.requests.count == 2)
    }

    @Test func aLostConnectionIsSharedToo() {
        let (session, cloud) = session([Self.failure(.connectionReset)])
        let tokens = ask(session)
        gate.open()
        executor.run()
        #expect(tokens.all == Array(repeating: "transport", count: 50))
        #expect(cloud.requests.count == 1)
    }

    @Test(arguments: [
        ("2999-12-31T00:00:00.000000Z", 1), ("nonsense", 1), ("2001-01-01T00:00:00.000000Z", 2),
    ])
    func aTokenIsRenewedWhenItEnds(expiresAt: String, logIns: Int) async throws {
        let cloud = ScriptedTransport { _ throws(TransportError) in .token("t", expiresAt: expiresAt) }
        let session = CloudSession(configuration: .test(), transport: cloud)
        _ = try await session.token()
        _ = try await session.token()
        #expect(cloud.requests.count == logIns)
    }

    // MARK: - Refused tokens

    /// A cloud that gives the tokens t1, t2, … and whose service knows only the one that is named.
    private static func cloud(knowing valid: String, gate: Gate? = nil) -> ScriptedTransport {
        let count = Atomic<Int>(0)
        return ScriptedTransport { request throws(TransportError) in
            if request.line == "POST /identity/v3/auth/tokens" {
                return .token("t\(count.add(1, ordering: .relaxed).newValue)")
            }
            await gate?.pass()
            return .json(request.headers["X-Auth-Token"] == valid ? 200 : 401, [:])
        }
    }

    @Test func aRefusedTokenIsRenewedOnce() async throws {
        let cloud = Self.cloud(knowing: "t2")
        let session = CloudSession(configuration: .test(), transport: cloud)
        let response = try await session.send(APIRequest(.get, "http://s/x"))
        #expect(response.status == 200)
        #expect(cloud.requests.map { $0.headers["X-Auth-Token"] ?? "log-in" } == ["log-in", "t1", "log-in", "t2"])
        #expect(try await session.token().id.revealed == "t2")
    }

    @Test func aServiceThatRefusesEveryTokenIsNotAskedForEver() async throws {
        let cloud = Self.cloud(knowing: "never")
        let session = CloudSession(configuration: .test(), transport: cloud)
        #expect(try await session.send(APIRequest(.get, "http://s/x")).status == 401)
        #expect(cloud.requests.map { $0.headers["X-Auth-Token"] ?? "log-in" } == ["log-in", "t1", "log-in", "t2"])
    }

    @Test func whatManyAreRefusedIsRenewedOnce() {
        let cloud = Self.cloud(knowing: "t2", gate: gate)
        let session = CloudSession(configuration: .test(), transport: cloud)
        let statuses = executor.start(20) { number in
            (try? await session.send(APIRequest(.get, "http://s/\(number)")).status) ?? 0
        }
        gate.open()
        executor.run()
        gate.open()
        executor.run()
        #expect(statuses.all == Array(repeating: 200, count: 20))
        #expect(cloud.requests.count { $0.headers["X-Auth-Token"] == nil } == 2)
        #expect(cloud.requests.count { $0.headers["X-Auth-Token"] == "t1" } == 20)
        #expect(cloud.requests.count { $0.headers["X-Auth-Token"] == "t2" } == 20)
    }

    @Test func credentialsThatEndedAreAnError() async throws {
        let count = Atomic<Int>(0)
        let cloud = ScriptedTransport { request throws(TransportError) in
            guard request.method == .post else { return .json(401, [:]) }
            return count.add(1, ordering: .relaxed).newValue == 1
                ? .token("t1") : .json(401, ["error": ["message": "The password has expired."]])
        }
        let session = CloudSession(configuration: .test(), transport: cloud)
        let error = try await #require(throws: CloudError.self) {
            try await session.send(APIRequest(.get, "http://s/x"))
        }
        #expect(error.code == .authenticationFailed)
        #expect(error.description.hasSuffix("auth/tokens answered 401: The password has expired."))
    }
}
