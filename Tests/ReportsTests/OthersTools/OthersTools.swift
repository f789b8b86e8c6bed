import Foundation

/// What others made to read and write the formats of reports; `scripts/report-tools` installs it.
enum OthersTools {
    /// Where it is: `FITS_REPORT_TOOLS`, else where `./run test` has it installed.
    static let folder: URL =
        if let path = ProcessInfo.processInfo.environment["FITS_REPORT_TOOLS"] {
            URL(filePath: path)
        } else {
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build/report-tools")
        }

    /// Whether all of these files are in it.
    static func has(_ names: String...) -> Bool {
        names.allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    }

    /// Runs a Python program that may import what is installed.
    static func python(_ program: String, _ arguments: [String]) throws -> Shell.Output {
        try Shell.run(folder.appending(path: "venv/bin/python").path, ["-c", program] + arguments)
    }

    /// A folder of a test's own, for as long as the test needs it.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-others-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
