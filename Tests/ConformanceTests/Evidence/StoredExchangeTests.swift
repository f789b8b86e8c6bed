import Foundation
import OpenStack
import Testing

@testable import Conformance

extension StoredExchange {
    static func example(number: Int) -> StoredExchange {
        var exchange = StoredExchange(
            .example(response: APIResponse(status: 200, headers: ["A": "1", "a": "2"], body: Array(#"{"a":1}"#.utf8))),
            number: number,
            redactor: Redactor()
        )
        exchange.startedAt = Date(timeIntervalSince1970: 1_767_225_600.25)
        exchange.seconds = 0.125
        return exchange
    }
}

extension Exchange {
    static func example(
        request: APIRequest = APIRequest(.post, "http://h/x", headers: ["Accept": "*/*"], body: Array("text".utf8)),
        response: APIResponse
    ) -> Exchange {
        Exchange(request: request, result: .response(response), startedAt: Date(), duration: .milliseconds(125))
    }
}

@Suite struct StoredExchangeTests {
    private static func body(_ bytes: [UInt8], redactor: Redactor = Redactor()) -> StoredBody {
        StoredBody(bytes, redactor: redactor)
    }

    @Test func oneObjectPerExchange() throws {
        let expected = """
            {"at":"2026-01-01T00:00:00.250Z","number":4,"request":{"body":"text","headers":[["Accept","*/*"]],\
            "method":"POST","size":4,"url":"http://h/x"},"response":{"body":"{\\"a\\":1}","headers":[["A","1"],["a","2"]],\
            "size":7,"status":200},"seconds":0.125}
            """
        #expect(StoredExchange.example(number: 4).json.description == expected)
    }

    static let responses: [APIResponse] = [
        APIResponse(status: 204), APIResponse(status: 500, headers: ["a": "ü"], body: Array("plain ü".utf8)),
        APIResponse(status: 200, body: [0, 255, 1]), APIResponse(status: 200, body: Array("[1,{\"b\":null}]".utf8)),
        APIResponse(status: 200, body: Array(repeating: 0xFF, count: 10_000)),
        APIResponse(status: 200, body: Array(repeating: UInt8(ascii: "x"), count: 70_000)),
    ]

    @Test(arguments: responses)
    func whatIsWrittenIsReadAgain(response: APIResponse) throws {
        var exchange = StoredExchange(.example(response: response), number: 3, redactor: Redactor())
        exchange.startedAt = Date(timeIntervalSince1970: 1_767_225_600.5)
        let json = try JSON(parsing: exchange.json.serialized())
        #expect(StoredExchange(json: json) == exchange)
    }

    @Test func aFailureIsReadAgain() throws {
        let request = APIRequest(.get, "http://h/?p=hunter22")
        let redactor = Redactor()
        redactor.learn(Secret("hunter22"))
        let error = TransportError(.tls, request: request, reason: "no hunter22")
        var exchange = StoredExchange(
            Exchange(request: request, result: .failure(error), startedAt: Date(), duration: .seconds(1)),
            number: 1,
            redactor: redactor
        )
        exchange.startedAt = Date(timeIntervalSince1970: 0)
        #expect(exchange.url == "http://h/?p=<hidden>")
        #expect(exchange.error == "GET http://h/?p=<hidden>: no <hidden>")
        #expect((exchange.response, exchange.status) == (nil, nil))
        #expect(StoredExchange(json: try JSON(parsing: exchange.json.serialized())) == exchange)
    }

    @Test(arguments: ["number", "at", "seconds", "request"])
    func whatLacksAPartIsNoExchange(member: String) {
        var members = StoredExchange.example(number: 1).json.object ?? [:]
        members[member] = nil
        #expect(StoredExchange(json: .object(members)) == nil)
        #expect(StoredExchange(json: "text") == nil)
    }

    // MARK: - Bodies

    @Test func jsonIsKeptWithoutSecrets() {
        let body = Self.body(Array(#"{ "password" : "a" , "b" : 1 }"#.utf8))
        #expect(body.content == #"{"b":1,"password":"<hidden>"}"#)
        #expect((body.size, body.isBase64, body.isCut) == (30, false, false))
    }

    static let texts: [(text: String, kept: Int)] = [
        (String(repeating: "x", count: StoredBody.limit), StoredBody.limit),
        (String(repeating: "x", count: StoredBody.limit + 1), StoredBody.limit),
        (String(repeating: "x", count: 500_000), StoredBody.limit),
        // A character at the cut stays whole or goes.
        ("x" + String(repeating: "é", count: StoredBody.limit), StoredBody.limit - 1),
        (String(repeating: "é", count: StoredBody.limit), StoredBody.limit),
        (String(repeating: "😀", count: StoredBody.limit), StoredBody.limit),
        ("xyz" + String(repeating: "€", count: StoredBody.limit), StoredBody.limit - 1),
    ]

    @Test(arguments: texts)
    func longTextsAreCutBetweenCharacters(text: String, kept: Int) {
        let plain = Self.body(Array(text.utf8))
        #expect(!plain.isBase64)
        #expect(plain.content.utf8.count == kept)
        #expect(text.hasPrefix(plain.content))
        #expect(plain.size == text.utf8.count)
        #expect(plain.isCut == (text.utf8.count > StoredBody.limit))
    }

    @Test func longJSONIsCutToo() {
        let json = JSON.array(Array(repeating: "éé", count: 50_000))
        let body = Self.body(json.serialized())
        #expect(body.isCut)
        #expect(!body.isBase64)
        #expect((StoredBody.limit - 4...StoredBody.limit).contains(body.content.utf8.count))
        #expect(json.description.hasPrefix(body.content))
    }

    @Test func aSecretAtTheCutIsHidden() {
        let redactor = Redactor()
        redactor.learn(Secret("hunter22"))
        for offset in -9...1 {
            let text = String(repeating: "x", count: StoredBody.limit + offset) + "hunter22 and more"
            #expect(!Self.body(Array(text.utf8), redactor: redactor).content.contains("hunt"))
        }
    }

    @Test func whatIsNoTextIsKeptAsBase64() throws {
        let short = Self.body([0, 255])
        #expect((short.content, short.isBase64, short.isCut, short.size) == ("AP8=", true, false, 2))
        let long = Self.body(Array(repeating: 0xFE, count: 1_000_000))
        #expect((long.isBase64, long.isCut, long.size) == (true, true, 1_000_000))
        #expect(Data(base64Encoded: long.content)?.count == 4096)
    }
}
