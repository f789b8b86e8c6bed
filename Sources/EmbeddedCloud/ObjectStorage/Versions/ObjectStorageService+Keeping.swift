import HTTPTypes

/// What became of a write.
struct WriteOutcome: Sendable {
    /// Blobs no object has any longer.
    var freed: [Int] = []
    /// The version that was made.
    var version: String?
    /// Whether there was such an object.
    var found = true
}

// What is replaced or deleted is kept where the container says so; all of it happens in one transaction.
extension ObjectStorageService {
    /// Puts an object in its place, and what was there where old versions go.
    static func install(
        _ row: ObjectRow,
        in container: ObjectContainerRow,
        _ state: inout ObjectState
    ) throws -> WriteOutcome {
        var outcome = WriteOutcome()
        if container.isVersioned == true, let versions = state.versions(of: container) {
            moveCurrent(row.name, from: container, to: versions, &state)
            var version = row
            version.name = VersionName.hidden(row.name, row.timestamp)
            version.deleteAt = 0
            state.put(version, in: versions)
            state.put(link(to: version, of: row), in: container)
            outcome.version = row.timestamp.normal
        } else {
            if container.archive != nil {
                outcome.freed += try archive(row.name, of: container, at: row.timestamp, &state)
            }
            if let old = state.put(row, in: container) { outcome.freed.append(old.blob) }
        }
        return outcome
    }

    /// The link that stands in an object's place for its latest version.
    static func link(to version: ObjectRow, of row: ObjectRow) -> ObjectRow {
        var link = ObjectRow(
            name: row.name,
            timestamp: row.timestamp,
            size: 0,
            etag: .empty,
            contentType: version.contentType
        )
        link.deleteAt = row.deleteAt
        var facts = SymlinkFacts(target: version.name, etag: version.etag.hex, bytes: version.size)
        if case .manifest(let manifest) = version.kind {
            facts.bytes = manifest.size
            facts.largeObjectETag = manifest.etag
        }
        facts.version = VersionName.parts(version.name)?.version
        link.kind = .symlink(facts)
        return link
    }

    /// An object that isn't a version yet becomes one.
    private static func moveCurrent(
        _ name: String,
        from container: ObjectContainerRow,
        to versions: ObjectContainerRow,
        _ state: inout ObjectState
    ) {
        guard var current = state.object(name, in: container) else { return }
        if case .symlink(let facts) = current.kind, facts.version != nil { return }
        state.remove(name, from: container)
        current.name = VersionName.hidden(name, current.timestamp)
        current.deleteAt = 0
        state.put(current, in: versions)
    }

    /// Moves an object to the container for old versions; returns blobs that are free then.
    private static func archive(
        _ name: String,
        of container: ObjectContainerRow,
        at time: Timestamp,
        _ state: inout ObjectState
    ) throws -> [Int] {
        guard var current = state.object(name, in: container) else { return [] }
        let archive = try archive(of: container, state)
        state.remove(name, from: container)
        current.name = VersionName.prefix(name) + current.timestamp.normal
        current.timestamp = time
        return [state.put(current, in: archive)?.blob ?? 0]
    }

    private static func archive(of container: ObjectContainerRow, _ state: ObjectState) throws -> ObjectContainerRow {
        guard let name = container.archive?.container, let archive = state.container(name, of: container.account)
        else { throw ObjectStorageError(.preconditionFailed) }
        return archive
    }

    // MARK: - Deleting

    /// Deletes an object as its container has it: with a marker in its place, or with its last version back there.
    func delete(
        _ name: String,
        from container: ObjectContainerRow,
        keepsVersion: Bool,
        at now: Timestamp,
        _ state: inout ObjectState
    ) throws -> WriteOutcome {
        guard let container = state.container(container.name, of: container.account) else {
            throw ObjectStorageError.notFound
        }
        var outcome = WriteOutcome()
        let current = state.object(name, in: container)
        outcome.found = current.map { !isExpired($0) } ?? false
        if keepsVersion, container.isVersioned == true, let versions = state.versions(of: container) {
            Self.moveCurrent(name, from: container, to: versions, &state)
            state.put(Self.marker(VersionName.hidden(name, now), now), in: versions)
            state.remove(name, from: container)
            outcome.version = now.normal
            return outcome
        }
        switch container.archive?.mode {
        case .history:
            let archive = try Self.archive(of: container, state)
            outcome.freed += try Self.archive(name, of: container, at: now, &state)
            state.put(Self.marker(VersionName.prefix(name) + now.normal, now), in: archive)
        case .stack:
            if try Self.restore(name, to: container, at: now, &state, &outcome) {
                outcome.found = true
                return outcome
            }
            if let old = state.remove(name, from: container) { outcome.freed.append(old.blob) }
        case nil:
            if let old = state.remove(name, from: container) { outcome.freed.append(old.blob) }
        }
        return outcome
    }

    private static func marker(_ name: String, _ time: Timestamp) -> ObjectRow {
        var row = ObjectRow(
            name: name,
            timestamp: time,
            size: 0,
            etag: .empty,
            contentType: VersionName.deleteMarker
        )
        row.kind = .deleteMarker
        return row
    }

    /// Brings the last version back; false if there is none.
    private static func restore(
        _ name: String,
        to container: ObjectContainerRow,
        at now: Timestamp,
        _ state: inout ObjectState,
        _ outcome: inout WriteOutcome
    ) throws -> Bool {
        guard let archiveName = container.archive?.container,
            let archive = state.container(archiveName, of: container.account)
        else { return false }
        let versions = latestVersions(VersionName.prefix(name), in: archive, state)
        guard let latest = versions.first else { return false }
        var restored = latest
        if case .deleteMarker = latest.kind {
            // With an object in place, it alone goes; without one, the marker goes and what was before it comes back.
            guard state.object(name, in: container) == nil else { return false }
            state.remove(latest.name, from: archive)
            guard versions.count > 1 else { return true }
            restored = versions[1]
            if case .deleteMarker = restored.kind { return true }
        }
        state.remove(restored.name, from: archive)
        restored.name = name
        restored.timestamp = now
        if let old = state.put(restored, in: container) { outcome.freed.append(old.blob) }
        return true
    }

    /// The last two objects whose names begin so, the last first.
    private static func latestVersions(
        _ prefix: String,
        in archive: ObjectContainerRow,
        _ state: ObjectState
    ) -> [ObjectRow] {
        let rows = state.objects(of: archive)
        var found: [ObjectRow] = []
        var place = NameOrder.after(prefix: prefix.utf8).map { rows.firstPlace(notBefore: $0) } ?? rows.end
        while found.count < 2, let before = rows.place(before: place), let row = rows.row(at: before),
            row.name.utf8.starts(with: prefix.utf8)
        {
            found.append(row)
            place = before
        }
        return found
    }
}
