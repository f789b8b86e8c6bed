import Crypto
import Foundation

/// An X.509 certificate that a user signed for itself.
struct Certificate: Sendable {
    /// DER.
    let bytes: [UInt8]

    init(user: String, key: Curve25519.Signing.PrivateKey, from now: Timestamp) throws {
        let algorithm = DER.sequence(DER.identifier(1, 3, 101, 112))
        let name = DER.sequence(DER.set(DER.sequence(DER.identifier(2, 5, 4, 3), DER.text(user))))
        let usage = DER.sequence(DER.identifier(1, 3, 6, 1, 5, 5, 7, 3, 2))
        let principal = DER.tagged(
            0,
            DER.identifier(1, 3, 6, 1, 4, 1, 311, 20, 2, 3),
            DER.tagged(0, DER.text("\(user)@localhost"))
        )
        let body = DER.sequence(
            DER.tagged(0, DER.number([2])),
            DER.number((0..<16).map { UInt8.random(in: ($0 == 0 ? 1 : 0)...127) }),
            algorithm,
            name,
            DER.sequence(DER.time(now), DER.time(now.adding(seconds: 3650 * 86_400))),
            name,
            DER.sequence(algorithm, DER.bits([UInt8](key.publicKey.rawRepresentation))),
            DER.tagged(
                3,
                DER.sequence(
                    DER.sequence(DER.identifier(2, 5, 29, 37), DER.octets(usage)),
                    DER.sequence(DER.identifier(2, 5, 29, 17), DER.octets(DER.sequence(principal)))
                )
            )
        )
        bytes = DER.sequence(body, algorithm, DER.bits([UInt8](try key.signature(for: body))))
    }

    /// The SHA-1 of a certificate in PEM; nil if it is none.
    static func fingerprint(pem: String) -> String? {
        let lines = pem.split(whereSeparator: \.isNewline).map { String($0).withoutOuterSpaces }
        guard let first = lines.firstIndex(of: "-----BEGIN CERTIFICATE-----"),
            let last = lines.firstIndex(of: "-----END CERTIFICATE-----"), first < last,
            let data = Data(base64Encoded: lines[(first + 1)..<last].joined()), DER.isSequence([UInt8](data))
        else { return nil }
        return SSHPublicKey.colons(Array(Insecure.SHA1.hash(data: data)))
    }

    /// A certificate and its key as PKCS #12 (RFC 7292), not encrypted.
    static func store(_ certificate: [UInt8], _ key: Curve25519.Signing.PrivateKey) -> [UInt8] {
        func data(_ content: [UInt8]) -> [UInt8] {
            DER.sequence(DER.identifier(1, 2, 840, 113549, 1, 7, 1), DER.tagged(0, DER.octets(content)))
        }
        func bag(_ kind: Int, _ value: [UInt8]) -> [UInt8] {
            DER.sequence(DER.identifier(1, 2, 840, 113549, 1, 12, 10, 1, kind), DER.tagged(0, value))
        }
        let secret = DER.sequence(
            DER.number([0]),
            DER.sequence(DER.identifier(1, 3, 101, 112)),
            DER.octets(DER.octets([UInt8](key.rawRepresentation)))
        )
        let held = DER.sequence(
            DER.identifier(1, 2, 840, 113549, 1, 9, 22, 1),
            DER.tagged(0, DER.octets(certificate))
        )
        let safe = DER.sequence(bag(1, secret), bag(3, held))
        return DER.sequence(DER.number([3]), data(DER.sequence(data(safe))))
    }
}

/// The distinguished encoding rules of ASN.1 (X.690), as far as certificates need them.
private enum DER {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        if rest < 128 { return [tag, UInt8(rest)] + content }
        while rest > 0 {
            length.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
    static func set(_ part: [UInt8]) -> [UInt8] { value(0x31, part) }
    static func tagged(_ number: UInt8, _ parts: [UInt8]...) -> [UInt8] { value(0xA0 | number, parts.flatMap { $0 }) }
    static func octets(_ content: [UInt8]) -> [UInt8] { value(0x04, content) }
    static func bits(_ content: [UInt8]) -> [UInt8] { value(0x03, [0] + content) }
    static func text(_ text: String) -> [UInt8] { value(0x0C, Array(text.utf8)) }

    /// A number that is not negative, its highest bit clear.
    static func number(_ bytes: [UInt8]) -> [UInt8] { value(0x02, bytes) }

    static func identifier(_ numbers: Int...) -> [UInt8] {
        var content: [UInt8] = [UInt8(numbers[0] * 40 + numbers[1])]
        for number in numbers.dropFirst(2) {
            var groups = [UInt8(number & 0x7F)]
            var rest = number >> 7
            while rest > 0 {
                groups.insert(0x80 | UInt8(rest & 0x7F), at: 0)
                rest >>= 7
            }
            content += groups
        }
        return value(0x06, content)
    }

    /// `YYMMDDHHMMSSZ` until 2049, with the century after that.
    static func time(_ time: Timestamp) -> [UInt8] {
        let digits = Array(time.seconds.utf8).filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let isLate = digits.prefix(4).elementsEqual("2050".utf8) || !digits.lexicographicallyPrecedes("2050".utf8)
        return isLate
            ? value(0x18, digits + [UInt8(ascii: "Z")]) : value(0x17, digits.dropFirst(2) + [UInt8(ascii: "Z")])
    }

    /// Whether the bytes are one sequence, and nothing else.
    static func isSequence(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 2, bytes[0] == 0x30 else { return false }
        let first = Int(bytes[1])
        guard first >= 0x80 else { return bytes.count == 2 + first }
        let count = first & 0x7F
        guard (1...4).contains(count), bytes.count > 2 + count else { return false }
        return bytes.count == 2 + count + bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
