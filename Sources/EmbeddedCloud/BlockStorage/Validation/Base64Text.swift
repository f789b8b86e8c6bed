import Foundation

/// Texts in base 64 (RFC 4648, section 4).
enum Base64Text {
    /// The bytes; nil if the text is none.
    static func bytes(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { Array($0) }
    }

    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
