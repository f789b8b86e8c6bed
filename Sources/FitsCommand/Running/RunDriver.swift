import Conformance
import Foundation
import OpenStack

/// One run against one cloud, from its folder to its record.
struct RunDriver: Sendable {
    let configuration: CloudConfiguration
    let store: RunStore
    let suite: TestSuite
    let options: RunOptions
    let proxies: ProxySettings
    /// Whether it is found out what the cloud is and how it answers bad requests.
    let keepsProfile: Bool
    /// Bad weather to make on purpose; empty for none.
    let faults: [FaultInjectingTransport.Rule]
    let faultSeed: UInt64
    /// Who is told of events besides the journal.
    let recorders: [any EventRecorder]

    /// Runs what the options say in a new folder.
    func run() async throws -> RunRecord {
        try await run {
            let token = String(UUID().uuidString.lowercased().prefix(8))
            return try store.create(cloud: configuration.name, at: Date(), token: token)
        }
    }

    /// Takes up a run that ended early: removes what it left in the cloud, and runs what has no outcome yet.
    func resume(_ record: RunRecord) async throws -> RunRecord {
        let report = try await CleanupDriver(configuration: configuration, proxies: proxies).cleanUp(after: record)
        if let failed = report.first(where: \.isFailure) {
            throw CommandFailure(
                .cannotStart,
                "\(failed.resource.kind) \(failed.resource.name) of run \(record.folder.run) could not be removed; "
                    + "see `fits cleanup \(record.folder.run)`"
            )
        }
        return try await run { record.folder }
    }

    /// Runs in a folder that is made when the configuration has proved usable.
    private func run(in makeFolder: () throws -> RunFolder) async throws -> RunRecord {
        let redactor = Redactor()
        let folder = try await LiveTransport.withTransport(tls: configuration.tls, proxies: proxies) { live in
            let folder = try makeFolder()
            let journal = try JournalWriter(folder, redactor: redactor)
            let run = ConformanceRun(
                id: folder.run,
                suite: suite,
                configuration: configuration,
                options: options,
                version: Fits.version
            )
            let network: any Transport =
                faults.isEmpty ? live : FaultInjectingTransport(live, rules: faults, seed: faultSeed)
            try await cancellingOnSignal(
                notice: "stopping: removing what was made; once more to leave at once (then see `fits cleanup`)"
            ) {
                try await run.run(
                    over: network,
                    recorders: [journal] + recorders,
                    evidenceStore: journal,
                    profileStore: keepsProfile && folder.profile() == nil ? journal : nil,
                    redactor: redactor
                )
            }
            if let failure = await journal.failure {
                throw CommandFailure(.cannotStart, "the run cannot be kept: \(failure); free space and run again")
            }
            return folder
        }
        let record = try RunRecord(reading: folder)
        var durations = Durations(store)
        durations.learn(record.results, cloud: configuration.name)
        return record
    }
}
