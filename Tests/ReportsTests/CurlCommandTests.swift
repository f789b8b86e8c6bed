import Conformance
import Foundation
import OpenStack
import Reports
import Testing

@Suite("Commands, as a shell understands them")
struct CurlCommandTests {
    /// What curl would be called with, and what it would read.
    private func call(_ exchange: StoredExchange) throws -> (arguments: [String], input: [UInt8]) {
        let command = CurlCommand(exchange).description
        #expect(!command.contains("\n"))
        let script = """
            export OS_TOKEN='the token' OS_PASSWORD='pass word' OS_SECRET='se cret' OS_SUBJECT_TOKEN='subject'
            curl() { printf '%s\\0' "$@"; printf 'INPUT'; cat; }
            \(command)
            """
        let result = try Shell.run("/bin/sh", ["-c", script])
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let parts = result.output.split(separator: 0, omittingEmptySubsequences: false)
        let arguments = parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
        // The input may have zeros of its own: it is all that follows the word that marks its beginning.
        let length = parts.prefix(while: { !$0.starts(with: Array("INPUT".utf8)) }).reduce(0) { $0 + $1.count + 1 }
        let count = parts.prefix(while: { !$0.starts(with: Array("INPUT".utf8)) }).count
        return (Array(arguments.prefix(count)), Array(result.output.dropFirst(length + 5)))
    }

    private func exchange(
        _ method: String,
        _ url: String = "http://cloud/v2/images",
        _ headers: [String: String] = [:],
        body: String = ""
    ) -> StoredExchange {
        StoredExchangeBuilder.exchange(1, method, url, request: StoredExchangeBuilder.message(headers, body))
    }

    @Test func simplest() throws {
        #expect(CurlCommand(exchange("GET")).description == "curl -isS --url 'http://cloud/v2/images'")
        #expect(try call(exchange("GET")).arguments == ["-isS", "--url", "http://cloud/v2/images"])
    }

    @Test func tokenIsAVariable() throws {
        let get = exchange("GET", ["X-Auth-Token": "<hidden>", "X-Subject-Token": "<hidden>"])
        #expect(CurlCommand(get).description.contains(#"-H "X-Auth-Token: $OS_TOKEN""#))
        #expect(try call(get).arguments.contains("X-Auth-Token: the token"))
        #expect(try call(get).arguments.contains("X-Subject-Token: subject"))
    }

    @Test("A token that was not hidden is not written either")
    func neverASecret() {
        let get = exchange("GET", ["X-Auth-Token": "gAAAAA-secret", "Authorization": "Basic c2VjcmV0"])
        let command = CurlCommand(get).description
        #expect(!command.contains("gAAAAA"))
        #expect(!command.contains("c2VjcmV0"))
    }

    @Test func secretsInBodies() throws {
        let body = #"{"auth":{"password":"<hidden>"},"token":{"id":"<hidden>"},"x":{"secret":"<hidden>"}}"#
        let post = exchange("POST", ["Content-Type": "application/json"], body: body)
        let sent = try #require(try call(post).arguments.first { $0.hasPrefix("{") })
        #expect(sent == #"{"auth":{"password":"pass word"},"token":{"id":"the token"},"x":{"secret":"se cret"}}"#)
    }

    @Test(arguments: [
        #"it's {"a": "b"} $HOME `id` $(id) \ \n !x"#, "'", "''", "@file", "-o", "ünïcödé 🌼", "\"quoted\"",
        "a;b|c&d>e<f",
        "# not a comment", "%s %d",
    ])
    func anyBody(_ body: String) throws {
        let (arguments, input) = try call(exchange("POST", body: body))
        #expect(arguments.suffix(4).prefix(2) == ["--data-raw", body])
        #expect(input.isEmpty)
        // Without a type of its own, curl is kept from adding one.
        #expect(arguments.contains("Content-Type:"))
    }

    @Test(
        "What does not survive on one line goes through Base64",
        arguments: ["two\nlines", "nul \u{0}", "esc \u{1B}[0m"]
    )
    func controlCharacters(_ body: String) throws {
        let (arguments, input) = try call(exchange("POST", body: body))
        #expect(arguments.contains("--data-binary"))
        #expect(input == Array(body.utf8))
    }

    @Test func binaryBody() throws {
        let bytes: [UInt8] = [0, 255, 10, 13, 39]
        let put = StoredExchangeBuilder.exchange(
            1,
            "PUT",
            "http://cloud/file",
            request: StoredExchangeBuilder.base64(["Content-Type": "application/octet-stream"], bytes)
        )
        let (arguments, input) = try call(put)
        #expect(arguments.contains("PUT"))
        #expect(input == bytes)
    }

    @Test func cutBodyIsSaidToBeCut() throws {
        let put = StoredExchangeBuilder.exchange(
            1,
            "PUT",
            "http://cloud/file",
            request: StoredExchangeBuilder.message([:], "beginning", isCut: true)
        )
        #expect(CurlCommand(put).description.hasSuffix("# body: 9 bytes, of which only the beginning was kept"))
        #expect(try call(put).arguments.suffix(2) == ["--url", "http://cloud/file"])
    }

    @Test func headWaitsForNoBody() throws {
        #expect(try call(exchange("HEAD")).arguments == ["-isS", "--head", "--url", "http://cloud/v2/images"])
    }

    @Test(arguments: [
        ("http://[::1]:5000/v3?q={a}", ["-isS", "-g", "--url", "http://[::1]:5000/v3?q={a}"]),
        ("http://c/'; rm -rf x; '", ["-isS", "--url", "http://c/';%20rm%20-rf%20x;%20'"]),
        ("http://c/ü\u{7}", ["-isS", "--url", "http://c/%C3%BC%07"]),
        ("-o/tmp/x", ["-isS", "--url", "-o/tmp/x"]),
    ])
    func urls(_ url: String, _ arguments: [String]) throws {
        #expect(try call(exchange("GET", url)).arguments == arguments)
    }

    @Test func headers() throws {
        let fields = [
            "Empty": "", "Quoted": "it's", "Cut": "a\r\nInjected: b", "@file": "x", "Host": "h", "Content-Length": "3",
        ]
        let arguments = try call(exchange("GET", fields)).arguments
        #expect(
            arguments.filter { $0 != "-H" }.sorted() == [
                "--url", "-isS", "Cut: aInjected: b", "Empty;", "Quoted: it's", "http://cloud/v2/images",
            ]
        )
    }

    private func exchange(_ method: String, _ headers: [String: String], body: String = "") -> StoredExchange {
        exchange(method, "http://cloud/v2/images", headers, body: body)
    }
}
