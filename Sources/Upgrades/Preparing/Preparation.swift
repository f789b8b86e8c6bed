import Conformance
import Foundation
public import OpenStack

/// Makes the representative set of resources and records their exact state.
///
/// The set has one of each ``RecordedKind``, connected as an application would have them: a server with a volume, on a
/// network behind a router, with a floating address and a security group; data in an image and in an object; copies of
/// volume and server; a stack; an application credential. What a cloud has no service for, or does not let the user
/// have, is skipped with the reason.
public struct Preparation: Sendable {
    let workshop: Workshop
    private let observe: @Sendable (PreparationEvent) -> Void

    /// A preparation as the user of a session.
    ///
    /// - Parameters:
    ///   - session: who makes the resources.
    ///   - journal: where they are noted before they are asked for.
    ///   - settings: what the upgrade is about.
    ///   - observe: is told of every resource.
    public init(
        _ session: CloudSession,
        journal: UpgradeJournal,
        settings: UpgradeSettings,
        observe: @escaping @Sendable (PreparationEvent) -> Void = { _ in }
    ) {
        workshop = Workshop(session: session, journal: journal, prefix: settings.namePrefix)
        self.observe = observe
    }

    var session: CloudSession { workshop.session }

    /// Makes the set and records it, with what else is to be recorded.
    ///
    /// - Parameter others: resources that are there already, their states not yet known.
    /// - Returns: what was recorded.
    /// - Throws: what a service says when it cannot make what it should; what was made until then is in the journal.
    public func run(recording others: [RecordedResource] = []) async throws -> RecordedState {
        let versions = try await ServiceVersions(of: session)
        let catalog = try await session.token().catalog
        var made = MadeSet()
        var skipped: [SkippedResource] = []
        for kind in RecordedKind.allCases {
            do {
                let missing = kind.requirements.first { made.ids[$0] == nil }
                if let missing { throw Unavailable("there is no \(missing.rawValue) to make it with") }
                guard kind.service == .identity || catalog.has(kind.service) else {
                    throw Unavailable("the cloud has no \(kind.service) service")
                }
                observe(.making(kind))
                let id = try await make(kind, &made)
                made.ids[kind] = id
                observe(.made(kind, id: id))
            } catch {
                guard let reason = Self.reasonToSkip(error) else { throw error }
                skipped.append(SkippedResource(kind: kind, reason: reason))
                observe(.skipped(kind, reason: reason))
            }
        }
        let set = RecordedKind.allCases.compactMap { kind in
            made.ids[kind].map { RecordedResource(kind: kind, id: $0) }
        }
        let resources = try await recorded(set + others, StateReader(session, versions: versions))
        return RecordedState(at: Date(), versions: versions.newest, resources: resources, skipped: skipped)
    }

    /// What the members of the set that were made are known by.
    struct MadeSet {
        var ids: [RecordedKind: String] = [:]
        /// The network that leads out of the cloud, if there is one.
        var externalNetwork: String?

        subscript(kind: RecordedKind) -> String { ids[kind] ?? "" }
    }

    /// Why a member of the set cannot be had here, although nothing is wrong.
    struct Unavailable: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static func reasonToSkip(_ error: any Error) -> String? {
        switch error {
        case let error as Unavailable: error.reason
        case let error as CloudError where error.code == .endpointNotInCatalog: error.description
        case let error as CloudError where error.status == 403: "the cloud does not let this user: \(error)"
        default: nil
        }
    }

    // MARK: - Recording

    /// Records states: as soon as two looks one after the other see the same.
    private func recorded(_ resources: [RecordedResource], _ reader: StateReader) async throws -> [RecordedResource] {
        observe(.recording(resources.count))
        var before = try await states(of: resources, reader)
        var pause = Duration.milliseconds(50)
        for _ in 0..<20 {
            let now = try await states(of: resources, reader)
            guard now != before else { return now }
            before = now
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(5))
        }
        throw UpgradeFailure("the state of what was made does not come to rest: two looks never see the same")
    }

    private func states(of resources: [RecordedResource], _ reader: StateReader) async throws -> [RecordedResource] {
        var recorded: [RecordedResource] = []
        for var resource in resources {
            resource.state = try await reader.state(resource.kind, resource.id)
            recorded.append(resource)
        }
        return recorded
    }
}

/// Something that happens while the set is made.
public enum PreparationEvent: Sendable, Hashable {
    case making(RecordedKind)
    case made(RecordedKind, id: String)
    case skipped(RecordedKind, reason: String)
    /// Everything is there; the states of so many resources are read.
    case recording(Int)
}

extension UpgradeSettings {
    /// What the names of all resources of the upgrade begin with.
    var namePrefix: String { "fits-upgrade-\(token)" }
}
