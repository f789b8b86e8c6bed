/// Numbers in base 16.
enum Hexadecimal {
    /// Two digits in lower case.
    static func text(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    /// Bytes, two digits in lower case each.
    static func text(_ bytes: some Sequence<UInt8>) -> String { bytes.map { text($0) }.joined() }
}
