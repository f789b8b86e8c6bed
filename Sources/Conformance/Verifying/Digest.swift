import Crypto

/// Digests that services use to name data and to sign requests, in hexadecimal digits.
public enum Digest {
    /// The MD5 digest of bytes: what object storage calls an object's ETag.
    public static func md5(_ bytes: [UInt8]) -> String { hexadecimal(Insecure.MD5.hash(data: bytes)) }

    /// The SHA-256 digest of bytes (FIPS 180-4).
    public static func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// The HMAC-SHA256 of a text under a key (RFC 2104): the signature of a temporary URL.
    public static func hmacSHA256(_ text: String, key: String) -> String {
        let key = SymmetricKey(data: Array(key.utf8))
        return hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
