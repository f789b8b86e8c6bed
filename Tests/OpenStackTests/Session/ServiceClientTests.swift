import OpenStack
import Testing

@Suite struct ServiceClientTests {
    private let cloud: ScriptedTransport
    private let session: CloudSession

    init() {
        let catalog = JSON.catalog([
            ("image", "http://h/image"), ("compute", "http://h/compute/v2.1/p1"), ("volumev3", "http://h/volume/v3/p1"),
        ])
        cloud = ScriptedTransport { request throws(TransportError) in
            switch request.url.split(separator: "/").last {
            case "tokens": .token("gAAAA-secret-token", catalog: catalog)
            case "refused":
                .json(
                    409,
                    ["conflict": ["code": 409, "message": "busy"]],
                    headers: ["x-openstack-request-id": "req-9"]
                )
            case "list": .json(["things": [["id": "a"], ["id": "b"]], "bad": [["name": "n"]], "none": nil])
            case "html": APIResponse(status: 200, body: Array("<html>".utf8))
            default: .json(["id": "x", "name": "thing"])
            }
        }
        session = CloudSession(configuration: .test(), transport: cloud)
    }

    private var last: APIRequest { get throws { try #require(cloud.requests.last) } }

    @Test func pathsFollowTheEndpoint() async throws {
        _ = try await session.service(.compute).call(.get, "servers", "a/b", query: [("all", "1")], expecting: 200)
        #expect(try last.url == "http://h/compute/v2.1/p1/servers/a%2Fb?all=1")
        _ = try await session.service(.image, version: "v2").call(.get, "images", expecting: 200)
        #expect(try last.url == "http://h/image/v2/images")
        _ = try await session.service(.blockStorage).call(.get, "volumes", expecting: 200)
        #expect(try last.url == "http://h/volume/v3/p1/volumes")
    }

    @Test func anOverrideReplacesTheCatalog() async throws {
        var configuration = CloudConfiguration.test()
        configuration.services["image"] = ServiceSettings()
        configuration.services["image"]?.endpointOverride = "http://mine/v1"
        let session = CloudSession(configuration: configuration, transport: cloud)
        _ = try await session.service(.image, version: "v2").call(.get, "images", expecting: 200)
        #expect(try last.url == "http://mine/v2/images")
    }

    @Test func bodiesAreJSONUnlessSaidOtherwise() async throws {
        let client = session.service(.image)
        _ = try await client.call(.post, "x", json: ["a": 1], expecting: 200)
        #expect(try last.headers["Content-Type"] == "application/json")
        #expect(try last.json == ["a": 1])
        _ = try await client.call(.patch, "x", headers: ["content-type": "application/x"], json: [], expecting: 200)
        #expect(try last.headers.values(of: "Content-Type") == ["application/x"])
        _ = try await client.call(.put, "x", body: [0, 255], expecting: 200)
        #expect(try last.headers["Content-Type"] == nil)
        #expect(try last.body == [0, 255])
        #expect(try last.headers["Accept"] == "application/json")
        _ = try await client.call(.get, "x", headers: ["Accept": "*/*"], expecting: 200)
        #expect(try last.headers.values(of: "Accept") == ["*/*"])
    }

    @Test func microversionsAreSentWithEveryCall() async throws {
        var client = session.service(.compute)
        client.microversion = Microversion(2, 79)
        _ = try await client.call(.get, "servers", expecting: 200)
        #expect(try last.headers["OpenStack-API-Version"] == "compute 2.79")
        #expect(try last.headers["X-OpenStack-Nova-API-Version"] == "2.79")
        _ = try await client.call(.get, url: "http://h/next", expecting: 200)
        #expect(try last.headers["OpenStack-API-Version"] == "compute 2.79")
    }

    @Test func theConfigurationsMicroversionIsTheDefault() async throws {
        var configuration = CloudConfiguration.test()
        configuration.services["block_storage"] = ServiceSettings()
        configuration.services["block_storage"]?.defaultMicroversion = "3.60"
        let session = CloudSession(configuration: configuration, transport: cloud)
        _ = try await session.service(.blockStorage).call(.get, "volumes", expecting: 200)
        #expect(try last.headers["OpenStack-API-Version"] == "volume 3.60")
        _ = try await session.service(.compute).call(.get, "servers", expecting: 200)
        #expect(try last.headers["OpenStack-API-Version"] == nil)
    }

    @Test func anyOtherStatusIsAnError() async throws {
        let error = try await #require(throws: CloudError.self) {
            try await session.service(.image).call(.delete, "refused", expecting: 200, 204)
        }
        #expect(error.code == .unexpectedStatus)
        #expect((error.status, error.expected, error.requestID) == (409, [200, 204], "req-9"))
        #expect(
            error.description
                == "DELETE http://h/image/refused answered 409, expected 200 or 204: busy (req-9)"
        )
    }

    @Test func answersGiveWhatIsInThem() async throws {
        let client = session.service(.image)
        let thing: Image = try await client.call(.get, "thing", expecting: 200).resource()
        #expect((thing.id, thing.name, thing["name"].string) == ("x", "thing", "thing"))
        let list = try await client.call(.get, "list", expecting: 200)
        #expect(try list.resources("things", as: Image.self).map(\.id) == ["a", "b"])
        #expect(try list.member("none").isNull)
        #expect(list.request.headers["X-Auth-Token"] == nil)
    }

    @Test func answersSayWhatIsMissingInThem() async throws {
        let client = session.service(.image)
        let list = try await client.call(.get, "list", expecting: 200)
        let html = try await client.call(.get, "html", expecting: 200)
        let attempts: [(String, () throws -> Any)] = [
            ("the body has no member 'images'", { try list.resources("images", as: Image.self) }),
            ("'none' is no array", { try list.resources("none", as: Image.self) }),
            ("an element of 'bad' has no id", { try list.resources("bad", as: Image.self) }),
            ("no Image with an id in the body", { try list.resource(as: Image.self) }),
            ("no Image with an id in the body", { try list.resource("things", as: Image.self) }),
        ]
        for (problem, attempt) in attempts {
            let error = try #require(throws: CloudError.self) { _ = try attempt() }
            #expect(error.code == .malformedBody)
            #expect(error.description == "GET http://h/image/list answered 200: \(problem)")
        }
        let error = try #require(throws: CloudError.self) { try html.json() }
        #expect(error.description == "GET http://h/image/html answered 200: not JSON: expected a value at byte 0")
    }
}
