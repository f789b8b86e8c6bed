import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ImageTests {
    private static let octets: HTTPFields = [.contentType: "application/octet-stream"]
    private static let patch: HTTPFields = [.contentType: "application/openstack-images-v2.1-json-patch"]

    private static func image(_ cloud: TestCloud, _ token: String, _ more: JSON.Object = [:]) async throws -> String {
        var body: JSON.Object = ["name": "i", "disk_format": "raw", "container_format": "bare"]
        body.merge(more)
        let reply = try await cloud.send(.post, "/image/v2/images", .object(body), token: token)
        #expect(reply.status == 201)
        let id = reply.json["id"]?.string ?? ""
        #expect(reply.headers[.location]?.hasSuffix("/image/v2/images/\(id)") == true)
        return "/image/v2/images/\(id)"
    }

    @Test func `Data goes in and comes out, whole and in parts`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            #expect(try await cloud.send(.get, path + "/file", token: demo).status == 204)
            let put = try await cloud.send(.put, path + "/file", text: "hello world", token: demo, headers: Self.octets)
            #expect(put.status == 204)
            let shown = try await cloud.send(.get, path, token: demo).json
            #expect(shown["status"] == "active")
            #expect(shown["size"] == 11)
            #expect(shown["checksum"] == "5eb63bbbe01eeed093cb22bb8f5acdc3")
            #expect(shown["os_hash_algo"] == "sha512")
            let whole = try await cloud.send(.get, path + "/file", token: demo)
            #expect(whole.text == "hello world")
            #expect(whole.headers[.contentMD5] == "5eb63bbbe01eeed093cb22bb8f5acdc3")
            for (range, text) in [("bytes=2-4", "llo"), ("bytes=-3", "rld"), ("bytes=6-", "world")] {
                let part = try await cloud.send(.get, path + "/file", token: demo, headers: [.range: range])
                #expect(part.status == 206)
                #expect(part.text == text)
            }
            for range in ["bytes=50-60", "x", "bytes=-", "bytes=4-2", "bytes=-0", "bytes=99999999999999999999-"] {
                let part = try await cloud.send(.get, path + "/file", token: demo, headers: [.range: range])
                #expect(part.status == 416, "\(range)")
            }
            let again = try await cloud.send(.put, path + "/file", text: "x", token: demo, headers: Self.octets)
            #expect(again.status == 409)
        }
    }

    @Test func `Data of several parts keeps its bytes`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            let text = (0..<300_000).map { String($0) }.joined(separator: ",")
            _ = try await cloud.send(.put, path + "/file", text: text, token: demo, headers: Self.octets)
            #expect(try await cloud.send(.get, path + "/file", token: demo).text == text)
            let range: HTTPFields = [.range: "bytes=1048570-1048590"]
            let part = try await cloud.send(.get, path + "/file", token: demo, headers: range)
            let expected = text.utf8.dropFirst(1_048_570).prefix(21)
            #expect(part.text == String(decoding: expected, as: UTF8.self))
        }
    }

    @Test func `Data beyond the limit is refused, and the image can be tried again`() async throws {
        try await TestCloud.run {
            $0.maximumImageSize = 20_000
        } _: { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            let long = String(repeating: "x", count: 20_001)
            #expect(
                try await cloud.send(.put, path + "/file", text: long, token: demo, headers: Self.octets).status == 413
            )
            #expect(try await cloud.send(.get, path, token: demo).json["status"] == "queued")
        }
    }

    /// The body, and the status upstream answers.
    private static let refusals: [(JSON, Int)] = [
        (["disk_format": "zzz"], 400), (["container_format": 5], 400), (["name": 5], 400), (["id": "x"], 400),
        (["status": "active"], 403), (["size": 5], 403), (["locations": []], 403), (["visibility": "public"], 403),
        (["visibility": "x"], 400), (["min_disk": -1], 400), (["min_ram": "5"], 400), (["protected": "yes"], 400),
        (["custom": 5], 400), (["custom": nil], 400), (["owner": "other"], 403), (["tags": ["a", 5]], 400), ([], 400),
        ("x", 400),
    ]

    @Test(arguments: refusals.indices)
    func `What is no image is refused`(index: Int) async throws {
        let (body, status) = Self.refusals[index]
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.post, "/image/v2/images", body, token: demo).status == status)
        }
    }

    /// An operation, and the status upstream answers.
    private static let operations: [(JSON, Int)] = [
        (["op": "replace", "path": "/name", "value": "n"], 200), (["op": "add", "path": "/k", "value": "v"], 200),
        (["op": "remove", "path": "/custom"], 200), (["op": "replace", "path": "/nope", "value": "v"], 409),
        (["op": "remove", "path": "/nope"], 409), (["op": "remove", "path": "/name"], 403),
        (["op": "replace", "path": "/status", "value": "v"], 403), (["op": "zap", "path": "/name"], 400),
        (["path": "/name", "value": "v"], 400), (["op": "add", "value": "v"], 400), (["op": "add", "path": "/k"], 400),
        (["op": "add", "path": "k", "value": "v"], 400), (["op": "add", "path": "/a/b", "value": "v"], 400),
        (["op": "add", "path": "/", "value": "v"], 400), (["op": "add", "path": 5, "value": "v"], 400),
        (["op": "replace", "path": "/visibility", "value": "public"], 403), ("x", 400),
        (["op": "add", "path": "/locations/-", "value": [:]], 403),
    ]

    @Test(arguments: operations.indices)
    func `A patch changes what may be changed`(index: Int) async throws {
        let (operation, status) = Self.operations[index]
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo, ["custom": "v"])
            let reply = try await cloud.send(.patch, path, [operation], token: demo, headers: Self.patch)
            #expect(reply.status == status, "\(reply.text)")
            #expect(try await cloud.send(.patch, path, [operation], token: demo).status == 415)
        }
    }

    @Test func `An image is seen by those it is shared with`() async throws {
        try await TestCloud.run { cloud in
            let (demo, alt) = (try await cloud.login("demo", "demo"), try await cloud.login("alt", "alt"))
            let admin = try await cloud.login("admin", "admin")
            let project = try await cloud.id("/identity/v3/projects?name=alt", "projects", token: admin)
            let path = try await Self.image(cloud, demo)
            #expect(try await cloud.send(.get, path, token: alt).status == 404)
            #expect(
                try await cloud.send(.post, path + "/members", ["member": .string(project)], token: demo).status == 200
            )
            #expect(try await cloud.send(.get, path, token: alt).status == 200)
            let list = "/image/v2/images?visibility=shared"
            #expect(try await cloud.send(.get, list, token: alt).json["images"] == [])
            let member = "\(path)/members/\(project)"
            #expect(try await cloud.send(.put, member, ["status": "accepted"], token: demo).status == 403)
            #expect(try await cloud.send(.put, member, ["status": "accepted"], token: alt).status == 200)
            #expect(try await cloud.send(.get, list, token: alt).json["images"]?.array?.count == 1)
            #expect(try await cloud.send(.delete, path, token: alt).status == 403)
        }
    }

    @Test func `A list is cut into pages that follow one another`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            for name in ["c", "a", "b"] { _ = try await Self.image(cloud, demo, ["name": .string(name), "k": "v"]) }
            var names: [String] = []
            var next: String? = "/v2/images?k=v&sort=name:asc&limit=2"
            while let path = next {
                let page = try await cloud.send(.get, "/image" + path, token: demo).json
                names += page["images"]?.array?.compactMap { $0["name"]?.string } ?? []
                next = page["next"]?.string
            }
            #expect(names == ["a", "b", "c"])
        }
    }

    @Test(arguments: [
        "limit=-1", "limit=x", "sort_key=x", "sort_dir=x", "sort=name:x", "sort=name&sort_key=name", "size_min=x",
        "visibility=x", "member_status=x", "protected=x", "os_hidden=x", "created_at=x", "created_at=zz:2020-01-01",
        "marker=x", "name=in:%22a", "changes-since=x",
    ])
    func `A list's bad parameter is a 400`(query: String) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.get, "/image/v2/images?" + query, token: demo).status == 400)
        }
    }

    @Test func `Staged data is imported`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = try await Self.image(cloud, demo)
            let method: JSON = ["method": ["name": "glance-direct"]]
            #expect(try await cloud.send(.post, path + "/import", method, token: demo).status == 409)
            let staged = try await cloud.send(.put, path + "/stage", text: "data", token: demo, headers: Self.octets)
            #expect(staged.status == 204)
            #expect(try await cloud.send(.get, path, token: demo).json["status"] == "uploading")
            #expect(try await cloud.send(.post, path + "/import", method, token: demo).status == 202)
            #expect(try await cloud.send(.get, path, token: demo).json["status"] == "active")
            #expect(try await cloud.send(.get, path + "/file", token: demo).text == "data")
        }
    }

    @Test(arguments: [
        ("text/html", "<html>"), ("*/*", "<html>"), ("application/json", "{\"message\""), ("", "404 Not Found"),
    ])
    func `An error is written as the client accepts it`(accept: String, start: String) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let reply = try await cloud.send(.get, "/image/v2/images/x", token: demo, headers: [.accept: accept])
            #expect(reply.status == 404)
            #expect(reply.text.hasPrefix(start))
        }
    }

    @Test func `Other paths lead to the versions`() async throws {
        try await TestCloud.run { cloud in
            for path in ["/image", "/image/v1", "/image/v2.99/images"] {
                #expect(try await cloud.send(.get, path).status == 300)
            }
            #expect(try await cloud.send(.get, "/image/versions").status == 200)
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.get, "/image/v2.4/images", token: demo).status == 200)
            #expect(try await cloud.send(.put, "/image/v2/images", token: demo).status == 405)
            #expect(try await cloud.send(.get, "/image/v2/nosuch", token: demo).status == 404)
        }
    }
}
