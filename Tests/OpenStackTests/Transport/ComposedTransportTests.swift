import Foundation
import OpenStack
import Synchronization
import Testing

/// Keeps exchanges in a list.
private final class Exchanges: ExchangeRecorder {
    private let kept = Mutex<[Exchange]>([])
    var all: [Exchange] { kept.withLock { $0 } }
    func record(_ exchange: Exchange) async { kept.withLock { $0.append(exchange) } }
}

@Suite struct RecordingTransportTests {
    @Test func everyExchangeIsShownWithItsResult() async throws {
        let exchanges = Exchanges()
        let cloud = ScriptedTransport { request throws(TransportError) in
            if request.method == .delete { throw TransportError(.connectionReset, request: request, reason: "") }
            return APIResponse(status: 503, body: [1, 2])
        }
        let transport = RecordingTransport(cloud, recorder: exchanges)
        let (get, delete) = (APIRequest(.get, "http://h/1"), APIRequest(.delete, "http://h/2", body: [9]))
        let before = Date()
        #expect(try await transport.send(get).status == 503)
        let error = try await #require(throws: TransportError.self) { try await transport.send(delete) }
        #expect(exchanges.all.map(\.request) == [get, delete])
        #expect(exchanges.all.map(\.result) == [.response(APIResponse(status: 503, body: [1, 2])), .failure(error)])
        #expect(
            exchanges.all.allSatisfy { $0.startedAt >= before && $0.duration >= .zero && $0.duration < .seconds(60) }
        )
    }
}

@Suite struct ReplayingTransportTests {
    private static func exchange(_ method: HTTPMethod, _ url: String, _ result: Exchange.Result) -> Exchange {
        Exchange(request: APIRequest(method, url), result: result, startedAt: Date(), duration: .zero)
    }

    @Test func everyExchangeIsReplayedOnceInItsOrder() async throws {
        let reset = TransportError(.connectionReset, request: APIRequest(.get, "http://h/a"), reason: "")
        let transport = ReplayingTransport([
            Self.exchange(.get, "http://h/a", .response(APIResponse(status: 404))),
            Self.exchange(.get, "http://h/b", .response(APIResponse(status: 204))),
            Self.exchange(.get, "http://h/a", .failure(reset)),
            Self.exchange(.get, "http://h/a", .response(APIResponse(status: 200))),
        ])
        #expect(try await transport.send(APIRequest(.get, "http://h/a")).status == 404)
        await #expect(throws: reset) { try await transport.send(APIRequest(.get, "http://h/a")) }
        #expect(try await transport.send(APIRequest(.get, "http://h/a", headers: ["Other": "x"])).status == 200)
        #expect(try await transport.send(APIRequest(.get, "http://h/b")).status == 204)
    }

    @Test func whatWasNotRecordedIsAnError() async throws {
        let transport = ReplayingTransport([
            Self.exchange(.get, "http://h/a", .response(APIResponse(status: 200)))
        ])
        for request in [APIRequest(.post, "http://h/a"), APIRequest(.get, "http://h/a?x=1")] {
            let error = try await #require(throws: TransportError.self) { try await transport.send(request) }
            #expect(error.code == .notRecorded)
            #expect(error.description == "\(request.method) \(request.url): no such exchange was recorded")
            #expect(!error.mayHaveBeenProcessed)
        }
        _ = try await transport.send(APIRequest(.get, "http://h/a"))
        await #expect(throws: TransportError.self) { try await transport.send(APIRequest(.get, "http://h/a")) }
    }
}

@Suite struct FaultInjectingTransportTests {
    private static let storm: [FaultInjectingTransport.Rule] = [
        .init(.resetBeforeRequest, probability: 0.1), .init(.resetAfterRequest, probability: 0.1),
        .init(.refused, probability: 0.1), .init(.status(503, retryAfter: 1), probability: 0.1),
        .init(.status(429, retryAfter: nil), probability: 0.5, urlContains: "/busy"),
    ]

    /// What becomes of some hundred requests, and how many reached the cloud.
    private static func fates(_ rules: [FaultInjectingTransport.Rule], seed: UInt64) async -> ([String], Int) {
        let cloud = ScriptedTransport { _ throws(TransportError) in APIResponse(status: 200) }
        let transport = FaultInjectingTransport(cloud, rules: rules, seed: seed)
        var fates: [String] = []
        for number in 0..<400 {
            let request = APIRequest(.get, number.isMultiple(of: 2) ? "http://h/busy" : "http://h/idle")
            do throws(TransportError) {
                let response = try await transport.send(request)
                fates.append("\(response.status) \(response.headers["Retry-After"] ?? "")")
            } catch {
                fates.append(error.code.rawValue)
            }
        }
        return (fates, cloud.requests.count)
    }

    @Test func theSameSeedGivesTheSameWeather() async {
        let first = await Self.fates(Self.storm, seed: 7)
        let second = await Self.fates(Self.storm, seed: 7)
        let other = await Self.fates(Self.storm, seed: 8)
        #expect(first == second)
        #expect(first.0 != other.0)
        #expect(Set(first.0) == ["200 ", "connectionReset", "connectionRefused", "503 1", "429 "])
    }

    @Test func onlyMatchingURLsAreStruck() async {
        let rule = FaultInjectingTransport.Rule(.refused, probability: 1, urlContains: "/busy")
        let (fates, reached) = await Self.fates([rule], seed: 1)
        #expect(fates == (0..<400).map { $0.isMultiple(of: 2) ? "connectionRefused" : "200 " })
        #expect(reached == 200)
    }

    static let reaching: [(FaultInjectingTransport.Fault, Int)] = [
        (.resetBeforeRequest, 0), (.resetAfterRequest, 400), (.refused, 0), (.status(500, retryAfter: nil), 0),
    ]

    @Test(arguments: reaching)
    func onlyALostResponseReachesTheCloud(fault: FaultInjectingTransport.Fault, count: Int) async {
        #expect(await Self.fates([.init(fault, probability: 1)], seed: 1).1 == count)
        #expect(await Self.fates([.init(fault, probability: 0)], seed: 1).1 == 400)
    }

    @Test func theFirstRuleThatStrikesWins() async {
        let rules: [FaultInjectingTransport.Rule] = [
            .init(.status(502, retryAfter: nil), probability: 1), .init(.refused, probability: 1),
        ]
        #expect(Set(await Self.fates(rules, seed: 1).0) == ["502 "])
    }
}
