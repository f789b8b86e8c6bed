import Foundation

/// A file that a user asked for.
struct OutputFile {
    let path: String

    /// Writes the file whole, or not at all.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(.usage, "\(path) cannot be written; is its folder there, and is there space?")
        }
    }
}
