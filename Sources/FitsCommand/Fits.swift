import ArgumentParser
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command.
struct Fits: AsyncParsableCommand {
    /// FITS's version.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "fits",
        abstract: "Tests whether an OpenStack cloud does what applications expect, and shows the evidence.",
        discussion: """
            FITS runs the conformance tests that the community trusts (Tempest's, by their idempotent ids) natively \
            against a cloud of clouds.yaml, and says which capabilities of a guideline the cloud has.

            Exit codes: 0 all is well; 1 tests failed, or none succeeded; 2 wrong usage or configuration; 3 the cloud \
            cannot be reached, or the run cannot start; 4 nothing failed, but not everything could be run; \
            5 a pattern is no regular expression; 130 interrupted.
            """,
        version: version,
        subcommands: [
            CloudsCommand.self, InspectCommand.self, ListCommand.self, RunCommand.self, ShowCommand.self,
            ReportCommand.self, CompareCommand.self, GateCommand.self, HistoryCommand.self, ImportCommand.self,
            GuidelineCommand.self, TempestCommand.self, ReferenceArchitectureCommand.self, UpgradeCommand.self,
            CleanupCommand.self, CloudCommand.self,
        ]
    )
}

/// Parses the process's arguments, does what they say, and ends the process with the right exit code.
public func runFits() async -> Never {
    // A pipe that is closed early (`fits list | head`) ends the process quietly, as with other commands.
    signal(SIGPIPE, SIG_DFL)
    do {
        var command = try Fits.parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
        exit(ExitStatus.success.rawValue)
    } catch {
        end(with: error)
    }
}

private func end(with error: any Error) -> Never {
    if let failure = CommandFailure(error) {
        Console.standardError.write("fits: \(failure.message)\n")
        exit(failure.status.rawValue)
    }
    let code = Fits.exitCode(for: error)
    let message = Fits.fullMessage(for: error)
    if code == .success {
        Console.standardOutput.write(message + "\n")
    } else if !message.isEmpty {
        Console.standardError.write(message + "\n")
    }
    exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
}
