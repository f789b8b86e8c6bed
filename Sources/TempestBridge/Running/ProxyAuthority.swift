import Crypto
import Foundation
import NIOCore
import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// A certificate authority of one run's own: with it a ``RecordingProxy`` stands for every service that speaks TLS.
///
/// Only the processes of the run are told to trust it. Its key is never written, and is gone with the run.
final class ProxyAuthority: Sendable {
    private let key = P256.Signing.PrivateKey()
    private let certificate: Certificate
    /// One key is enough for the services, too: whoever has it can speak for this proxy alone.
    private let serviceKey = P256.Signing.PrivateKey()
    private let contexts = Mutex<[String: NIOSSLContext]>([:])

    init() throws {
        let key = Certificate.PublicKey(key.publicKey)
        let name = try DistinguishedName { CommonName("FITS's recording proxy") }
        certificate = try Self.certificate(
            of: key,
            named: name,
            by: name,
            signedWith: self.key,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key)
            }
        )
    }

    /// The authority's certificate, for those who are to trust it.
    var text: String {
        get throws { try certificate.serializeAsPEM().pemString }
    }

    /// What a connection needs in order to speak for a host: its name, or its address.
    func context(for host: String) throws -> NIOSSLContext {
        if let known = contexts.withLock({ $0[host] }) { return known }
        let key = Certificate.PublicKey(serviceKey.publicKey)
        let certificate = try Self.certificate(
            of: key,
            named: DistinguishedName { CommonName("a service") },
            by: certificate.subject,
            signedWith: self.key,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([Self.name(of: host)])
                SubjectKeyIdentifier(hash: key)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: self.certificate.publicKey).keyIdentifier
                )
            }
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [
                    .certificate(NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der))
                ],
                privateKey: .privateKey(
                    NIOSSLPrivateKey(bytes: Array(serviceKey.pemRepresentation.utf8), format: .pem)
                )
            )
        )
        return contexts.withLock { contexts in
            // Two connections may have asked at the same time.
            if let known = contexts[host] { return known }
            contexts[host] = context
            return context
        }
    }

    private static func certificate(
        of key: Certificate.PublicKey,
        named name: DistinguishedName,
        by issuer: DistinguishedName,
        signedWith issuerKey: P256.Signing.PrivateKey,
        extensions: Certificate.Extensions
    ) throws -> Certificate {
        let now = Date()
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key,
            notValidBefore: now.addingTimeInterval(-3600),
            // No run takes longer than a month.
            notValidAfter: now.addingTimeInterval(31 * 24 * 3600),
            issuer: issuer,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(issuerKey)
        )
    }

    /// An address is not a name: clients look for each among its own kind.
    private static func name(of host: String) -> GeneralName {
        switch try? SocketAddress(ipAddress: host, port: 0) {
        case .v4(let address): .ipAddress(octets(address.address.sin_addr))
        case .v6(let address): .ipAddress(octets(address.address.sin6_addr))
        default: .dnsName(host)
        }
    }

    /// The bytes of an address, which are in the order of the network.
    private static func octets(_ address: some Any) -> ASN1OctetString {
        withUnsafeBytes(of: address) { ASN1OctetString(contentBytes: Array($0)[...]) }
    }
}
