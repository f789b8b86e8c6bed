import Crypto
import Foundation

/// A password, kept so that it can be recognised and not read.
///
/// Salted SHA-256 in 64 rounds takes some 20 µs, so that thousands of logins a second are possible. Against somebody who has the state file this is
/// far weaker than bcrypt or scrypt: a cloud for tests must not be given passwords that matter elsewhere.
struct PasswordHash: Codable, Sendable, Hashable {
    private var salt: Data
    private var hash: Data

    private static let rounds = 64

    init(_ password: String) {
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        hash = Self.hash(password, salt: salt)
    }

    /// Whether it is this password; the time taken doesn't depend on how much of it is right.
    func matches(_ password: String) -> Bool {
        let other = Self.hash(password, salt: salt)
        return zip(hash, other).reduce(hash.count == other.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func hash(_ password: String, salt: Data) -> Data {
        var digest = SHA256.hash(data: salt + Data(password.utf8))
        for _ in 1..<rounds {
            var next = SHA256()
            next.update(data: salt)
            digest.withUnsafeBytes { next.update(bufferPointer: $0) }
            digest = next.finalize()
        }
        return Data(digest)
    }
}
