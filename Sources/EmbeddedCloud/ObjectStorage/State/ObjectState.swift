import Foundation

/// Everything the object store knows, but the bytes.
///
/// A transaction changes it through `put…` and `remove…` only: they count objects and bytes, and note what was there
/// before, so that all of it can be undone or written down.
struct ObjectState: Sendable {
    private(set) var accounts: [String: ObjectAccountRow] = [:]
    private var containers: [String: OrderedRows<ObjectContainerRow>] = [:]
    /// By the container's number.
    private var objects: [Int: OrderedRows<ObjectRow>] = [:]
    private var lastNumber = 0
    private var undo: [Undo] = []

    /// What was in a place before the transaction changed it.
    enum Undo {
        case account(String, ObjectAccountRow?)
        case container(account: String, name: String, ObjectContainerRow?)
        case object(ContainerReference, name: String, ObjectRow?)
    }

    /// Enough of a container to find its objects, and what counts them.
    struct ContainerReference {
        var account: String
        var name: String
        var number: Int
    }

    // MARK: - Looking

    func containers(of account: String) -> OrderedRows<ObjectContainerRow> { containers[account] ?? OrderedRows() }

    func container(_ name: String, of account: String) -> ObjectContainerRow? { containers[account]?[name] }

    func objects(of container: ObjectContainerRow) -> OrderedRows<ObjectRow> {
        objects[container.number] ?? OrderedRows()
    }

    func object(_ name: String, in container: ObjectContainerRow) -> ObjectRow? { objects[container.number]?[name] }

    /// The hidden container of another's versions, if there is one.
    func versions(of container: ObjectContainerRow) -> ObjectContainerRow? {
        container.isVersioned == nil ? nil : self.container(container.versionsName, of: container.account)
    }

    /// Every object that expires, with its container.
    func expiring() -> [(ObjectContainerRow, ObjectRow)] {
        var found: [(ObjectContainerRow, ObjectRow)] = []
        for rows in containers.values {
            rows.forEach { container in
                objects[container.number]?.forEach { if $0.deleteAt > 0 { found.append((container, $0)) } }
            }
        }
        return found
    }

    // MARK: - Changing

    /// A number no container or blob has had.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func put(_ account: ObjectAccountRow) {
        undo.append(.account(account.name, accounts[account.name]))
        accounts[account.name] = account
    }

    mutating func put(_ container: ObjectContainerRow) {
        let old = replace(container)
        undo.append(.container(account: container.account, name: container.name, old))
    }

    mutating func remove(_ container: ObjectContainerRow) {
        let old = removeContainer(container.name, of: container.account)
        undo.append(.container(account: container.account, name: container.name, old))
    }

    /// Returns the object that was there.
    @discardableResult
    mutating func put(_ object: ObjectRow, in container: ObjectContainerRow) -> ObjectRow? {
        let place = ContainerReference(account: container.account, name: container.name, number: container.number)
        let old = replace(object, in: place)
        undo.append(.object(place, name: object.name, old))
        return old
    }

    @discardableResult
    mutating func remove(_ name: String, from container: ObjectContainerRow) -> ObjectRow? {
        let place = ContainerReference(account: container.account, name: container.name, number: container.number)
        let old = removeObject(name, from: place)
        undo.append(.object(place, name: name, old))
        return old
    }

    // MARK: - Transactions

    /// What changed, as the state file keeps it.
    func changes() throws -> [StateFile.Change] {
        let encoder = JSONEncoder()
        return try undo.map { change in
            switch change {
            case .account(let name, _):
                StateFile.Change(
                    table: StoredObjectRow.accounts,
                    id: name,
                    fields: try accounts[name].map { try encoder.encode($0) }
                )
            case .container(let account, let name, _):
                StateFile.Change(
                    table: StoredObjectRow.containers,
                    id: StoredObjectRow.id(account, name),
                    fields: try container(name, of: account).map { try encoder.encode($0) }
                )
            case .object(let place, let name, _):
                StateFile.Change(
                    table: StoredObjectRow.objects,
                    id: StoredObjectRow.id(String(place.number), name),
                    fields: try objects[place.number]?[name].map {
                        try encoder.encode(StoredObjectRow(container: place.number, object: $0))
                    }
                )
            }
        }
    }

    mutating func commit() { undo.removeAll(keepingCapacity: true) }

    mutating func rollBack() {
        let changes = undo
        undo.removeAll()
        for change in changes.reversed() {
            switch change {
            case .account(let name, let old): accounts[name] = old
            case .container(let account, let name, let old):
                if let old { replace(old) } else { removeContainer(name, of: account) }
            case .object(let place, let name, let old):
                if let old { replace(old, in: place) } else { removeObject(name, from: place) }
            }
        }
    }

    // MARK: - Loading

    mutating func load(_ account: ObjectAccountRow) { accounts[account.name] = account }

    mutating func load(_ container: ObjectContainerRow) {
        lastNumber = max(lastNumber, container.number)
        replace(container)
    }

    mutating func load(_ object: ObjectRow, in place: ContainerReference) {
        lastNumber = max(lastNumber, object.blob)
        replace(object, in: place)
    }

    // MARK: - Counting

    @discardableResult
    private mutating func replace(_ container: ObjectContainerRow) -> ObjectContainerRow? {
        let old = containers[container.account, default: OrderedRows()].put(container)
        if old == nil { accounts[container.account]?.containerCount += 1 }
        return old
    }

    @discardableResult
    private mutating func removeContainer(_ name: String, of account: String) -> ObjectContainerRow? {
        guard let old = containers[account]?.remove(name) else { return nil }
        accounts[account]?.containerCount -= 1
        objects[old.number] = nil
        return old
    }

    @discardableResult
    private mutating func replace(_ object: ObjectRow, in place: ContainerReference) -> ObjectRow? {
        let old = objects[place.number, default: OrderedRows()].put(object)
        count(old == nil ? 1 : 0, bytes: object.size - (old?.size ?? 0), in: place)
        return old
    }

    @discardableResult
    private mutating func removeObject(_ name: String, from place: ContainerReference) -> ObjectRow? {
        guard let old = objects[place.number]?.remove(name) else { return nil }
        count(-1, bytes: -old.size, in: place)
        return old
    }

    private mutating func count(_ objects: Int, bytes: Int, in place: ContainerReference) {
        guard objects != 0 || bytes != 0 else { return }
        containers[place.account]?.update(place.name) {
            $0.objectCount += objects
            $0.bytesUsed += bytes
        }
        accounts[place.account]?.objectCount += objects
        accounts[place.account]?.bytesUsed += bytes
    }
}

/// An object as the state file has it.
struct StoredObjectRow: Codable {
    static let accounts = "object-store.account"
    static let containers = "object-store.container"
    static let objects = "object-store.object"

    var container: Int
    var object: ObjectRow

    /// A name in the file: without NUL, which SQLite would end at.
    static func id(_ owner: String, _ name: String) -> String {
        owner + "/" + name.replacing("\u{1}", with: "\u{1}1").replacing("\0", with: "\u{1}0")
    }
}
