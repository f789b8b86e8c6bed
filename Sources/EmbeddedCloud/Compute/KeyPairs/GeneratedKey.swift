import Crypto
import Foundation

/// A key pair made by the service: Ed25519, in the form of its type.
struct GeneratedKey: Sendable {
    let privateKey: String
    let publicKey: String
    let fingerprint: String

    /// As OpenSSH keeps keys: the private one in its own format without a passphrase, the public one as a line.
    static func ssh() -> GeneratedKey {
        let key = Curve25519.Signing.PrivateKey()
        let kind = string("ssh-ed25519")
        let open = [UInt8](key.publicKey.rawRepresentation)
        let blob = kind + string(open)
        let comment = "Generated-by-Nova"
        let check = (0..<4).map { _ in UInt8.random(in: .min ... .max) }
        var secret = check + check + blob
        secret += string([UInt8](key.rawRepresentation) + open) + string(comment)
        secret += (1...8).prefix((8 - secret.count % 8) % 8).map { UInt8($0) }
        var file = Array("openssh-key-v1".utf8) + [0]
        file += string("none") + string("none") + string("") + number(1) + string(blob) + string(secret)
        return GeneratedKey(
            privateKey: armored(file, "OPENSSH PRIVATE KEY", width: 70),
            publicKey: "ssh-ed25519 \(Data(blob).base64EncodedString()) \(comment)",
            fingerprint: SSHPublicKey.colons(Array(Insecure.MD5.hash(data: blob)))
        )
    }

    /// A certificate a user logs in to Windows with, and the key for it as PKCS #12 in base 64, without a password.
    static func x509(user: String, from now: Timestamp) throws -> GeneratedKey {
        let key = Curve25519.Signing.PrivateKey()
        let certificate = try Certificate(user: user, key: key, from: now).bytes
        return GeneratedKey(
            privateKey: Data(Certificate.store(certificate, key)).base64EncodedString(),
            publicKey: armored(certificate, "CERTIFICATE", width: 64),
            fingerprint: SSHPublicKey.colons(Array(Insecure.SHA1.hash(data: certificate)))
        )
    }

    // MARK: - SSH's encoding (RFC 4251, section 5)

    private static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 0xFF) } }
    private static func string(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + bytes }
    private static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

    private static func armored(_ bytes: [UInt8], _ label: String, width: Int) -> String {
        let text = Array(Data(bytes).base64EncodedString())
        let lines = stride(from: 0, to: text.count, by: width).map { String(text[$0..<min($0 + width, text.count)]) }
        return "-----BEGIN \(label)-----\n" + lines.joined(separator: "\n") + "\n-----END \(label)-----\n"
    }
}
