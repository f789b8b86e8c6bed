import Conformance
import Foundation
import OpenStack

/// Removes what runs left in a cloud.
struct CleanupDriver {
    let configuration: CloudConfiguration
    let proxies: ProxySettings

    /// Removes what one run left, and says so in its journal.
    ///
    /// - Throws: when the cloud cannot be reached, or the run is still going on.
    func cleanUp(after record: RunRecord) async throws -> [Cleanup.Report] {
        let redactor = Redactor()
        redactor.learn(configuration)
        let journal = try JournalWriter(record.folder, redactor: redactor)
        guard !record.openResources.isEmpty else { return [] }
        return try await LiveTransport.withTransport(tls: configuration.tls, proxies: proxies) { network in
            let session = CloudSession(
                configuration: configuration,
                transport: RetryingTransport(network)
            )
            // Logging in first: a wrong password is one clear error, not one for each resource.
            redactor.learn(try await session.token().id)
            return await Cleanup(after: record, session: session).run(recordingTo: journal, redactor: redactor)
        }
    }
}

extension Cleanup.Report {
    /// Whether the resource may still be in the cloud.
    var isFailure: Bool {
        if case .failed = end { true } else { false }
    }
}
