import Foundation
import OpenStack
import Synchronization

/// The service of `scripts/gabbi_mirror.py`, in this process, with a log-in.
final class Mirror: Transport {
    static let url = "http://mirror.test:8004/base"

    private struct State {
        var things: [String: JSON] = [:]
        var turns: [String: Int] = [:]
        var requests: [APIRequest] = []
    }

    private let state = Mutex(State())

    /// What was asked, log-ins left out.
    var requests: [APIRequest] { state.withLock(\.requests) }
    /// What was made and is still there.
    var things: [String] { state.withLock { $0.things.keys.sorted() } }

    static let configuration = CloudConfiguration(
        name: "mirror",
        authURL: "http://mirror.test:8004/identity",
        authentication: .password(user: .name("ada", domain: .id("default")), password: Secret("not a secret")),
        scope: .project(.name("p", domain: .id("default")))
    )

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        state.withLock { answer(request, &$0) }
    }

    private func answer(_ request: APIRequest, _ state: inout State) -> APIResponse {
        let rest = request.url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
        let path = String(rest.prefix { $0 != "?" })
        let query = String(rest.dropFirst(path.count + 1))
        var parts = path.split(separator: "/").map(String.init)
        guard parts.first != "identity" else { return logIn() }
        state.requests.append(request)
        parts = Array(parts.dropFirst())
        let kind = parts.first ?? ""
        let arguments = Array(parts.dropFirst())
        switch kind {
        case "echo": return echo(request, path, query)
        case "status":
            let status = Int(arguments[0]) ?? 0
            return status == 204 ? APIResponse(status: 204) : .json(status, ["status": .integer(status)])
        case "zoo":
            return .body(
                #"""
                {"name": "farm", "open": true, "nothing": null, "ratio": 1.5, "pets": [
                {"type": "cow", "sound": "moo", "age": 12}, {"type": "dog", "sound": "woof", "age": 3},
                {"type": "cat", "sound": "meow", "age": 7}]}
                """#,
                ["X-Zoo": "1", "X-List": "a, b", "X-Path": path]
            )
        case "json": return .body(query.removingPercentEncoding ?? "")
        case "text": return .body("Hello World\nsecond line\n", ["Content-Type": "text/plain", "X-Query": query])
        case "latin":
            let body = "Grüße".data(using: .isoLatin1) ?? Data()
            return APIResponse(
                status: 200,
                headers: ["Content-Type": "text/plain; charset=iso-8859-1"],
                body: Array(body)
            )
        case "binary":
            return APIResponse(status: 200, headers: ["Content-Type": "application/octet-stream"], body: [97, 0, 255])
        case "liar": return .body("no json")
        case "redirect": return APIResponse(status: Int(arguments[0]) ?? 0, headers: ["Location": "/base" + query])
        case "turns":
            state.turns[arguments[0], default: 0] += 1
            let isOver = state.turns[arguments[0], default: 0] >= Int(arguments[1]) ?? 0
            return .json(200, ["state": isOver ? "ACTIVE" : "BUILD"])
        case "things": return thing(request, arguments, &state)
        case "stacks": return stack(request, arguments, &state)
        default: return .json(404, ["error": .string(path)])
        }
    }

    private func echo(_ request: APIRequest, _ path: String, _ query: String) -> APIResponse {
        let headers = request.headers.fields.map { ($0.name.lowercased(), JSON.string($0.value)) }
        return .json(
            200,
            [
                "method": .string(request.method.name),
                "path": .string(path),
                "query": .string(query),
                "body": .string(String(decoding: request.body, as: UTF8.self)),
                "json": (try? JSON(parsing: request.body)) ?? .null,
                "headers": .object(Dictionary(headers, uniquingKeysWith: { $1 })),
            ]
        )
    }

    private func thing(_ request: APIRequest, _ arguments: [String], _ state: inout State) -> APIResponse {
        if request.method == .post {
            let thing = (try? JSON(parsing: request.body)) ?? .null
            let name = thing["name"].string ?? ""
            state.things[name] = thing
            return .json(
                201,
                thing,
                [
                    "Location": "\(Self.url)/things/\(name)", "X-Thing": "yes it is",
                    "Set-Cookie": "visit=1; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly",
                ]
            )
        }
        guard let thing = state.things[arguments[0]] else { return .json(404, ["error": .string(arguments[0])]) }
        guard request.method == .delete else { return .json(200, thing) }
        state.things[arguments[0]] = nil
        return APIResponse(status: 204)
    }

    /// Stacks as far as making and removing them goes.
    private func stack(_ request: APIRequest, _ arguments: [String], _ state: inout State) -> APIResponse {
        if request.method == .post {
            let name = (try? JSON(parsing: request.body))?["stack_name"].string ?? ""
            state.things["id-of-" + name] = .string(name)
            return .json(201, ["stack": ["id": .string("id-of-" + name)]])
        }
        guard let id = arguments.last, let name = state.things[id]?.string else { return .json(404, [:]) }
        if arguments.count == 1 {
            return APIResponse(status: 302, headers: ["Location": "\(Self.url)/stacks/\(name)/\(id)"])
        }
        guard request.method == .delete else { return .json(200, ["stack": ["stack_status": "CREATE_COMPLETE"]]) }
        state.things[id] = nil
        return APIResponse(status: 204)
    }

    private func logIn() -> APIResponse {
        let services = [("identity", "http://mirror.test:8004/identity"), ("orchestration", Self.url)]
        let catalog = services.map { type, url -> JSON in
            [
                "type": .string(type), "id": .string(type), "name": .string(type),
                "endpoints": [["interface": "public", "region_id": "One", "url": .string(url)]],
            ]
        }
        let token: JSON = [
            "expires_at": "2999-12-31T00:00:00.000000Z",
            "user": ["id": "u", "name": "ada", "domain": ["id": "default"]],
            "project": ["id": "p", "name": "p", "domain": ["id": "default"]],
            "roles": [["id": "r", "name": "member"]],
            "catalog": .array(catalog),
        ]
        return .json(201, ["token": token], ["X-Subject-Token": "gAAAAAB-mirror"])
    }
}

extension APIResponse {
    fileprivate static func json(_ status: Int, _ value: JSON, _ headers: Headers = Headers()) -> APIResponse {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return APIResponse(status: status, headers: headers, body: value.serialized())
    }

    fileprivate static func body(_ text: String, _ headers: Headers = Headers()) -> APIResponse {
        var headers = headers
        if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
        return APIResponse(status: 200, headers: headers, body: Array(text.utf8))
    }
}
