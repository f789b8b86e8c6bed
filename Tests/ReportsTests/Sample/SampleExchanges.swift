import Conformance
import Foundation
import OpenStack

/// The exchanges of the made-up run.
enum SampleExchanges {
    static let glance = "https://glance.meadow.example/v2"

    static let all: [StoredExchange] = [
        exchange(
            1,
            "POST",
            "https://keystone.meadow.example:5000/v3/auth/tokens",
            request: message(
                ["Content-Type": "application/json", "Accept": "application/json"],
                #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"<hidden>"}}}}}"#
            ),
            response: message(
                ["Content-Type": "application/json", "X-Subject-Token": "<hidden>"],
                #"{"token":{"methods":["password"],"user":{"id":"u1"}}}"#
            ),
            status: 201
        ),
        exchange(
            2,
            "GET",
            glance + "/images?limit=2",
            request: message(["X-Auth-Token": "<hidden>", "Accept": "application/json"]),
            response: message(["Content-Type": "application/json"], #"{"images":[]}"#),
            status: 200
        ),
        exchange(
            3,
            "PUT",
            glance + "/images/11111111/file",
            request: base64(["X-Auth-Token": "<hidden>", "Content-Type": "application/octet-stream"], [0, 1, 2, 255]),
            response: message(["X-Openstack-Request-Id": "req-3"]),
            status: 204
        ),
        exchange(
            4,
            "GET",
            glance + "/images/11111111",
            request: message(["X-Auth-Token": "<hidden>", "Accept": "application/json", "User-Agent": "fits"]),
            response: message(
                ["Content-Type": "application/json", "X-Openstack-Request-Id": "req-4", "Date": "today"],
                #"{"id":"11111111","name":"it's here","status":"active","tags":["a","b"]}"#
            ),
            status: 200
        ),
        exchange(
            5,
            "PATCH",
            glance + "/images/22222222",
            request: message(
                ["X-Auth-Token": "<hidden>", "Content-Type": "application/openstack-images-v2.1-json-patch"],
                #"[{"op":"replace","path":"/name","value":"new name"}]"#
            ),
            response: message(["Content-Type": "application/json"], #"{"id":"22222222","name":"old name"}"#),
            status: 200
        ),
        StoredExchangeBuilder.failed(
            6,
            "POST",
            "https://keystone.meadow.example:5000/v3/auth/tokens",
            error: "connectionReset: the connection was closed"
        ),
        exchange(
            7,
            "POST",
            glance + "/images?name='; echo \u{7}$(id) `id` \"x\"",
            request: message(
                ["X-Auth-Token": "<hidden>", "X-Note": SampleRun.hostile[0]],
                SampleRun.hostile.joined(separator: "\n")
            ),
            response: message(
                ["Content-Type": "text/html", "X-Trans-Id": SampleRun.hostile[4]],
                SampleRun.hostile.joined(separator: "\r\n")
            ),
            status: 500
        ),
        exchange(
            8,
            "DELETE",
            glance + "/images/<script>",
            request: message(["X-Auth-Token": "<hidden>"]),
            response: message([:], String(repeating: "line\n", count: 500)),
            status: 418
        ),
    ]

    private static func exchange(
        _ number: Int,
        _ method: String,
        _ url: String,
        request: JSON,
        response: JSON,
        status: Int
    ) -> StoredExchange {
        StoredExchangeBuilder.exchange(number, method, url, request: request, response: response, status: status)
    }

    private static func message(_ headers: [String: String], _ body: String = "") -> JSON {
        StoredExchangeBuilder.message(headers, body)
    }

    private static func base64(_ headers: [String: String], _ bytes: [UInt8]) -> JSON {
        StoredExchangeBuilder.base64(headers, bytes)
    }
}

/// Makes exchanges as they are read from a run's folder.
enum StoredExchangeBuilder {
    static func exchange(
        _ number: Int,
        _ method: String,
        _ url: String,
        request: JSON = message([:], ""),
        response: JSON = message([:], ""),
        status: Int = 200
    ) -> StoredExchange {
        make(number, method, url, request, ["response": adding(["status": .integer(status)], to: response)])
    }

    static func failed(_ number: Int, _ method: String, _ url: String, error: String) -> StoredExchange {
        make(number, method, url, message([:], ""), ["error": .string(error)])
    }

    static func message(_ headers: [String: String], _ body: String, isCut: Bool = false) -> JSON {
        adding(
            body.isEmpty ? [:] : isCut ? ["body": .string(body), "cut": true] : ["body": .string(body)],
            to: ["headers": fields(headers), "size": .integer(body.utf8.count)]
        )
    }

    static func base64(_ headers: [String: String], _ bytes: [UInt8]) -> JSON {
        [
            "headers": fields(headers), "size": .integer(bytes.count),
            "base64": .string(Data(bytes).base64EncodedString()),
        ]
    }

    private static func fields(_ headers: [String: String]) -> JSON {
        .array(headers.sorted { $0.key < $1.key }.map { [.string($0.key), .string($0.value)] })
    }

    private static func adding(_ members: [String: JSON], to json: JSON) -> JSON {
        .object((json.object ?? [:]).merging(members) { $1 })
    }

    private static func make(
        _ number: Int,
        _ method: String,
        _ url: String,
        _ request: JSON,
        _ rest: [String: JSON]
    ) -> StoredExchange {
        let json = adding(
            [
                "number": .integer(number), "seconds": .number(0.023 * Double(number)),
                "at": "2026-01-14T12:06:41.000Z",
                "request": adding(["method": .string(method), "url": .string(url)], to: request),
            ],
            to: .object(rest)
        )
        guard let exchange = StoredExchange(json: json) else { preconditionFailure("no exchange: \(json)") }
        return exchange
    }
}
