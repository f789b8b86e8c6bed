import Conformance
import EmbeddedCloud
import Foundation
import Logging
import NIOCore
import NIOPosix
import OpenStack
import Testing

@testable import TempestBridge

@Suite("Requests on their way through a proxy")
struct RecordingProxyTests {
    /// Answers with what it was asked.
    private struct Echo: Transport {
        func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
            APIResponse(
                status: request.method == .post ? 201 : 200,
                headers: [
                    "X-Method": request.method.name, "X-URL": request.url, "X-Own": request.headers["X-Own"] ?? "",
                ],
                body: request.method == .head ? [] : request.body + Array("!".utf8)
            )
        }
    }

    @Test("What is passed on is recorded as it was sent", arguments: ["GET", "POST", "HEAD", "DELETE"])
    func passedOn(_ method: String) async throws {
        let recorded = Recorded()
        let evidence = WorkerEvidence(ExchangeLog(store: recorded, redactor: Redactor(), after: 5))
        let answer = try await RecordingProxy.with(
            forwardingOver: RecordingTransport(Echo(), recorder: evidence),
            authority: ProxyAuthority()
        ) { proxy in
            let body = method == "POST" ? "body" : ""
            let fields = [
                "\(method) http://cloud.example/v1/things?x=%20y HTTP/1.1", "Host: cloud.example", "X-Own: z",
                "Content-Length: \(body.utf8.count)", "Connection: close",
            ]
            return try await Self.send(fields.joined(separator: "\r\n") + "\r\n\r\n" + body, to: proxy)
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(method == "POST" ? "201 Created" : "200 OK")\r\n"))
        #expect(answer.contains("\r\nX-Method: \(method)\r\n"))
        #expect(answer.contains("\r\nX-URL: http://cloud.example/v1/things?x=%20y\r\n"))
        #expect(answer.contains("\r\nX-Own: z\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n" + (["POST": "body!", "HEAD": ""][method] ?? "!")))
        let exchanges = await recorded.exchanges
        #expect(exchanges.map(\.number) == [6])
        #expect(exchanges.map(\.method) == [method])
        #expect(evidence.take(from: nil, to: nil) == [6])
    }

    @Test("What is no request to a server is refused with a reason", arguments: ["/v3", "ftp://cloud.example/"])
    func refused(_ target: String) async throws {
        let answer = try await RecordingProxy.with(forwardingOver: Echo(), authority: ProxyAuthority()) { proxy in
            try await Self.send("GET \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", to: proxy)
        }
        #expect(answer.hasPrefix("HTTP/1.1 501 "))
        #expect(answer.contains("http:// and https:// URLs and no others"))
    }

    @Test("A tunnel to nowhere is refused", arguments: ["cloud.example", ":443", "cloud.example:x", "a:b:1"])
    func tunnelToNowhere(_ target: String) async throws {
        let answer = try await RecordingProxy.with(forwardingOver: Echo(), authority: ProxyAuthority()) { proxy in
            try await Self.send("CONNECT \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", to: proxy)
        }
        #expect(answer.hasPrefix("HTTP/1.1 501 ") || answer.isEmpty)
    }

    @Test(
        "Whoever trusts the proxy's authority sends requests to services with TLS through it",
        arguments: ["https://cloud.example:5000/v3?x=%20y", "https://cloud.example/v3", "https://127.0.0.1:1/"]
    )
    func tunnel(_ url: String) async throws {
        let recorded = Recorded()
        let evidence = WorkerEvidence(ExchangeLog(store: recorded, redactor: Redactor(), after: 0))
        let authority = try ProxyAuthority()
        try await RecordingProxy.with(
            forwardingOver: RecordingTransport(Echo(), recorder: evidence),
            authority: authority
        ) { proxy in
            try await Self.withClient(of: proxy, trusting: authority) { client in
                for body in ["one", "two"] {
                    let response = try await client.send(APIRequest(.post, url, body: Array(body.utf8)))
                    #expect(response.status == 201)
                    #expect(response.headers["X-URL"] == url)
                    #expect(response.body == Array("\(body)!".utf8))
                }
            }
        }
        #expect(await recorded.exchanges.map(\.url) == [url, url])
    }

    @Test("Nobody else trusts it")
    func untrusted() async throws {
        try await RecordingProxy.with(forwardingOver: Echo(), authority: ProxyAuthority()) { proxy in
            try await Self.withClient(of: proxy, trusting: ProxyAuthority()) { client in
                let error = await #expect(throws: TransportError.self) {
                    _ = try await client.send(APIRequest(.get, "https://cloud.example/"))
                }
                #expect(error?.code == .tls)
            }
        }
    }

    @Test("A cloud with TLS is checked as its entry says", arguments: [true, false])
    func cloud(_ verifies: Bool) async throws {
        try await SelfSignedCertificate.with { certificate in
            var configuration = EmbeddedCloudConfiguration()
            configuration.tls = CloudCertificate(certificate: certificate.file, key: certificate.keyFile)
            var logger = Logger(label: "embedded-cloud")
            logger.logLevel = .critical
            try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
                #expect(cloud.identityURL.hasPrefix("https://"))
                #expect(cloud.cloudsYAML.contains("    cacert: \"\(certificate.file)\"\n"))
                let tls =
                    verifies ? TLSSettings(authorityFile: certificate.file) : TLSSettings(verifiesServer: false)
                let recorded = Recorded()
                let evidence = WorkerEvidence(ExchangeLog(store: recorded, redactor: Redactor(), after: 0))
                let authority = try ProxyAuthority()
                try await LiveTransport.withTransport(tls: tls) { network in
                    try await RecordingProxy.with(
                        forwardingOver: RecordingTransport(network, recorder: evidence),
                        authority: authority
                    ) { proxy in
                        try await Self.withClient(of: proxy, trusting: authority) { client in
                            let response = try await client.send(APIRequest(.get, cloud.identityURL))
                            #expect(response.status == 200)
                        }
                    }
                }
                #expect(await recorded.exchanges.map(\.url) == [cloud.identityURL])
            }
        }
    }

    /// A client that sends everything through a proxy.
    private static func withClient(
        of proxy: String,
        trusting authority: ProxyAuthority,
        _ body: (LiveTransport) async throws -> Void
    ) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(authority.text.utf8).write(to: file)
        try await LiveTransport.withTransport(
            tls: TLSSettings(authorityFile: file.path),
            proxies: ProxySettings(environment: ["https_proxy": proxy]),
            body
        )
    }

    /// Sends a request as it stands, and gives what comes until the proxy closes the connection.
    private static func send(_ text: String, to proxy: String) async throws -> String {
        let port = try #require(proxy.split(separator: ":").last.flatMap { Int($0) })
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ByteBuffer()
            for try await piece in inbound { answer.writeImmutableBuffer(piece) }
            return String(buffer: answer)
        }
    }
}
