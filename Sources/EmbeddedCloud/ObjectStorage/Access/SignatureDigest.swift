import Crypto
import Foundation

/// A signature of a temporary URL or a form, and the digest it is made with.
struct RequestSignature: Sendable {
    private enum Digest {
        case sha1, sha256, sha512
    }

    private var digest: Digest
    private var bytes: [UInt8]

    /// Reads hexadecimal digits, or `sha256:` and base 64; nil for anything else.
    init?(_ text: String) {
        if let colon = text.firstIndex(of: ":") {
            var encoded = text[text.index(after: colon)...].replacing("-", with: "+").replacing("_", with: "/")
            while encoded.utf8.count % 4 != 0 { encoded += "=" }
            guard let data = Data(base64Encoded: String(encoded)) else { return nil }
            bytes = Array(data)
            switch text[..<colon] {
            case "sha1": digest = .sha1
            case "sha256": digest = .sha256
            case "sha512": digest = .sha512
            default: return nil
            }
            return
        }
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        switch digits.count {
        case 40: digest = .sha1
        case 64: digest = .sha256
        case 128: digest = .sha512
        default: return nil
        }
    }

    /// Whether it is that of the text with the key; takes as long either way.
    func signs(_ text: String, key: String) -> Bool {
        let key = SymmetricKey(data: Data(key.utf8))
        let data = Data(text.utf8)
        return switch digest {
        case .sha1: HMAC<Insecure.SHA1>.isValidAuthenticationCode(bytes, authenticating: data, using: key)
        case .sha256: HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: data, using: key)
        case .sha512: HMAC<SHA512>.isValidAuthenticationCode(bytes, authenticating: data, using: key)
        }
    }
}

extension StoredHeaders {
    /// The keys of temporary URLs and forms.
    func temporaryURLKeys(of owner: Constraints.Owner) -> [String] {
        ["Temp-Url-Key", "Temp-Url-Key-2"].compactMap { self[HeaderName.title(owner.prefix) + $0] }
    }
}
