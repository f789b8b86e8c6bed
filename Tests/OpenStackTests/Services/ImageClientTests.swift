import OpenStack
import Testing

@Suite struct ImageClientTests {
    /// What one call sends to a service that answers like this.
    private static func request<Result: Sendable>(
        _ response: APIResponse,
        _ call: (ImageClient) async throws -> Result
    ) async throws -> (APIRequest, Result) {
        let cloud = ScriptedTransport { request throws(TransportError) in
            request.json["auth"].isNull ? response : .token("t", catalog: .catalog([("image", "http://h/image")]))
        }
        let result = try await call(CloudSession(configuration: .test(), transport: cloud).image)
        return (try #require(cloud.requests.last), result)
    }

    private static let image: JSON = [
        "id": "i", "name": "n", "status": "queued", "visibility": "private", "container_format": "bare",
        "disk_format": "raw", "size": nil, "tags": ["a", "b"], "owner": "p", "os_distro": "debian",
    ]

    @Test func anImageIsRegisteredWithWhatIsSaidOfIt() async throws {
        let description = ImageDescription(
            name: "n",
            containerFormat: "bare",
            diskFormat: "raw",
            visibility: "private",
            tags: ["a"],
            properties: ["os_distro": "debian", "name": "overruled"]
        )
        let (request, image) = try await Self.request(.json(201, Self.image)) { try await $0.createImage(description) }
        #expect(request.line == "POST /image/v2/images")
        #expect(
            request.json == [
                "name": "n", "container_format": "bare", "disk_format": "raw", "visibility": "private", "tags": ["a"],
                "os_distro": "debian",
            ]
        )
        #expect((image.id, image.name, image.status, image.visibility) == ("i", "n", "queued", "private"))
        #expect((image.containerFormat, image.diskFormat, image.size) == ("bare", "raw", nil))
        #expect(image.tags == ["a", "b"])
        #expect((image.owner, image["os_distro"].string) == ("p", "debian"))
    }

    @Test func whatIsNotSaidIsLeftToTheService() async throws {
        let (request, _) = try await Self.request(.json(201, Self.image)) { client in
            try await client.createImage(ImageDescription())
        }
        #expect(request.json == [:])
    }

    @Test func dataIsCarriedAsItIs() async throws {
        let data: [UInt8] = [0, 255, 10, 13]
        let (put, _) = try await Self.request(APIResponse(status: 204)) { try await $0.uploadData(data, to: "i") }
        #expect(put.line == "PUT /image/v2/images/i/file")
        #expect(put.headers.values(of: "Content-Type") == ["application/octet-stream"])
        #expect(put.body == data)
        let (get, answer) = try await Self.request(APIResponse(status: 200, body: data)) { try await $0.data(of: "i") }
        #expect(get.line == "GET /image/v2/images/i/file")
        #expect(get.headers.values(of: "Accept") == ["application/octet-stream"])
        #expect(answer.body == data)
        let (_, empty) = try await Self.request(APIResponse(status: 204)) { try await $0.data(of: "i") }
        #expect(empty.status == 204)
    }

    @Test func changesAreAPatchOfTheServicesKind() async throws {
        let change: JSON = ["op": "replace", "path": "/name", "value": "m"]
        let (request, _) = try await Self.request(.json(Self.image)) { try await $0.updateImage("i", [change]) }
        #expect(request.line == "PATCH /image/v2/images/i")
        #expect(
            request.headers.values(of: "Content-Type") == ["application/openstack-images-v2.1-json-patch"]
        )
        #expect(request.json == [change])
    }

    static let calls: [(String, status: Int, @Sendable (ImageClient) async throws -> Void)] = [
        ("GET /image/v2/images/a%2Fb", 200, { _ = try await $0.image("a/b") }),
        ("DELETE /image/v2/images/i", 204, { try await $0.deleteImage("i") }),
        ("PUT /image/v2/images/i/tags/a%20b", 204, { try await $0.addTag("a b", to: "i") }),
        ("DELETE /image/v2/images/i/tags/t", 204, { try await $0.deleteTag("t", from: "i") }),
        ("GET /image/v2/schemas/image", 200, { _ = try await $0.schema("image") }),
        ("GET /image/v2/images/i", 200, { _ = try await $0.image("i") }),
    ]

    @Test(arguments: calls)
    func everyCallIsThatOfTheReference(
        call: (line: String, status: Int, make: @Sendable (ImageClient) async throws -> Void)
    ) async throws {
        let (request, _) = try await Self.request(.json(call.status, Self.image), call.make)
        #expect(request.line == call.line)
        await #expect(throws: CloudError.self) { try await Self.request(.json(418, Self.image), call.make) }
    }
}
