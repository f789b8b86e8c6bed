import OpenStack
import Testing

@Suite struct CloudSessionTests {
    private static func cloud() -> ScriptedTransport {
        ScriptedTransport { request throws(TransportError) in
            request.method == .post ? .token("t1", catalog: .catalog([("image", "http://i/image")])) : .json(200, [:])
        }
    }

    @Test func requestsCarryTheTokenAndAnIdOfTheirOwn() async throws {
        let cloud = Self.cloud()
        let session = CloudSession(configuration: .test(), transport: cloud)
        _ = try await session.send(APIRequest(.get, "http://s/1"))
        _ = try await session.send(APIRequest(.get, "http://s/2"))
        let sent = cloud.requests.dropFirst()
        #expect(sent.map { $0.headers["X-Auth-Token"] } == ["t1", "t1"])
        let ids = sent.compactMap { $0.headers["X-OpenStack-Request-ID"] }
        #expect(Set(ids).count == 2)
        let shape = #/req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#
        #expect(ids.allSatisfy { $0.wholeMatch(of: shape) != nil })
    }

    @Test func theCloudsTimeOutIsTheDefault() async throws {
        let cloud = Self.cloud()
        var configuration = CloudConfiguration.test()
        configuration.requestTimeout = .seconds(7)
        let session = CloudSession(configuration: configuration, transport: cloud)
        _ = try await session.send(APIRequest(.get, "http://s/1"))
        _ = try await session.send(APIRequest(.get, "http://s/2", timeout: .seconds(3)))
        #expect(cloud.requests.dropFirst().map(\.timeout) == [.seconds(7), .seconds(3)])
    }

    @Test func withoutAuthenticationNoTokenIsSent() async throws {
        let cloud = ScriptedTransport { _ throws(TransportError) in .json(401, [:]) }
        var configuration = CloudConfiguration.test(authentication: .none)
        configuration.services["image"] = ServiceSettings()
        configuration.services["image"]?.endpointOverride = "http://mine"
        let session = CloudSession(configuration: configuration, transport: cloud)
        #expect(try await session.endpoint(of: .image) == "http://mine")
        #expect(try await session.send(APIRequest(.get, "http://s/1")).status == 401)
        #expect(cloud.requests.count == 1)
        #expect(cloud.requests.first?.headers["X-Auth-Token"] == nil)
        let error = try await #require(throws: CloudError.self) { try await session.token() }
        #expect(error.code == .authenticationFailed)
        #expect(error.description == "cloud test is configured without authentication (auth_type: none)")
    }

    @Test func sessionsOverAnotherTransportShareTheToken() async throws {
        let (first, second) = (Self.cloud(), Self.cloud())
        let session = CloudSession(configuration: .test(), transport: first)
        _ = try await session.over(second).send(APIRequest(.get, "http://s/1"))
        _ = try await session.send(APIRequest(.get, "http://s/2"))
        #expect(first.requests.map(\.line) == ["POST /identity/v3/auth/tokens", "GET /2"])
        #expect(second.requests.map(\.line) == ["GET /1"])
    }

    @Test func requestsWithoutATokenAreLeftAsTheyAre() async throws {
        let cloud = Self.cloud()
        let session = CloudSession(configuration: .test(), transport: cloud)
        _ = try await session.sendUnauthenticated(APIRequest(.get, "http://s/1", headers: ["X-Auth-Token": "mine"]))
        #expect(cloud.requests.count == 1)
        #expect(cloud.requests.first?.headers["X-Auth-Token"] == "mine")
    }

    @Test(arguments: TransportError.Code.allCases)
    func whatTheTransportThrowsIsKept(code: TransportError.Code) async throws {
        let cloud = ScriptedTransport { request throws(TransportError) in
            throw TransportError(code, request: request, reason: "because")
        }
        let session = CloudSession(configuration: .test(), transport: cloud)
        let error = try await #require(throws: CloudError.self) {
            try await session.sendUnauthenticated(APIRequest(.delete, "http://s/1"))
        }
        #expect(error.code == .transport)
        #expect(error.transportError?.code == code)
        #expect((error.method, error.url, error.status) == (.delete, "http://s/1", nil))
        #expect(error.description.hasPrefix("DELETE http://s/1: "))
        #expect(!error.description.contains("\n"))
    }
}
