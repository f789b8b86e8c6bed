import Crypto
import Foundation
import SwiftASN1
import X509

/// A server's certificate for this machine that nobody vouches for but itself, in files.
struct SelfSignedCertificate {
    private let folder: URL
    var file: String { folder.appending(path: "certificate.pem").path }
    var keyFile: String { folder.appending(path: "key.pem").path }

    /// Gives a body a certificate, which is gone afterwards.
    static func with<Result>(_ body: (SelfSignedCertificate) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = SelfSignedCertificate(folder: folder)
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("a cloud of one") }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date().addingTimeInterval(-3600),
            notValidAfter: Date().addingTimeInterval(3600),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                SubjectAlternativeNames([.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        try Data(certificate.serializeAsPEM().pemString.utf8).write(to: URL(filePath: made.file))
        try Data(key.pemRepresentation.utf8).write(to: URL(filePath: made.keyFile))
        return try await body(made)
    }
}
