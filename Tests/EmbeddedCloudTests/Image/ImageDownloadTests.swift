import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import EmbeddedCloud

@Suite struct ImageDownloadTests {
    @Test(
        arguments: [
            ("http://host/a", true), ("https://host", true), ("HTTP://HOST:80/", true),
            ("http://u:p@host:443/?q", true), ("http://127.0.0.1/a", true), ("http://[::1]:80/a", true),
            ("http://host:/a", true), ("", false),
            ("host", false), ("http:", false), ("http://", false), ("http:///a", false), ("ftp://host/a", false),
            ("file:///etc/passwd", false), ("http://host:8080/a", false), ("http://host:x/a", false),
            ("http://host:99999/a", false), ("http://127.1/a", false), ("http://2130706433/a", false),
            ("http://0x7f000001/a", false), ("http://[::1/a", false), ("http://other/a", false),
        ] as [(String, Bool)]
    )
    func `An address passes by its scheme, host and port`(url: String, passes: Bool) async {
        let filter = ImportFilter(resolves: { $0 == "host." })
        #expect(await filter.passes(url) == passes)
    }

    @Test(arguments: [nil, "", "nonsense", 5, "http://host:8080/", "file:///etc/passwd"] as [JSON])
    func `An import from elsewhere is refused, and the image stays as it was`(url: JSON) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            let reply = try await Self.order(cloud, path, url, demo)
            #expect(reply.status == 400)
            #expect(reply.text.contains("URI for web-download does not pass filtering: \(url.pythonText)"))
            let image = try await cloud.send(.get, path, token: demo).json
            #expect(image["status"] == "queued")
            #expect(image["os_glance_import_task"] == nil)
            #expect(try await cloud.send(.get, path + "/tasks", token: demo).json["tasks"] == [])
        }
    }

    @Test func `The method is told of`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let told = try await cloud.send(.get, "/image/v2/info/import", token: demo).json
            #expect(told["import-methods"]?["value"] == ["glance-direct", "web-download"])
        }
    }

    // MARK: - What comes of it

    /// The path on the site, and the text of the image that comes of it; nil for none.
    private static let sources: [(String, String?)] = [
        ("/image", "data"), ("/moved", "data"), ("/empty", ""), ("/none", nil), ("/cut", nil), ("/large", nil),
        ("/circle", nil), ("/elsewhere", nil),
    ]

    @Test(arguments: sources)
    func `An image is downloaded, or is queued again`(source: String, text: String?) async throws {
        try await Self.run { cloud, site in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            #expect(try await Self.order(cloud, path, .string(site + source), demo).status == 202)
            let image = try await Self.settled(cloud, path, demo)
            let task = try await cloud.send(.get, path + "/tasks", token: demo).json["tasks"]?.array?.first
            #expect(image["os_glance_importing_to_stores"] == "")
            if let text {
                #expect(image["status"] == "active")
                #expect(image["size"] == .int(text.utf8.count))
                #expect(image["os_glance_failed_import"] == "")
                #expect(try await cloud.send(.get, path + "/file", token: demo).text == text)
                #expect(task?["status"] == "success")
            } else {
                #expect(image["status"] == "queued")
                #expect(image["size"] == .null)
                #expect(image["os_glance_failed_import"] == .string(ImageService.storeName))
                #expect(task?["status"] == "failure")
                #expect(task?["result"] == .null)
                // It may be tried once more.
                #expect(try await Self.order(cloud, path, .string(site + "/image"), demo).status == 202)
                #expect(try await Self.settled(cloud, path, demo)["status"] == "active")
            }
        }
    }

    @Test(arguments: [false, true])
    func `An image is importing while its data comes`(isDeletedMeanwhile: Bool) async throws {
        let (gate, opening) = AsyncStream<Void>.makeStream()
        try await Self.run(gate: gate) { cloud, site in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            #expect(try await Self.order(cloud, path, .string(site + "/slow"), demo).status == 202)
            let image = try await Self.awaited(cloud, path, demo) { $0["status"] == "importing" }
            #expect(image["os_glance_importing_to_stores"] == .string(ImageService.storeName))
            #expect(image["os_glance_import_task"]?.string?.isEmpty == false)
            #expect(try await Self.order(cloud, path, .string(site + "/image"), demo).status == 409)
            if isDeletedMeanwhile { #expect(try await cloud.send(.delete, path, token: demo).status == 204) }
            opening.finish()
            if isDeletedMeanwhile {
                #expect(try await cloud.send(.get, path, token: demo).status == 404)
            } else {
                #expect(try await Self.settled(cloud, path, demo)["status"] == "active")
            }
        }
    }

    @Test func `What the end of a cloud broke off has failed in the next`() {
        let now = Timestamp(microseconds: 0)
        var state = ImageState()
        var image = ImageRow(id: "i", created: now, updated: now)
        image.status = .importing
        image.importTask = "t"
        state.images.insert(image)
        state.tasks.insert(
            ImageTaskRow(id: "t", imageID: "i", userID: "u", requestID: "r", input: [:], created: now, isRunning: true)
        )
        state.failInterruptedImports(at: now)
        #expect(state.images["i"]?.status == .queued)
        #expect(state.images["i"]?.importTask == nil)
        #expect(state.tasks["t"]?.members["status"] == "failure")
    }

    // MARK: - Support

    private static func image(_ cloud: TestCloud, _ token: String) async throws -> String {
        let values: JSON = ["name": "i", "disk_format": "raw", "container_format": "bare"]
        let made = try await cloud.send(.post, "/image/v2/images", values, token: token)
        return "/image/v2/images/\(try #require(made.json["id"]?.string))"
    }

    private static func order(
        _ cloud: TestCloud,
        _ path: String,
        _ url: JSON,
        _ token: String
    ) async throws -> TestCloud.Reply {
        try await cloud.send(
            .post,
            path + "/import",
            ["method": ["name": "web-download", "uri": url]],
            token: token
        )
    }

    /// The image once the condition holds, which real requests stand before.
    private static func awaited(
        _ cloud: TestCloud,
        _ path: String,
        _ token: String,
        _ condition: (JSON) -> Bool
    ) async throws -> JSON {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let image = try await cloud.send(.get, path, token: token).json
            if condition(image) { return image }
            await Task.yield()
        }
        return try #require(nil, "the image is never what it is to be")
    }

    /// The image once its import is over.
    private static func settled(_ cloud: TestCloud, _ path: String, _ token: String) async throws -> JSON {
        try await awaited(cloud, path, token) { $0["os_glance_import_task"] == nil }
    }

    /// Runs the body with a cloud of its own, and the address of a site that it may download from.
    private static func run(
        gate: AsyncStream<Void>? = nil,
        _ body: @escaping @Sendable (_ cloud: TestCloud, _ site: String) async throws -> Void
    ) async throws {
        let site = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                await answer(to: request.uri.path, gate)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0))
        )
        try await site.test(.live) { client in
            let port = try #require(client.port)
            try await TestCloud.run {
                $0.importFilter = ImportFilter(ports: [port], resolves: { _ in false })
                $0.maximumImageSize = 1000
            } _: { cloud in
                try await body(cloud, "http://127.0.0.1:\(port)")
            }
        }
    }

    private struct Cut: Error {}

    private static func answer(to path: String, _ gate: AsyncStream<Void>?) async -> Response {
        func moved(to place: String) -> Response { Response(status: .found, headers: [.location: place]) }
        func data(_ text: String) -> Response {
            Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text)))
        }
        switch path {
        case "/image": return data("data")
        case "/empty": return data("")
        case "/large": return data(String(repeating: "x", count: 1001))
        case "/moved": return moved(to: "/image")
        case "/circle": return moved(to: "/circle")
        case "/elsewhere": return moved(to: "http://127.0.0.1:1/image")
        case "/cut":
            return Response(
                status: .ok,
                body: .init(contentLength: 100) { writer in
                    try await writer.write(ByteBuffer(string: "data"))
                    throw Cut()
                }
            )
        case "/slow":
            if let gate { for await _ in gate {} }
            return data("data")
        default: return Response(status: .notFound)
        }
    }
}
