import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The `fits` binary as a user has it: a process with an environment of its own.
struct Command {
    struct Result {
        let status: Int32
        let output: String
        let errors: String

        /// Lines on stderr that are not about progress.
        var complaint: String {
            errors.split(separator: "\n").filter { $0.hasPrefix("fits:") }.joined(separator: "\n")
        }
    }

    /// A folder of the test's own: working directory, home and runs.
    let folder: URL
    var environment: [String: String]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
            "HOME": folder.path,
            "XDG_DATA_HOME": folder.appending(path: "data").path,
            "XDG_CONFIG_HOME": folder.appending(path: "config").path,
        ]
    }

    /// Gives a body the command in a new folder, which is gone afterwards.
    static func with<Result>(_ body: (inout Command) async throws -> Result) async throws -> Result {
        var command = try Command()
        defer { try? FileManager.default.removeItem(at: command.folder) }
        return try await body(&command)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// Everything in the folder, as one string of bytes.
    func everythingWritten() throws -> String {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            guard file.lastPathComponent != "clouds.yaml", let data = FileManager.default.contents(atPath: file.path)
            else { continue }
            text += String(decoding: data, as: UTF8.self)
        }
        return text
    }

    func run(_ arguments: String...) async throws -> Result { try await start(arguments).finished() }

    func run(_ arguments: [String]) async throws -> Result { try await start(arguments).finished() }

    func start(_ arguments: [String]) throws -> Running {
        let process = Process()
        process.executableURL = try Self.binary
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        let output = folder.appending(path: "stdout-\(UUID().uuidString)")
        let errors = folder.appending(path: "stderr-\(UUID().uuidString)")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        return try Running(process: process, output: output, errors: errors)
    }

    /// A process that has been started.
    struct Running {
        let process: Process
        private let output: URL
        private let errors: URL
        private let ends: AsyncStream<Int32>

        init(process: Process, output: URL, errors: URL) throws {
            self.process = process
            self.output = output
            self.errors = errors
            let (stream, continuation) = AsyncStream<Int32>.makeStream()
            ends = stream
            process.terminationHandler = { process in
                continuation.yield(process.terminationStatus)
                continuation.finish()
            }
            try process.run()
        }

        func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

        func interrupt() { Glibc.kill(process.processIdentifier, SIGINT) }

        var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

        func finished() async throws -> Result {
            let status = try #require(await ends.first { _ in true })
            return Result(
                status: status,
                output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8)
            )
        }
    }

    /// The binary stands beside the test bundle.
    private static var binary: URL {
        get throws {
            let bundle = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            var folder = bundle.deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appending(path: "fits")
                if FileManager.default.isExecutableFile(atPath: candidate.path),
                    !FileManager.default.fileExists(atPath: candidate.path + "/")
                {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
            return try #require(nil as URL?, "no fits beside \(bundle.path)")
        }
    }
}
