import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file of lines that only grows.
///
/// Every line is handed to the kernel before `append` returns, so that it survives the end of this process, however
/// it ends. It is not forced to the disk: a power failure may take the last moments with it.
package struct AppendOnlyFile: ~Copyable {
    private let descriptor: CInt
    private let path: String

    /// Opens or makes a file; a line that an earlier process left unfinished is ended first.
    package init(path: String) throws(RunFolderError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RunFolderError(path: path, problem: "cannot be opened: \(Self.reason)") }
        let size = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0
        if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") {
            try append([])
        }
    }

    deinit { close(descriptor) }

    /// Adds a line.
    package func append(_ line: [UInt8]) throws(RunFolderError) {
        var rest = (line + [UInt8(ascii: "\n")])[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw RunFolderError(path: path, problem: "cannot be written: \(Self.reason)")
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Takes the file for this process alone, until it ends.
    ///
    /// - Returns: `false` when another process has it.
    package func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    private static var reason: String { String(cString: strerror(errno)) }
}

/// Trouble with a file of a run.
public struct RunFolderError: Error, Sendable, CustomStringConvertible {
    /// The file or folder.
    public let path: String
    /// What is wrong with it.
    public let problem: String

    /// One sentence: which file, and what is wrong.
    public var description: String { "\(path) \(problem)" }
}
