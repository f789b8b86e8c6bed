import Foundation
import NIOSSL
import OpenStack
import Testing

@Suite(.enabled(if: TestCertificates.command != nil, "the openssl command makes the certificates"))
struct LiveTransportTLSTests {
    private static let ok = LiveServer.Behaviour.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", thenClose: false)

    /// The error of a request to a TLS server, without what stands before its reason; `nil` when it went well.
    private static func reason(
        _ context: NIOSSLContext?,
        _ settings: TLSSettings,
        host: String = "127.0.0.1"
    ) async throws -> String? {
        try await LiveServer.run(tls: context, ok) { server in
            let url = "https://\(host):\(server.port)/"
            return try await LiveTransport.withTransport(tls: settings) { network in
                do throws(TransportError) {
                    #expect(try await network.send(APIRequest(.get, url)).status == 200)
                    return nil
                } catch {
                    #expect(error.code == .tls)
                    #expect(!error.mayHaveBeenProcessed)
                    #expect(!error.description.contains("\n"))
                    return error.description.replacing("GET \(url): ", with: "")
                }
            }
        }
    }

    @Test func anUnknownAuthorityIsRefused() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server"))
            let expected = """
                TLS failed: the server's certificate is not valid (expired, or of an unknown authority)
                """
            #expect(try await Self.reason(server, TLSSettings()) == expected)
        }
    }

    @Test func aSelfSignedCertificateIsRefusedUnlessItIsTrusted() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(certificates.authority)
            let refused = try await Self.reason(server, TLSSettings())
            #expect(
                refused == "TLS failed: the server's certificate is not valid (expired, or of an unknown authority)"
            )
            #expect(try await Self.reason(server, TLSSettings(verifiesServer: false)) == nil)
        }
    }

    @Test func anAuthorityThatIsNamedIsTrusted() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server"))
            #expect(try await Self.reason(server, TLSSettings(authorityFile: certificates.authority)) == nil)
        }
    }

    @Test func verificationCanBeSwitchedOff() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server", for: "DNS:other.test", days: -1))
            #expect(try await Self.reason(server, TLSSettings(verifiesServer: false)) == nil)
        }
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server", days: -1))
            let reason = try await Self.reason(server, TLSSettings(authorityFile: certificates.authority))
            #expect(reason == "TLS failed: the server's certificate is not valid (expired, or of an unknown authority)")
        }
    }

    @Test func aCertificateForAnotherHostIsRefused() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server", for: "DNS:other.test"))
            let reason = try await Self.reason(server, TLSSettings(authorityFile: certificates.authority))
            #expect(reason == "TLS failed: the server's certificate is not for this host")
        }
    }

    @Test func aServerMayDemandACertificate() async throws {
        try await TestCertificates.make { certificates in
            let server = try certificates.server(try certificates.signed("server"), demandsClientCertificate: true)
            let client = try certificates.signed("client", for: "DNS:client.test")
            var settings = TLSSettings(authorityFile: certificates.authority)
            #expect(try await Self.reason(server, settings) == "TLS failed: the server wants a client certificate")
            settings.certificateFile = client
            settings.keyFile = certificates.key(of: client)
            #expect(try await Self.reason(server, settings) == nil)
            // Certificate and key may stand in one file.
            settings.certificateFile = try certificates.joined(client, certificates.key(of: client))
            settings.keyFile = nil
            #expect(try await Self.reason(server, settings) == nil)
        }
    }

    @Test(arguments: ["HTTP/1.0 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"])
    func aPortThatDoesNotSpeakTLS(greeting: String) async throws {
        let error = try await LiveServer.run(.greet(greeting)) { server in
            try await #require(throws: TransportError.self) {
                try await LiveTransport.withTransport { network in
                    try await network.send(APIRequest(.get, "https://127.0.0.1:\(server.port)/"))
                }
            }
        }
        #expect(error.code == .tls)
        #expect(error.description.hasSuffix("/: TLS failed: the server does not speak TLS on this port"))
    }

    @Test func filesThatCannotBeUsedAreNamed() async throws {
        try await TestCertificates.make { certificates in
            let client = try certificates.signed("client")
            let key = certificates.key(of: client)
            let attempts: [(TLSSettings, String)] = [
                (TLSSettings(authorityFile: "/no/such.pem"), "the certificate authority /no/such.pem cannot be read"),
                (TLSSettings(authorityFile: key), "the certificate authority \(key) is not in PEM format"),
                (TLSSettings(certificateFile: "/no/such.pem"), "the client certificate /no/such.pem cannot be read"),
                (TLSSettings(certificateFile: client, keyFile: "/no/k"), "the client key /no/k cannot be read"),
                (TLSSettings(certificateFile: client), "the client key \(client) is not in PEM format"),
            ]
            for (settings, text) in attempts {
                let error = try await #require(throws: TLSSettingsError.self) {
                    try await LiveTransport.withTransport(tls: settings) { _ in }
                }
                #expect(error.description == text)
            }
        }
    }
}
