import OpenStack
import Testing

@testable import Conformance

@Suite struct WeatherTransportTests {
    /// What happens to a request, try after try; after the last all is well.
    enum Fate: Sendable {
        case status(Int, retryAfter: String? = nil)
        case failure(TransportError.Code)
    }

    private static func send(
        _ method: HTTPMethod,
        _ fates: [Fate],
        isRepeatable: Bool? = nil,
        doubtsRefusals: Bool = false,
        policy: WeatherPolicy = ExampleRun.options.weather
    ) async -> (result: String, tries: Int, events: EventList) {
        let (count, events) = (Counter(), EventList())
        let cloud = FakeCloud { request throws(TransportError) in
            let number = count.next()
            guard number <= fates.count else { return APIResponse(status: 200) }
            switch fates[number - 1] {
            case .status(let status, let retryAfter):
                var headers = Headers()
                headers["Retry-After"] = retryAfter
                return APIResponse(status: status, headers: headers)
            case .failure(let code):
                throw TransportError(code, request: request, reason: "reason")
            }
        }
        let station = WeatherStation(policy: policy, events: EventLog([events]), redactor: Redactor())
        let transport = WeatherTransport(cloud, station: station, doubtsRefusals: doubtsRefusals)
        let request = APIRequest(method, "http://image.test/x", isRepeatable: isRepeatable)
        do throws(TransportError) {
            return ("\(try await transport.send(request).status)", count.value, events)
        } catch {
            return ("\(error.code.rawValue): \(error.reason)", count.value, events)
        }
    }

    static let retried: [(HTTPMethod, [Fate])] = [
        (.get, [.status(503)]), (.get, [.status(429), .status(502), .status(504), .status(503)]),
        (.get, [.failure(.connectionReset), .failure(.responseTimedOut), .failure(.connectionRefused)]),
        (.head, [.failure(.connectTimedOut)]), (.put, [.status(504)]), (.delete, [.failure(.connectionReset)]),
        (.post, [.status(503), .status(429)]), (.patch, [.status(503)]),
        (.post, [.failure(.connectionRefused), .failure(.connectTimedOut), .failure(.nameNotResolved)]),
        (.get, Array(repeating: .status(503), count: 20)),
    ]

    @Test(arguments: retried)
    func whatIsSafeIsSentAgain(method: HTTPMethod, fates: [Fate]) async {
        let (result, tries, events) = await Self.send(method, fates)
        #expect(result == "200")
        #expect(tries == fates.count + 1)
        #expect(events.weather.map(\.isRetried) == Array(repeating: true, count: fates.count))
        #expect(events.weather.allSatisfy { $0.request == "\(method) http://image.test/x" })
    }

    static let unsafe: [(HTTPMethod, [Fate], String)] = [
        (.post, [.failure(.connectionReset)], "unavailable: connection reset, outcome unknown"),
        (.post, [.status(503), .status(502)], "unavailable: 502, outcome unknown"),
        (.post, [.failure(.responseTimedOut)], "unavailable: no response in time, outcome unknown"),
        (.patch, [.status(504)], "unavailable: 504, outcome unknown"),
    ]

    @Test(arguments: unsafe)
    func whatTheServiceMayHaveDoneIsNotSentAgain(method: HTTPMethod, fates: [Fate], expected: String) async {
        let (result, tries, events) = await Self.send(method, fates)
        #expect(result == expected)
        #expect(tries == fates.count)
        #expect(events.weather.last?.isRetried == false)
    }

    @Test func aLogInMayBeSentAgain() async {
        let (result, tries, _) = await Self.send(.post, [.failure(.connectionReset)], isRepeatable: true)
        #expect((result, tries) == ("200", 2))
    }

    @Test(arguments: [200, 204, 300, 400, 401, 403, 404, 409, 500, 501, 505])
    func anyOtherStatusIsAnAnswer(status: Int) async {
        let (result, tries, events) = await Self.send(.get, [.status(status)])
        #expect((result, tries) == ("\(status)", 1))
        #expect(events.events.isEmpty)
    }

    @Test(arguments: [TransportError.Code.tls, .invalidURL, .responseTooLarge, .notRecorded, .cancelled, .other])
    func whatIsNoWeatherIsThrownAsItIs(code: TransportError.Code) async {
        let (result, tries, events) = await Self.send(.get, [.failure(code)])
        #expect((result, tries) == ("\(code.rawValue): reason", 1))
        #expect(events.events.isEmpty)
    }

    static let doubts: [(HTTPMethod, first: Fate, second: Int, String)] = [
        (.delete, .failure(.connectionReset), 404, "unavailable: a response was lost, then 404, outcome unknown"),
        (.put, .status(502), 409, "unavailable: a response was lost, then 409, outcome unknown"),
        // The first try did nothing, so the refusal is the service's.
        (.delete, .status(503), 404, "404"), (.delete, .failure(.connectionRefused), 404, "404"),
        // What was carried out cannot be the reason for these.
        (.get, .failure(.connectionReset), 404, "404"), (.delete, .failure(.connectionReset), 401, "401"),
        (.delete, .failure(.connectionReset), 204, "204"), (.delete, .failure(.connectionReset), 500, "500"),
    ]

    @Test(arguments: doubts)
    func aRefusalAfterALostResponseIsDoubted(
        row: (method: HTTPMethod, first: Fate, second: Int, result: String)
    ) async {
        let fates = [row.first, .status(row.second)]
        #expect(await Self.send(row.method, fates, doubtsRefusals: true).result == row.result)
        #expect(await Self.send(row.method, fates, doubtsRefusals: false).result == "\(row.second)")
    }

    @Test func theBudgetEndsTheRepetition() async {
        let policy = WeatherPolicy(requestBudget: .milliseconds(100), longestWait: .milliseconds(20))
        let (result, tries, events) = await Self.send(.get, Array(repeating: .status(503), count: 999), policy: policy)
        // On a machine that is busy the budget may be spent before the first repetition.
        #expect(result == "unavailable: 503" + (tries > 1 ? ", \(tries) times" : ""))
        #expect(tries <= 7)
        #expect(events.weather.last?.isRetried == false)
    }

    @Test(arguments: ["3600", "99999999999999999999", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "soon"])
    func aServiceCannotMakeUsWaitForEver(retryAfter: String) async {
        let (result, _, _) = await Self.send(.get, [.status(503, retryAfter: retryAfter)])
        #expect(result == "200")
    }

    @Test func cancellationEndsTheWaiting() async {
        let events = EventList()
        let policy = WeatherPolicy(
            requestBudget: .seconds(600),
            firstAnswerBudget: .seconds(600),
            longestWait: .seconds(60)
        )
        let cloud = FakeCloud { _ throws(TransportError) in APIResponse(status: 503, headers: ["Retry-After": "60"]) }
        let station = WeatherStation(policy: policy, events: EventLog([events]), redactor: Redactor())
        let sending = Task { () -> TransportError.Code? in
            do throws(TransportError) {
                _ = try await WeatherTransport(cloud, station: station, doubtsRefusals: true)
                    .send(APIRequest(.get, "http://image.test/x"))
                return nil
            } catch {
                return error.code
            }
        }
        while events.weather.isEmpty { await Task.yield() }
        sending.cancel()
        #expect(await sending.value == .cancelled)
    }

    @Test func singleCallsAreShelteredInTheSameWay() async throws {
        let count = Counter()
        let cloud = FakeCloud { _ throws(TransportError) in APIResponse(status: count.next() < 4 ? 503 : 204) }
        let transport = RetryingTransport(cloud, policy: ExampleRun.options.weather)
        #expect(try await transport.send(APIRequest(.delete, "http://image.test/x")).status == 204)
    }

    @Test(arguments: [
        ("http://h/v3", "http://h"), ("https://h:5000/v3?x=1", "https://h:5000"),
        ("http://[::1]:80/", "http://[::1]:80"),
    ])
    func pathsAreToldApartByHostAndPort(url: String, origin: String) {
        #expect(APIRequest(.get, url).origin == origin)
    }
}
