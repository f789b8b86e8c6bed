import Conformance
import OpenStack

/// Makes resources for an upgrade, each of them in the journal before it is asked for, and removes them.
struct Workshop: Sendable {
    let session: CloudSession
    let journal: UpgradeJournal
    /// What every name begins with.
    let prefix: String

    /// Makes a resource under a name of its own.
    ///
    /// - Parameters:
    ///   - kind: what it is, as far as removing it is concerned.
    ///   - label: the end of its name.
    ///   - parent: what further it takes to find it.
    ///   - create: asks for one with the name given, and tells its id.
    /// - Returns: its id.
    /// - Throws: what asking throws; `CancellationError` before anything is asked; ``UpgradeFailure`` without a journal.
    func make(
        _ kind: ResourceKind,
        _ label: String,
        parent: String? = nil,
        create: (_ name: String) async throws(CloudError) -> String
    ) async throws -> String {
        try await make(kind, named: "\(prefix)-\(label)", parent: parent, create: create)
    }

    /// Makes a resource that goes by a name that is given.
    func make(
        _ kind: ResourceKind,
        named name: String,
        parent: String? = nil,
        create: (_ name: String) async throws(CloudError) -> String
    ) async throws -> String {
        try Task.checkCancellation()
        try await journal.plan(PlannedResource(kind: kind.name, name: name, test: nil, parent: parent))
        let id = try await create(name)
        try await journal.made(name, id: id)
        return id
    }

    /// Waits until something is so.
    ///
    /// - Throws: what asking throws; ``UpgradeFailure`` when it takes longer than the limit.
    func wait(
        until what: String,
        limit: Duration = .seconds(900),
        _ isSo: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        var pause = Duration.milliseconds(10)
        while try await !isSo() {
            guard ContinuousClock.now < deadline else { throw UpgradeFailure("\(what) has not come true in \(limit)") }
            try await Task.sleep(for: pause)
            pause = min(pause * 3 / 2, .seconds(2))
        }
    }

    /// Waits until a resource has a status.
    ///
    /// - Throws: ``UpgradeFailure`` when it goes into an error instead.
    func wait(
        until what: String,
        is wanted: String,
        status: () async throws(CloudError) -> (status: String?, reason: String?)
    ) async throws {
        try await wait(until: "\(what) is \(wanted)") {
            let (status, reason) = try await status()
            let word = status?.lowercased() ?? ""
            guard !word.hasPrefix("error"), !word.hasSuffix("failed"), word != "killed", word != "deleted" else {
                throw UpgradeFailure("\(what) is \(status ?? "gone"), not \(wanted)\(reason.map { ": \($0)" } ?? "")")
            }
            return status == wanted
        }
    }

    // MARK: - Removing

    /// Removes what the journal has of some names, last planned first, and goes on past failures.
    ///
    /// - Returns: what became of each.
    func remove(where isMeant: (PlannedResource) -> Bool) async -> [UpgradeRemoval.Report] {
        var reports: [UpgradeRemoval.Report] = []
        for resource in await journal.open.reversed() where isMeant(resource.planned) {
            let end = await remove(resource)
            reports.append(
                UpgradeRemoval.Report(kind: resource.planned.kind, name: resource.planned.name, end: end)
            )
        }
        return reports
    }

    private func remove(_ resource: UpgradeJournal.OpenResource) async -> UpgradeRemoval.Report.End {
        guard let kind = ResourceKind.named(resource.planned.kind) else {
            return .failed("this version of FITS does not know the kind \(resource.planned.kind)")
        }
        do {
            let wasThere = try await kind.remove(resource.planned, id: resource.id, in: session)
            try await journal.removed(resource.planned.name)
            return wasThere ? .removed : .absent
        } catch {
            return .failed("\(error)")
        }
    }
}
