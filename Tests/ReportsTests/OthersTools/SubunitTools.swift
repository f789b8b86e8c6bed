import Foundation

/// Subunit's tools of others.
enum SubunitTools {
    /// The folder that has them: what is installed for the tests, the lab's, or one of `PATH`.
    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment
        let lab = environment["LAB_HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.openstack-lab"
        let folders =
            [OthersTools.folder.appending(path: "venv/bin").path, lab + "/tempest-venv/bin"]
            + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { folder in
            ["python3", "subunit-stats", "subunit-output", "subunit2junitxml", "stestr"]
                .allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
        }
    }()

    /// Whether `subunit2junitxml` works: it needs a module that not everybody has.
    static let writeJUnit: Bool =
        (try? run("subunit2junitxml --help", in: FileManager.default.temporaryDirectory).status) == 0

    /// Runs a tool of a shell's command line in a folder.
    static func run(_ command: String, in folder: URL) throws -> Shell.Output {
        try Shell.run("/bin/sh", ["-c", "cd '\(folder.path)' && PATH='\(Self.folder ?? "")':\"$PATH\" && \(command)"])
    }

    /// Runs a Python program that may import subunit.
    static func python(_ program: String, _ arguments: [String]) throws -> Shell.Output {
        try Shell.run("\(Self.folder ?? "/usr/bin")/python3", ["-c", program] + arguments)
    }
}
