import Foundation
import NIOSSL
import SwiftASN1
import X509

/// A certificate to serve with.
public struct CloudCertificate: Sendable, Hashable {
    /// Path of a PEM file with the certificate and those that vouch for it.
    public var certificate: String
    /// Path of a PEM file with the private key.
    public var key: String

    /// A certificate and its key.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// What clients need as `cacert` to trust it: the whole path of the certificate's file when that has an authority in it,
    /// or the certificate is its own; nil when the authority is elsewhere, as those are that systems know.
    var authority: String? {
        let hasAuthority = (try? chain.contains { $0.issuer == $0.subject }) ?? false
        return hasAuthority ? URL(filePath: certificate).standardizedFileURL.path : nil
    }

    private var chain: [X509.Certificate] {
        get throws {
            try NIOSSLCertificate.fromPEMFile(certificate).map { try X509.Certificate(derEncoded: $0.toDERBytes()) }
        }
    }
}
