import ArgumentParser
import Foundation
import TempestBridge

/// The subcommand `tempest install`.
struct TempestInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Install Tempest and plug-ins into a Python environment of its own.",
        discussion: """
            It is made below the user's data directory, with venv and pip; nothing is installed anywhere else, and \
            removing the folder removes it. One that is there is brought up to date, and keeps its plug-ins.
            """
    )

    @Option(name: .customLong("tempest-version"), help: "Tempest's version (default: the newest).")
    var version: String?

    @Option(
        name: .customLong("plugin"),
        help: "A plug-in: heat, designate, octavia, manila, …, with ==VERSION if need be; repeatable."
    )
    var plugins: [String] = []

    @Option(help: "The Python that the environment is made with.")
    var python = "python3"

    @Option(
        name: .customLong("tempest"),
        help: "The environment's folder (default: fits/tempest/environment in the user's data directory)."
    )
    var path: String?

    func run() async throws {
        let surroundings = Surroundings.process
        let installer = TempestInstaller(
            into: path.map { URL(filePath: $0) } ?? surroundings.tempestFolder,
            version: version,
            plugins: plugins,
            python: python,
            environment: surroundings.environment
        )
        Console.standardError.write("installing Tempest into \(installer.folder.path); it takes about a minute\n")
        let installation = try await cancellingOnSignal(notice: "stopping the installation") {
            try await installer.install()
        }
        Console.standardOutput.write("\(installation.title)\n")
    }
}

extension Surroundings {
    /// Where Tempest is installed unless the user says otherwise.
    var tempestFolder: URL {
        TempestInstallation.usualFolder(environment: environment, homeDirectory: homeDirectory)
    }

    /// The Tempest at a path, or the one that `fits tempest install` has made.
    func tempest(at path: String?) throws(TempestError) -> TempestInstallation {
        try TempestInstallation(at: path ?? tempestFolder.path)
    }
}
