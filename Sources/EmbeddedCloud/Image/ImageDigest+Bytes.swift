import Crypto

extension ImageDigest {
    /// Of bytes that are all there.
    init(_ bytes: [UInt8]) {
        md5 = Identifier.hex(Insecure.MD5.hash(data: bytes))
        sha512 = Identifier.hex(SHA512.hash(data: bytes))
    }
}
