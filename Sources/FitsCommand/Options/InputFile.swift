import Foundation

/// A text file that a user named.
struct InputFile {
    let path: String
    /// What it should be, as a phrase, for users who named something else.
    let expected: String

    /// A list of tests, or of patterns of tests.
    static func list(_ path: String) -> InputFile {
        InputFile(path: path, expected: "a text file with a line per test")
    }

    func text() throws(CommandFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.usage, "\(path) cannot be read; it should be \(expected)")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure(.usage, "\(path) is no text in UTF-8")
        }
        return text
    }
}
