import ArgumentParser
import Conformance
import Foundation
import OpenStack
import Reports

/// The subcommand `cleanup`.
struct CleanupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cleanup",
        abstract: "Remove what runs that ended early left in their clouds.",
        discussion: """
            Removes exactly what the journals say may still be there; nothing else is touched. Without RUN every run \
            is looked at. A run that is still going on is left alone.
            """
    )

    @Argument(help: "Ids of runs, or 'latest' (default: all).")
    var names: [String] = []

    @Option(
        name: [.customLong("cloud"), .customLong("os-cloud")],
        help: "Only runs against this entry of clouds.yaml."
    )
    var cloud: String?

    @OptionGroup var runs: RunsOption

    func run() async throws {
        let surroundings = Surroundings.process
        let store = runs.store(surroundings)
        let folders = names.isEmpty ? try store.all() : try names.map { name in try store.run(name) }
        var removed = 0
        var failed = 0
        for folder in folders {
            guard let record = read(folder), cloud == nil || record.description.cloud == cloud,
                !record.openResources.isEmpty
            else { continue }
            let reports: [Cleanup.Report]
            do {
                let configuration = try surroundings.configuredClouds().cloud(
                    named: record.description.cloud,
                    region: record.description.region
                )
                reports = try await CleanupDriver(configuration: configuration, proxies: surroundings.proxies)
                    .cleanUp(after: record)
            } catch {
                guard let failure = CommandFailure(error) else { throw error }
                Console.standardError.write("fits: \(folder.run): \(failure.message)\n")
                failed += record.openResources.count
                continue
            }
            for report in reports { show(report, of: folder) }
            removed += reports.count { !$0.isFailure }
            failed += reports.count { $0.isFailure }
        }
        let rest =
            failed == 0 ? "; nothing is left of \(Wording.count(folders.count, "run"))" : ", \(failed) left; see above"
        Console.standardOutput.write("\(Wording.count(removed, "resource")) closed\(rest).\n")
        if failed > 0 { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }

    private func read(_ folder: RunFolder) -> RunRecord? {
        do throws(RunFolderError) {
            return try RunRecord(reading: folder)
        } catch {
            Console.standardError.write("fits: \(error)\n")
            return nil
        }
    }

    private func show(_ report: Cleanup.Report, of folder: RunFolder) {
        let resource = "\(report.resource.kind) \(report.resource.name)"
        switch report.end {
        case .removed: Console.standardOutput.write("removed   \(resource)\n")
        case .absent: Console.standardOutput.write("not there \(resource)\n")
        case .failed(let reason): Console.standardError.write("LEFT      \(resource): \(reason)\n")
        }
    }
}
