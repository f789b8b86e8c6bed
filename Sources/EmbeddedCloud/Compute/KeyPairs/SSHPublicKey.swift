import Crypto
import Foundation

/// A public key in the form of an OpenSSH `authorized_keys` line.
struct SSHPublicKey: Sendable {
    /// Sixteen pairs of digits with colons between: the MD5 of the key's bytes.
    let fingerprint: String

    /// Reads a line: the kind, the bytes in base 64, and whatever follows; nil if it is no key.
    init?(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2 else { return nil }
        let text = String(words[1]).withoutOuterSpaces
        guard let data = Data(base64Encoded: text), Self.isKey([UInt8](data), kind: String(words[0])) else {
            return nil
        }
        fingerprint = Self.colons(Array(Insecure.MD5.hash(data: data)))
    }

    /// Two digits a byte, with colons between.
    static func colons(_ bytes: [UInt8]) -> String {
        bytes.map { Identifier.hex([$0]) }.joined(separator: ":")
    }

    // MARK: - The bytes

    private static func isKey(_ bytes: [UInt8], kind: String) -> Bool {
        var reader = SSHReader(bytes: bytes)
        guard reader.string().map({ String(decoding: $0, as: UTF8.self) }) == kind else { return false }
        let isComplete: Bool
        switch kind {
        case "ssh-rsa":
            guard let exponent = reader.string(), let modulus = reader.string() else { return false }
            // Between 512 and 16384 bits, as the library has it that upstream reads keys with.
            isComplete = !exponent.isEmpty && (64...2049).contains(modulus.count)
        case "ssh-ed25519": isComplete = reader.string()?.count == 32
        case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521":
            guard let curve = reader.string(), let point = reader.string() else { return false }
            let name = String(decoding: curve, as: UTF8.self)
            let size = ["nistp256": 65, "nistp384": 97, "nistp521": 133][name]
            isComplete = kind.hasSuffix(name) && point.count == size && point.first == 4
        default: return false
        }
        return isComplete && reader.isAtEnd
    }
}

/// Reads the lengths and texts that SSH keys are made of (RFC 4251, section 5).
private struct SSHReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    /// The next string; nil where there is none.
    mutating func string() -> [UInt8]? {
        guard bytes.count - position >= 4 else { return nil }
        let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - position - 4 else { return nil }
        let start = position + 4
        position = start + length
        return Array(bytes[start..<position])
    }
}
