import ArgumentParser
import Conformance
import Foundation

/// Where runs are kept.
struct RunsOption: ParsableArguments {
    @Option(name: .customLong("runs"), help: "Folder with all runs (default: fits/runs in the user's data directory).")
    var directory: String?

    func store(_ surroundings: Surroundings) -> RunStore {
        if let directory {
            RunStore(
                directory: URL(
                    filePath: directory,
                    directoryHint: .isDirectory,
                    relativeTo: URL(filePath: surroundings.workingDirectory, directoryHint: .isDirectory)
                ).absoluteURL
            )
        } else {
            RunStore.usual(environment: surroundings.environment, homeDirectory: surroundings.homeDirectory)
        }
    }
}
