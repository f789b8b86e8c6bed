import OpenStack
import Testing

@Suite struct LiveTransportProxyTests {
    private static func answer(_ text: String) -> LiveServer.Behaviour {
        .write("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)", thenClose: false)
    }

    /// Who answers a request when the environment is this, with the proxy's port in it.
    private static func answering(
        _ environment: (_ proxy: Int) -> [String: String],
        then check: (_ proxy: LiveServer) throws -> Void = { _ in }
    ) async throws -> String {
        try await LiveServer.run(answer("proxy")) { proxy in
            try await LiveServer.run(answer("cloud")) { cloud in
                let proxies = ProxySettings(environment: environment(proxy.port))
                let response = try await LiveTransport.withTransport(proxies: proxies) { network in
                    try await network.send(APIRequest(.get, "http://127.0.0.1:\(cloud.port)/v3"))
                }
                try check(proxy)
                return String(decoding: response.body, as: UTF8.self)
            }
        }
    }

    @Test func theEnvironmentsProxyIsUsed() async throws {
        let answering = try await Self.answering {
            ["http_proxy": "http://ada:pw@127.0.0.1:\($0)"]
        } then: { proxy in
            // Plain requests go through a tunnel as well: the HTTP client knows no other way.
            #expect(proxy.heads.map { $0.prefix { $0 != " " } } == ["CONNECT", "GET"])
            let tunnel = try #require(proxy.heads.first).lowercased()
            #expect(tunnel.contains("proxy-authorization: basic ywrhonb3"))
            #expect(proxy.heads.last?.lowercased().contains("proxy-authorization") == false)
        }
        #expect(answering == "proxy")
    }

    @Test(arguments: ["127.0.0.1", "*", "127.0.0.0/8"])
    func whatNoProxyNamesIsReachedDirectly(list: String) async throws {
        let answering = try await Self.answering { ["http_proxy": "http://127.0.0.1:\($0)", "no_proxy": list] }
        #expect(answering == "cloud")
    }

    @Test func theProxyForHTTPSIsNotUsedForHTTP() async throws {
        #expect(try await Self.answering { ["https_proxy": "http://127.0.0.1:\($0)"] } == "cloud")
    }

    @Test func secureConnectionsGoThroughATunnel() async throws {
        let refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
        try await LiveServer.run(.write(refusal, thenClose: true)) { proxy in
            let proxies = ProxySettings(environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"])
            let error = try await #require(throws: TransportError.self) {
                try await LiveTransport.withTransport(proxies: proxies) { network in
                    try await network.send(APIRequest(.get, "https://cloud.test:5000/v3"))
                }
            }
            #expect(proxy.heads.first?.hasPrefix("CONNECT cloud.test:5000 HTTP/1.1\r\n") == true)
            #expect(!error.description.contains("\n"))
        }
    }

    @Test func aProxyThatIsNotThereRefuses() async throws {
        let port = try await LiveServer.unusedPort()
        let proxies = ProxySettings(environment: ["http_proxy": "http://127.0.0.1:\(port)"])
        let error = try await #require(throws: TransportError.self) {
            try await LiveTransport.withTransport(proxies: proxies) { network in
                try await network.send(APIRequest(.get, "http://cloud.test/"))
            }
        }
        #expect(error.code == .connectionRefused)
    }
}
