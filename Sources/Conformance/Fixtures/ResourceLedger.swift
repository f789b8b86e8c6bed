import OpenStack
import Synchronization

/// The resources of one owner, in the order they were made, and the promise to remove them.
final class ResourceLedger: Sendable {
    private struct Entry: Sendable {
        let kind: ResourceKind
        let name: String
        let parent: String?
        let session: CloudSession
        /// `nil` when the request's outcome is unknown.
        var id: String?
    }

    /// The test whose resources they are; `nil` for those of the run and of fixtures.
    let owner: TestIdentity?
    private let preparation: RunPreparation
    private let entries = Mutex<[Entry]>([])

    init(owner: TestIdentity?, preparation: RunPreparation) {
        self.owner = owner
        self.preparation = preparation
    }

    func provision<Resource: CloudResource>(
        _ kind: ResourceKind,
        as session: CloudSession,
        parent: String?,
        create: (_ name: String) async throws(CloudError) -> Resource
    ) async throws(CloudError) -> Resource {
        let name = preparation.names.next(kind.name)
        let planned = PlannedResource(kind: kind.name, name: name, test: owner, parent: parent)
        await preparation.events.emit(.resourcePlanned(resource: planned))
        let entry = Entry(kind: kind, name: name, parent: parent, session: session)
        entries.withLock { $0.append(entry) }
        do throws(CloudError) {
            let resource = try await create(name)
            await preparation.events.emit(.resourceCreated(name: name, id: resource.id))
            entries.withLock { entries in
                guard let index = entries.lastIndex(where: { $0.name == name }) else { return }
                entries[index].id = resource.id
            }
            return resource
        } catch {
            if error.provesNothingWasMade { await close(name) }
            throw error
        }
    }

    /// Notes that a request is about to be sent that makes a resource under a name of the run's.
    func announce(_ kind: ResourceKind, named name: String, as session: CloudSession, parent: String?) async {
        let planned = PlannedResource(kind: kind.name, name: name, test: owner, parent: parent)
        await preparation.events.emit(.resourcePlanned(resource: planned))
        entries.withLock { $0.append(Entry(kind: kind, name: name, parent: parent, session: session)) }
    }

    /// Notes what came of a request that was announced.
    func settle(named name: String, _ end: ResourceRequestEnd) async {
        switch end {
        case .made(let id):
            await preparation.events.emit(.resourceCreated(name: name, id: id))
            entries.withLock { entries in
                guard let index = entries.lastIndex(where: { $0.name == name }) else { return }
                entries[index].id = id
            }
        case .nothingMade: await close(name)
        case .unknown: break
        }
    }

    /// Whether a name is one that only this run can have given.
    func isOwn(_ name: String) -> Bool { name.contains(preparation.names.mark) }

    /// Whether any of the resources cannot go while something that was made with it is there.
    var isHeldByItsUsers: Bool { entries.withLock { $0.contains { $0.kind.isHeldByItsUsers } } }

    /// Takes over what another ledger was to remove: everything, or one resource.
    func take(over other: ResourceLedger, onlyID id: String? = nil) {
        let taken = other.entries.withLock { entries in
            let taken = entries.filter { id == nil || $0.id == id }
            entries.removeAll { id == nil || $0.id == id }
            return taken
        }
        entries.withLock { $0 += taken }
    }

    func confirmRemoved(id: String) async {
        guard let name = entries.withLock({ $0.first { $0.id == id }?.name }) else { return }
        await close(name)
    }

    /// Removes everything, last made first, going on past failures.
    ///
    /// What was made one after another and takes long to go, such as servers, goes at the same time.
    ///
    /// - Returns: what could not be removed, as “image fits-…: reason”.
    func removeAll() async -> [String] {
        var leftovers: [String] = []
        for batch in Self.batches(of: entries.withLock(\.self)) {
            leftovers += await concurrentMap(batch, width: batch.count) { entry in
                do throws(CloudError) {
                    try await self.remove(entry)
                    await self.close(entry.name)
                    return nil
                } catch {
                    return self.preparation.redactor.redacted("\(entry.kind.name) \(entry.name): \(error)")
                }
            }.compactMap(\.self)
        }
        return leftovers
    }

    /// In the order of removal, together what can be removed at the same time.
    private static func batches(of entries: [Entry]) -> [[Entry]] {
        var batches: [[Entry]] = []
        for entry in entries.reversed() {
            if let last = batches.last?.last, last.kind.name == entry.kind.name, entry.kind.isGone != nil {
                batches[batches.count - 1].append(entry)
            } else {
                batches.append([entry])
            }
        }
        return batches
    }

    private func remove(_ entry: Entry) async throws(CloudError) {
        // Removed with the run's own transport: the evidence of the test is complete by now.
        let session = entry.session.over(preparation.transport).checking(with: nil)
        let ids =
            if let id = entry.id { [id] } else { try await entry.kind.find(session, entry.name, entry.parent) }
        for id in ids {
            _ = try await entry.kind.removeAndAwait(id, entry.parent, in: session, waits: preparation.waits)
        }
    }

    private func close(_ name: String) async {
        entries.withLock { $0.removeAll { $0.name == name } }
        await preparation.events.emit(.resourceRemoved(name: name))
    }
}

extension CloudError {
    /// Whether the service certainly made nothing: it refused, or never got the request.
    fileprivate var provesNothingWasMade: Bool {
        if let transportError { return !transportError.mayHaveBeenProcessed }
        if let status { return (400..<500).contains(status) }
        return code == .serviceNotInCatalog || code == .endpointNotInCatalog || code == .authenticationFailed
    }
}
