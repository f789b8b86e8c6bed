import OpenStack
import Testing

@Suite struct LiveTransportTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nhi"

    /// The error of one request to a server that behaves badly.
    private static func failure(
        _ behaviour: LiveServer.Behaviour,
        limits: LiveTransport.Limits = LiveTransport.Limits(),
        timeout: Duration? = nil
    ) async throws -> TransportError {
        try await LiveServer.run(behaviour) { server in
            try await LiveTransport.withTransport(limits: limits) { network in
                let error = try await #require(throws: TransportError.self) {
                    try await network.send(APIRequest(.get, "http://127.0.0.1:\(server.port)/x", timeout: timeout))
                }
                #expect(error.request == "GET http://127.0.0.1:\(server.port)/x")
                return error
            }
        }
    }

    @Test func aResponseIsGivenAsItCame() async throws {
        try await LiveServer.run(.write(Self.ok, thenClose: false)) { server in
            let response = try await LiveTransport.withTransport { network in
                try await network.send(APIRequest(.get, "http://127.0.0.1:\(server.port)/a%2Fb?c=%20"))
            }
            #expect(response.status == 200)
            #expect(response.body == Array("hi".utf8))
            #expect(response.headers.values(of: "X-A") == ["1", "2"])
            #expect(server.heads.first?.hasPrefix("GET /a%2Fb?c=%20 HTTP/1.1\r\n") == true)
        }
    }

    @Test(arguments: ["POST", "PUT", "PATCH"])
    func anEmptyBodyHasALength(method: String) async throws {
        try await LiveServer.run(.write(Self.ok, thenClose: false)) { server in
            try await LiveTransport.withTransport { network in
                _ = try await network.send(
                    APIRequest(HTTPMethod(method), "http://127.0.0.1:\(server.port)/", headers: ["X-Auth-Token": "t"])
                )
            }
            let head = try #require(server.heads.first).lowercased()
            #expect(head.contains("\r\ncontent-length: 0\r\n"))
            #expect(head.contains("\r\nx-auth-token: t\r\n"))
        }
    }

    @Test func connectionsAreKept() async throws {
        try await LiveServer.run(.write(Self.ok, thenClose: false)) { server in
            try await LiveTransport.withTransport { network in
                for _ in 0..<3 { _ = try await network.send(APIRequest(.get, "http://127.0.0.1:\(server.port)/")) }
            }
            #expect(server.heads.count == 3)
        }
    }

    @Test func redirectsAreNotFollowed() async throws {
        let redirect = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
        try await LiveServer.run(.write(redirect, thenClose: false)) { server in
            let response = try await LiveTransport.withTransport { network in
                try await network.send(APIRequest(.get, "http://127.0.0.1:\(server.port)/"))
            }
            #expect(response.status == 302)
            #expect(response.headers["location"] == "/elsewhere")
            #expect(server.heads.count == 1)
        }
    }

    @Test func aRefusedPort() async throws {
        let port = try await LiveServer.unusedPort()
        let error = try await #require(throws: TransportError.self) {
            try await LiveTransport.withTransport { network in
                try await network.send(APIRequest(.get, "http://127.0.0.1:\(port)/"))
            }
        }
        #expect(error.code == .connectionRefused)
        #expect(!error.mayHaveBeenProcessed)
        #expect(error.description == "GET http://127.0.0.1:\(port)/: connection refused")
    }

    @Test func aHostThatDoesNotExist() async throws {
        let error = try await #require(throws: TransportError.self) {
            try await LiveTransport.withTransport {
                try await $0.send(APIRequest(.get, "http://no-such-host.invalid/"))
            }
        }
        #expect(error.code == .nameNotResolved)
        #expect(error.description == "GET http://no-such-host.invalid/: the host name cannot be resolved")
    }

    @Test(arguments: ["", "nonsense", "ftp://h/", "http://", "/v2/images", "http:// h/"])
    func whatIsNoURL(url: String) async throws {
        let error = try await #require(throws: TransportError.self) {
            try await LiveTransport.withTransport { try await $0.send(APIRequest(.get, url)) }
        }
        #expect(error.code == .invalidURL)
        #expect(error.description == "GET \(url): not an http or https URL")
    }

    static let broken: [LiveServer.Behaviour] = [
        .reset(after: ""), .reset(after: "HTTP/1.1 200 OK\r\n"),
        .reset(after: "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhal"),
        .write("", thenClose: true), .write("HTTP/1.1 200 OK\r\nContent-", thenClose: true),
        .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhal", thenClose: true),
        .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhal", thenClose: true),
    ]

    @Test(arguments: broken)
    func aConnectionThatBreaksInTheMiddle(behaviour: LiveServer.Behaviour) async throws {
        let error = try await Self.failure(behaviour)
        #expect(error.code == .connectionReset, "\(error)")
        #expect(error.mayHaveBeenProcessed)
        #expect(error.description.hasSuffix(": the connection was closed before the response was complete"))
    }

    static let slow: [LiveServer.Behaviour] = [
        .hang, .write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhal", thenClose: false),
        .drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ]

    @Test(arguments: slow)
    func anAnswerThatTakesTooLong(behaviour: LiveServer.Behaviour) async throws {
        let error = try await Self.failure(behaviour, timeout: .milliseconds(50))
        #expect(error.code == .responseTimedOut, "\(error)")
        #expect(error.mayHaveBeenProcessed)
        #expect(error.description.hasSuffix(": no complete response in time"))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n",
    ])
    func aBodyThatIsTooLarge(response: String) async throws {
        var limits = LiveTransport.Limits()
        limits.maximumBodySize = 10
        let error = try await Self.failure(.write(response, thenClose: false), limits: limits)
        #expect(error.code == .responseTooLarge)
        #expect(error.description.hasSuffix(": the response is too large"))
    }

    @Test func whatIsNoHTTP() async throws {
        let error = try await Self.failure(.write("SSH-2.0-OpenSSH_9.2\r\n", thenClose: true))
        #expect(error.code == .other)
        #expect(!error.description.contains("\n"))
    }

    @Test(arguments: slow)
    func cancellationEndsTheRequest(behaviour: LiveServer.Behaviour) async throws {
        try await LiveServer.run(behaviour) { server in
            try await LiveTransport.withTransport { network in
                let sending = Task { () -> TransportError.Code? in
                    do throws(TransportError) {
                        _ = try await network.send(APIRequest(.get, "http://127.0.0.1:\(server.port)/"))
                        return nil
                    } catch {
                        return error.code
                    }
                }
                while server.heads.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
                sending.cancel()
                #expect(await sending.value == .cancelled)
            }
        }
    }
}
