import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import EmbeddedCloud

@Suite struct ObjectStorageTests {
    /// An account of its own, and who may use it.
    struct Account {
        let cloud: TestCloud
        let token: String
        let path: String

        init(_ cloud: TestCloud, user: String = "demo", project: String = "demo") async throws {
            self.cloud = cloud
            token = try await cloud.login(user, project)
            let reply = try await cloud.send(
                .get,
                "/identity/v3/auth/tokens",
                token: token,
                headers: [.subjectToken: token]
            )
            let id = try #require(reply.json["token"]?["project"]?["id"]?.string)
            path = "/object-store/v1/AUTH_\(id)"
        }

        func send(
            _ method: HTTPRequest.Method,
            _ path: String = "",
            _ text: String? = nil,
            _ headers: [String: String] = [:]
        ) async throws -> TestCloud.Reply {
            var fields = HTTPFields()
            if let text { fields[.contentLength] = String(text.utf8.count) }
            for (name, value) in headers { fields[text: name] = value }
            return try await cloud.send(method, self.path + path, text: text, token: token, headers: fields)
        }
    }

    private static func run(_ body: @escaping @Sendable (Account) async throws -> Void) async throws {
        try await TestCloud.run { cloud in try await body(Account(cloud)) }
    }

    @Test func `An object is written, read, changed and deleted`() async throws {
        try await Self.run { account in
            #expect(try await account.send(.put, "/c").status == 201)
            #expect(try await account.send(.put, "/c").status == 202)
            let put = try await account.send(.put, "/c/a.txt", "hello", ["X-Object-Meta-Color": "blue"])
            #expect(put.status == 201)
            #expect(put.headers[.eTag] == "5d41402abc4b2a76b9719d911017c592")
            let get = try await account.send(.get, "/c/a.txt")
            #expect(get.text == "hello")
            #expect(get.headers[.contentType] == "text/plain")
            #expect(get.headers[text: "X-Object-Meta-Color"] == "blue")
            #expect(try await account.send(.post, "/c/a.txt", nil, ["X-Object-Meta-Size": "big"]).status == 202)
            let head = try await account.send(.head, "/c/a.txt")
            #expect(head.headers[text: "X-Object-Meta-Color"] == nil)
            #expect(head.headers[text: "X-Object-Meta-Size"] == "big")
            #expect(try await account.send(.delete, "/c").status == 409)
            #expect(try await account.send(.delete, "/c/a.txt").status == 204)
            #expect(try await account.send(.delete, "/c/a.txt").status == 404)
            #expect(try await account.send(.delete, "/c").status == 204)
        }
    }

    /// A range, and the status, content and `Content-Range` upstream answers for ten digits.
    private static let ranges: [(String, Int, String?, String?)] = [
        ("bytes=1-2", 206, "12", "bytes 1-2/10"), ("bytes=8-", 206, "89", "bytes 8-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=7-99", 206, "789", "bytes 7-9/10"),
        ("bytes=10-", 416, nil, "bytes */10"), ("bytes=-0", 416, nil, "bytes */10"),
        ("bytes=3-1", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
        ("bytes=0-99999999999999999999", 206, "0123456789", "bytes 0-9/10"),
    ]

    @Test(arguments: ranges.indices)
    func `Ranges are as RFC 9110 has them`(index: Int) async throws {
        let (range, status, text, header) = Self.ranges[index]
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "0123456789")
            let reply = try await account.send(.get, "/c/o", nil, ["Range": range])
            #expect(reply.status == status)
            #expect(reply.headers[.contentRange] == header)
            if let text { #expect(reply.text == text) }
        }
    }

    @Test func `Several ranges come as parts`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "0123456789")
            let reply = try await account.send(.get, "/c/o", nil, ["Range": "bytes=0-1,8-9"])
            #expect(reply.status == 206)
            #expect(reply.headers[.contentType]?.hasPrefix("multipart/byteranges;boundary=") == true)
            #expect(reply.text.contains("Content-Range: bytes 8-9/10\r\n\r\n89\r\n--"))
            #expect(reply.headers[.contentLength] == String(reply.text.utf8.count))
        }
    }

    /// What is sent of `5d41402abc4b2a76b9719d911017c592`, and what is answered.
    @Test(arguments: [
        ("If-None-Match", "\"5d41402abc4b2a76b9719d911017c592\"", 304), ("If-None-Match", "*", 304),
        ("If-None-Match", "other", 200), ("If-Match", "other", 412),
        ("If-Match", "5d41402abc4b2a76b9719d911017c592", 200),
        ("If-Modified-Since", "Fri, 31 Dec 2099 00:00:00 GMT", 304),
        ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT", 412), ("If-Modified-Since", "yesterday", 200),
    ])
    func `Conditions hold or not`(name: String, value: String, status: Int) async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "hello")
            #expect(try await account.send(.get, "/c/o", nil, [name: value]).status == status)
        }
    }

    /// A query, and the names it lists of `a`, `b/1`, `b/2`, `b/3/x`, `c`.
    @Test(arguments: [
        ("", ["a", "b/1", "b/2", "b/3/x", "c"]), ("limit=2", ["a", "b/1"]), ("marker=b/1", ["b/2", "b/3/x", "c"]),
        ("end_marker=b/2", ["a", "b/1"]), ("prefix=b/", ["b/1", "b/2", "b/3/x"]), ("delimiter=/", ["a", "b/", "c"]),
        ("prefix=b/&delimiter=/", ["b/1", "b/2", "b/3/"]), ("path=b", ["b/1", "b/2"]), ("path=", ["a", "c"]),
        ("reverse=on", ["c", "b/3/x", "b/2", "b/1", "a"]), ("reverse=on&delimiter=/", ["c", "b/", "a"]),
        ("reverse=true&marker=c&limit=1", ["b/3/x"]), ("marker=b/&delimiter=/", ["c"]),
    ])
    func `Listings are as the query says`(query: String, names: [String]) async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            for name in ["c", "b/3/x", "a", "b/2", "b/1"] { _ = try await account.send(.put, "/c/\(name)", "x") }
            let reply = try await account.send(.get, "/c?\(query)")
            #expect(reply.text.split(separator: "\n").map(String.init) == names)
        }
    }

    @Test func `A listing in JSON tells what upstream's tells`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/é \"x\"", "hello", ["Content-Type": "text/plain"])
            let entry = try await account.send(.get, "/c?format=json").json.array?.first?.object
            #expect(entry?.names == ["bytes", "hash", "name", "content_type", "last_modified"])
            #expect(entry?["bytes"] == 5)
            let account = try await account.send(.get, "?format=json").json.array?.first
            #expect(account?["count"] == 1)
            #expect(account?["storage_policy"] == "Policy-0")
        }
    }

    @Test(arguments: [
        ("/c/../../etc/passwd", 201), ("/c/%2e%2e/x", 201), ("/c/a%00b", 412), ("/c/%ff", 412),
        ("/c/a%0d%0aX-Evil:%201", 201), ("/c/" + String(repeating: "a", count: 1025), 400), ("/c//slashes//", 201),
    ])
    func `An object's name is a name, whatever it looks like`(path: String, status: Int) async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            let reply = try await account.send(.put, path, "x")
            #expect(reply.status == status)
            #expect(reply.headers[text: "X-Evil"] == nil)
            if status == 201 { #expect(try await account.send(.get, path).text == "x") }
        }
    }

    @Test func `A dynamic large object is all that begins so`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            for (index, text) in ["one,", "two,", "three"].enumerated() {
                _ = try await account.send(.put, "/c/s/\(index)", text)
            }
            _ = try await account.send(.put, "/c/big", "", ["X-Object-Manifest": "c/s/"])
            let reply = try await account.send(.get, "/c/big")
            #expect(reply.text == "one,two,three")
            #expect(try await account.send(.get, "/c/big", nil, ["Range": "bytes=2-5"]).text == "e,tw")
            #expect(try await account.send(.get, "/c/big?multipart-manifest=get").text.isEmpty)
        }
    }

    @Test func `A static large object is its segments`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/1", "hello ")
            _ = try await account.send(.put, "/c/2", "world")
            let manifest = #"[{"path": "/c/1"}, {"path": "/c/2", "range": "0-2"}, {"data": "IQ=="}]"#
            let put = try await account.send(.put, "/c/slo?multipart-manifest=put", manifest)
            #expect(put.status == 201)
            let get = try await account.send(.get, "/c/slo")
            #expect(get.text == "hello wor!")
            #expect(get.headers[.eTag] == put.headers[.eTag])
            #expect(get.headers[text: "X-Static-Large-Object"] == "True")
            #expect(try await account.send(.get, "/c/slo?part-number=2").text == "wor")
            let bad = try await account.send(.put, "/c/x?multipart-manifest=put", #"[{"path": "/c/nosuch"}]"#)
            #expect(bad.status == 400)
            #expect(bad.text == "Errors:\n/c/nosuch, 404 Not Found\n")
            _ = try await account.send(.put, "/c/2", "changed")
            #expect(try await account.send(.get, "/c/slo?part-number=2").status == 409)
            let gone = try await account.send(
                .delete,
                "/c/slo?multipart-manifest=delete",
                nil,
                ["Accept": "application/json"]
            )
            #expect(gone.json["Number Deleted"] == 3)
        }
    }

    @Test func `A copy has the source's bytes and metadata`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "hello", ["X-Object-Meta-A": "1", "Content-Type": "text/plain"])
            let copy = try await account.send(.copy, "/c/o", nil, ["Destination": "/c/p", "X-Object-Meta-B": "2"])
            #expect(copy.status == 201)
            #expect(copy.headers[text: "X-Copied-From"] == "c/o")
            let reply = try await account.send(.get, "/c/p")
            #expect(reply.text == "hello")
            #expect(reply.headers[text: "X-Object-Meta-A"] == "1")
            #expect(reply.headers[text: "X-Object-Meta-B"] == "2")
            #expect(reply.headers[.contentType] == "text/plain")
        }
    }

    @Test func `A link is followed, three are not`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "hello")
            for (name, target) in [("1", "o"), ("2", "1"), ("3", "2")] {
                let made = try await account.send(.put, "/c/\(name)", "", ["X-Symlink-Target": "c/\(target)"])
                #expect(made.status == 201)
            }
            #expect(try await account.send(.get, "/c/2").text == "hello")
            #expect(try await account.send(.get, "/c/3").status == 409)
            #expect(try await account.send(.head, "/c/1?symlink=get").headers[text: "X-Symlink-Target"] == "c/o")
        }
    }

    @Test func `Every write makes a version`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c", nil, ["X-Versions-Enabled": "true"])
            let first = try await account.send(.put, "/c/o", "one").headers[.objectVersion] ?? ""
            _ = try await account.send(.put, "/c/o", "two")
            #expect(try await account.send(.get, "/c/o").text == "two")
            #expect(try await account.send(.get, "/c/o?version-id=\(first)").text == "one")
            #expect(try await account.send(.delete, "/c/o").status == 204)
            #expect(try await account.send(.get, "/c/o").status == 404)
            let versions = try await account.send(.get, "/c?versions").json.array
            #expect(versions?.count == 3)
            #expect(versions?.first?["is_latest"] == true)
            #expect(try await account.send(.put, "/c/o?version-id=\(first)", "").status == 201)
            #expect(try await account.send(.get, "/c/o").text == "one")
            #expect(try await account.send(.delete, "/c").status == 409)
        }
    }

    @Test func `What was replaced comes back when its successor is deleted`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/old")
            _ = try await account.send(.put, "/c", nil, ["X-Versions-Location": "old"])
            _ = try await account.send(.put, "/c/o", "one")
            _ = try await account.send(.put, "/c/o", "two")
            #expect(try await account.send(.get, "/old").text.hasPrefix("001o/"))
            #expect(try await account.send(.delete, "/c/o").status == 204)
            #expect(try await account.send(.get, "/c/o").text == "one")
            #expect(try await account.send(.get, "/old").status == 204)
        }
    }

    @Test func `Others are let in by the access list only`() async throws {
        try await TestCloud.run { cloud in
            let account = try await Account(cloud)
            let other = try await cloud.login("alt", "alt")
            func status(_ token: String?) async throws -> Int {
                try await cloud.send(.get, account.path + "/c/o", token: token).status
            }
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "hello")
            #expect(try await status(other) == 403)
            #expect(try await status(nil) == 401)
            _ = try await account.send(.post, "/c", nil, ["X-Container-Read": "alt:alt"])
            #expect(try await status(other) == 200)
            #expect(try await status(nil) == 401)
            _ = try await account.send(.post, "/c", nil, ["X-Container-Read": ".r:*"])
            #expect(try await status(nil) == 200)
            #expect(try await cloud.send(.get, account.path + "/c").status == 401)
            #expect(try await account.send(.post, "/c", nil, ["X-Container-Write": ".r:*"]).status == 400)
        }
    }

    @Test func `An expired object is gone`() async throws {
        let present = Mutex(Date())
        try await TestCloud.run {
            $0.now = { present.withLock { $0 } }
        } _: { cloud in
            let account = try await Account(cloud)
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/o", "hello", ["X-Delete-After": "10"])
            #expect(try await account.send(.get, "/c/o").text == "hello")
            present.withLock { $0 += 11 }
            #expect(try await account.send(.get, "/c/o").status == 404)
            #expect(try await account.send(.head, "/c").headers[text: "X-Container-Object-Count"] == "0")
        }
    }

    @Test func `Bulk deletion tells what became of each`() async throws {
        try await Self.run { account in
            _ = try await account.send(.put, "/c")
            _ = try await account.send(.put, "/c/a", "x")
            let reply = try await account.send(
                .post,
                "?bulk-delete",
                "c\nc/a\nc/nosuch\n",
                ["Content-Type": "text/plain", "Accept": "application/json"]
            )
            #expect(reply.json["Number Deleted"] == 2)
            #expect(reply.json["Number Not Found"] == 1)
            #expect(reply.json["Response Status"] == "200 OK")
        }
    }

    @Test(arguments: [
        ("X-Container-Meta-" + String(repeating: "a", count: 129), "x"),
        ("X-Container-Meta-A", String(repeating: "a", count: 257)),
        ("X-Container-Meta-Quota-Bytes", "many"), ("X-Storage-Policy", "nosuch"), ("X-Container-Read", ".x:y"),
    ])
    func `A container's fields have their limits`(name: String, value: String) async throws {
        try await Self.run { account in
            let reply = try await account.send(.put, "/c", nil, [name: value])
            #expect(reply.status == 400)
            #expect(try await account.send(.head, "/c").status == 404)
        }
    }

    @Test func `Objects outlast the process with a state file`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).sqlite").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) } }
        for round in 0..<2 {
            try await TestCloud.run {
                $0.stateFile = file
            } _: { cloud in
                let account = try await Account(cloud)
                if round == 0 {
                    _ = try await account.send(.put, "/c", nil, ["X-Versions-Enabled": "true"])
                    _ = try await account.send(.put, "/c/o", "hello", ["X-Object-Meta-A": "1"])
                }
                let reply = try await account.send(.get, "/c/o")
                #expect(reply.text == "hello")
                #expect(reply.headers[text: "X-Object-Meta-A"] == "1")
                #expect(try await account.send(.head, "/c").headers[text: "X-Container-Object-Count"] == "1")
            }
        }
    }
}
