import Conformance
import Foundation
public import OpenStack

/// Looks whether what was recorded before an upgrade is still there, unchanged and usable.
///
/// It can be repeated: what it makes for its checks it removes again, and what it changes it changes back.
public struct UpgradeVerification: Sendable {
    let workshop: Workshop
    let state: RecordedState
    /// What the names of what is there only while a check goes on begin with.
    let temporaryPrefix: String

    /// A verification as the user of a session.
    public init(_ session: CloudSession, journal: UpgradeJournal, settings: UpgradeSettings, state: RecordedState) {
        workshop = Workshop(session: session, journal: journal, prefix: settings.namePrefix)
        self.state = state
        // What an earlier verification could not remove must not be taken for this one's.
        temporaryPrefix = Self.temporaries(settings.namePrefix) + UUID().uuidString.lowercased().prefix(4)
    }

    private static func temporaries(_ prefix: String) -> String { "\(prefix)-verify-" }

    var session: CloudSession { workshop.session }

    /// Compares everything that was recorded with what there is now, then tries whether it can be used.
    ///
    /// - Parameters:
    ///   - accepted: differences that are known and no findings.
    ///   - observe: is told of every check's result as soon as there is one.
    /// - Returns: what was found.
    /// - Throws: ``CloudError`` when nobody can log in.
    public func report(
        accepting accepted: [AcceptedChange] = [],
        observe: (UsabilityResult) -> Void = { _ in }
    ) async throws(CloudError) -> VerificationReport {
        let versions = try await ServiceVersions(of: session).newest
        await tidyUp()
        let states = await compareStates(accepting: accepted)
        let gone = states.filter { $0.end == .gone && $0.resource.architecture == nil }.map(\.resource.kind)
        let results = await use(without: Set(gone), observe: observe)
        return VerificationReport(
            state,
            versions: versions,
            states: states,
            checks: results,
            left: await removeTemporaries()
        )
    }

    /// Removes what an earlier verification that was killed left behind.
    private func tidyUp() async {
        if let server = state.resource(.server)?.id {
            // That it is not there is how it should be.
            try? await session.compute.at(nil).deleteMetadataItem(Self.metadataKey, ofServer: server)
        }
        if let container = state.resource(.container)?.id {
            _ = try? await session.objectStorage.deleteObject(Self.objectName, in: container)
        }
        _ = await removeTemporaries()
    }

    /// Compares every recorded resource with what there is now.
    private func compareStates(accepting accepted: [AcceptedChange]) async -> [StateVerdict] {
        let reader = StateReader(session, versions: ServiceVersions(state.versions))
        var verdicts: [StateVerdict] = []
        for resource in state.resources {
            let end: StateVerdict.End
            do throws(CloudError) {
                let now = try await reader.state(resource.kind, resource.id)
                let comparison = StateComparison(
                    before: resource.state,
                    after: now,
                    kind: resource.kind,
                    accepting: accepted
                )
                end = .there(comparison)
            } catch {
                end = error.status == 404 ? .gone : .unreadable(error.description)
            }
            verdicts.append(StateVerdict(resource: resource, end: end))
        }
        return verdicts
    }

    // MARK: - What it makes itself

    /// What a server's metadata has while a check goes on.
    static let metadataKey = "fits-verify"
    /// What the container has while a check goes on.
    static let objectName = "fits-verify"

    /// Removes what the checks of this verification and of earlier ones have made.
    ///
    /// - Returns: what became of it.
    private func removeTemporaries() async -> [UpgradeRemoval.Report] {
        let own = Self.temporaries(workshop.prefix)
        // The place of a volume has the volume's id for a name; the one of the set stays.
        let lasting = Set(state.resources.filter { $0.kind == .volume }.map(\.id))
        // Cancellation must not keep it from being done: a task of its own, awaited at once.
        return await Task { [workshop] in
            await workshop.remove { planned in
                planned.name.hasPrefix(own)
                    || planned.kind == ResourceKind.volumeAttachment.name && !lasting.contains(planned.name)
            }
        }.value
    }
}
