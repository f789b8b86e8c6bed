/// A row that the API shows as a resource.
protocol NetworkResource: StoredRow {
    static var kind: ResourceKind<Self> { get }
    static var tablePath: WritableKeyPath<NetworkState, Table<Self>> { get }
    var projectID: String { get }
    var standard: StandardAttributes { get set }
    /// The project of the resource it is part of, where that counts for the policy.
    func parentProject(in state: NetworkState) -> String?
    /// Whether a project that doesn't own it may use it or see it all the same.
    func isShared(with project: String?, in state: NetworkState) -> Bool
}

extension NetworkResource {
    func parentProject(in state: NetworkState) -> String? { nil }

    func isShared(with project: String?, in state: NetworkState) -> Bool {
        Self.kind.sharedAs.map { state.shares($0, id, with: project) } ?? false
    }
}

/// What is the same for all resources of a kind: names, attributes, and who may do what.
struct ResourceKind<Row: NetworkResource>: Sendable {
    let member: String
    let collection: String
    /// Below `/v2.0`.
    let path: String
    let notFound: @Sendable (String) -> NetworkError
    /// In the order they are shown.
    private(set) var attributes: [Attribute<Row>] = []
    private var places: [String: Int] = [:]
    /// Members that the answer to a creation has, where the row as such shows none.
    var onCreation: JSON.Object = [:]
    var createRule = PolicyRule.member
    var showRule = PolicyRule.reader
    var updateRule = PolicyRule.member
    var deleteRule = PolicyRule.member
    /// The kind's name in RBAC policies, if it can be shared.
    var sharedAs: String?
    /// The prefix of the lookup keys that answer a filter.
    var lookups: [String: String] = [:]
    /// The ids of all rows a project may see, from the indexes; nil where every row must be looked at.
    var visibleIDs: (@Sendable (NetworkState, String) -> Set<String>)?
    /// The name that rules of the policy use.
    var policyName: String
    /// Whether a request may create several.
    var allowsBulk = true

    init(
        _ member: String,
        _ collection: String,
        path: String? = nil,
        notFound: @escaping @Sendable (String) -> NetworkError
    ) {
        self.member = member
        self.collection = collection
        self.path = path ?? collection.replacing("_", with: "-")
        self.notFound = notFound
        policyName = member
    }

    /// Adds an attribute; one of the same name is replaced.
    mutating func add(
        _ name: String,
        _ uses: AttributeUses = [],
        _ type: AttributeType = .any,
        _ initial: Attribute<Row>.Initial = .unset,
        creating: PolicyRule? = nil,
        updating: PolicyRule? = nil,
        showing: PolicyRule? = nil,
        members: [(name: String, rule: PolicyRule)] = [],
        read: @escaping @Sendable (Row, NetworkState, Caller) -> JSON?
    ) {
        let attribute = Attribute(
            name: name,
            uses: uses,
            type: type,
            initial: initial,
            createRule: creating,
            updateRule: updating,
            showRule: showing,
            memberRules: members,
            read: read
        )
        if let place = places[name] {
            attributes[place] = attribute
        } else {
            places[name] = attributes.count
            attributes.append(attribute)
        }
    }

    /// An attribute that is only shown and filtered by.
    mutating func show(
        _ name: String,
        _ uses: AttributeUses = [],
        _ read: @escaping @Sendable (Row, NetworkState, Caller) -> JSON?
    ) {
        add(name, uses, read: read)
    }

    /// What every resource has of its identity and its project.
    mutating func addIdentity() {
        add("id", .find, .uuid) { row, _, _ in .string(row.id) }
    }

    mutating func addProject() {
        add("tenant_id", [.create, .filter, .sort], .string(255), .required) { row, _, _ in .string(row.projectID) }
        add("project_id", [.create, .filter, .sort], .string(255), .required) { row, _, _ in .string(row.projectID) }
    }

    mutating func addDescription() {
        add("description", [.create, .update, .filter], .string(255), .value("")) { row, _, _ in
            JSON(row.standard.description)
        }
    }

    /// Revision, times and, for most, tags.
    mutating func addStandard(tags: Bool = true) {
        show("revision_number", .find) { row, _, _ in .int(row.standard.revision) }
        show("created_at", .find) { row, _, _ in .string(row.standard.created.seconds) }
        show("updated_at", .find) { row, _, _ in .string(row.standard.updated.seconds) }
        if tags {
            show("tags", .filter) { row, _, _ in JSON(row.standard.tags) }
            for name in ["tags-any", "not-tags", "not-tags-any"] {
                add(name, [.filter, .hidden]) { row, _, _ in JSON(row.standard.tags) }
            }
        }
    }

    /// The attribute of a name.
    subscript(name: String) -> Attribute<Row>? { places[name].map { attributes[$0] } }

    // MARK: - Reading rows

    /// A row as the caller may see it, or the fields asked for of it.
    func document(of row: Row, fields: [String] = [], in state: NetworkState, for caller: Caller) -> JSON {
        var object: JSON.Object = [:]
        let target = target(of: row, in: state, for: caller)
        for attribute in attributes where !attribute.uses.contains(.hidden) {
            guard fields.isEmpty || fields.contains(attribute.name) else { continue }
            if let rule = attribute.showRule, !rule.allows(caller, target) { continue }
            object[attribute.name] = attribute.read(row, state, caller)
        }
        return .object(object)
    }

    /// A row as the answer to its creation shows it.
    func created(_ row: Row, in state: NetworkState, for caller: Caller) -> JSON {
        guard case .object(var members) = document(of: row, in: state, for: caller) else { return .null }
        for name in onCreation.names where members[name] == nil { members[name] = onCreation[name] }
        return .object(members)
    }

    /// What the policy needs to know of a row.
    func target(of row: Row, in state: NetworkState, for caller: Caller) -> PolicyTarget {
        PolicyTarget(
            projectID: row.projectID,
            parentProjectID: row.parentProject(in: state),
            isShared: row.isShared(with: caller.projectID, in: state)
        )
    }

    /// Whether the caller may know of a row.
    func shows(_ row: Row, in state: NetworkState, to caller: Caller) -> Bool {
        if caller.isAdmin { return true }
        return showRule.allows(caller, target(of: row, in: state, for: caller))
    }

    /// The row of an id; 404 if there is none that the caller may see.
    func row(_ id: String, in state: NetworkState, for caller: Caller) throws -> Row {
        guard let row = state[keyPath: Row.tablePath][id], shows(row, in: state, to: caller) else {
            throw notFound(id)
        }
        return row
    }
}
