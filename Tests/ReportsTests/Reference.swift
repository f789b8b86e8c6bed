import CustomDump
import Foundation
import Testing

/// Whole texts that reports are compared with, byte by byte.
///
/// `FITS_RECORD=1 swift test` writes them anew; the difference is then for the eye.
enum Reference {
    static func expect(
        _ text: String,
        is name: String,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "References/\(name)")
        if ProcessInfo.processInfo.environment["FITS_RECORD"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard Array(expected.utf8) != Array(text.utf8) else { return }
        let difference = diff(expected.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
        Issue.record(
            "References/\(name) is another text:\n\(difference ?? "they differ in their bytes only")",
            sourceLocation: sourceLocation
        )
    }
}
