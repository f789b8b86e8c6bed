import HTTPTypes
import Hummingbird

/// What is special about creating, changing and deleting resources of a kind.
struct ResourceActions<Row: NetworkResource>: Sendable {
    typealias Create = @Sendable (inout NetworkState, Draft, ChangeContext) throws -> Row
    typealias Update = @Sendable (inout NetworkState, Row, Draft, ChangeContext) throws -> Row
    typealias Delete = @Sendable (inout NetworkState, Row, ChangeContext) throws -> Void

    var create: Create?
    var update: Update?
    var delete: Delete?
    /// Finds what a new resource is to be part of, and checks that the caller may do so at all.
    var parent: (@Sendable (NetworkState, Draft, Caller) throws -> (projectID: String?, isShared: Bool))?
    /// Done before a list is made.
    var beforeListing: (@Sendable (ChangeContext, Query) throws -> Void)?
    /// Done when rows were written.
    var afterwards: (@Sendable ([Row], Timestamp) -> Void)?
}

extension NetworkService {
    /// Registers the paths of a kind of resource.
    func declare<Row: NetworkResource>(_ actions: ResourceActions<Row>, in table: inout RouteTable) {
        let kind = Row.kind
        let collection = "/v2.0/" + kind.path
        let item = collection + "/{id}"
        table.on(.get, collection) { try list($0, actions) }
        table.on(.get, item) { try show($0, Row.self) }
        for method in [HTTPRequest.Method.put, .delete] {
            table.on(method, collection) { request in
                _ = try caller(request)
                throw kind.notFound("None")
            }
        }
        if actions.create != nil { table.on(.post, collection) { try await create($0, actions) } }
        if actions.update != nil { table.on(.put, item) { try await update($0, actions) } }
        if actions.delete != nil { table.on(.delete, item) { try delete($0, actions) } }
    }

    // MARK: - Reading

    private func list<Row: NetworkResource>(
        _ request: ServiceRequest,
        _ actions: ResourceActions<Row>
    ) throws -> ServiceResponse {
        let caller = try caller(request)
        let kind = Row.kind
        let query = try kind.query(request.query)
        try actions.beforeListing?(context(caller), request.query)
        let (documents, first, last) = try store.read { state in
            let rows = try kind.page(query, in: state, for: caller)
            return (
                rows.map { kind.document(of: $0, fields: query.fields, in: state, for: caller) }, rows.first?.id,
                rows.last?.id
            )
        }
        var answer: JSON.Object = [kind.collection: .array(documents)]
        answer["\(kind.collection)_links"] = query.links(
            to: base + request.path,
            request.query,
            first: first,
            last: last,
            count: documents.count
        )
        return .compact(.object(answer))
    }

    private func show<Row: NetworkResource>(_ request: ServiceRequest, _ row: Row.Type) throws -> ServiceResponse {
        let caller = try caller(request)
        let kind = Row.kind
        let fields = request.query.all("fields").filter { !$0.isEmpty }
        let document = try store.read { state in
            kind.document(
                of: try kind.row(request["id"], in: state, for: caller),
                fields: fields,
                in: state,
                for: caller
            )
        }
        return .compact([kind.member: document])
    }

    // MARK: - Writing

    private func create<Row: NetworkResource>(
        _ request: ServiceRequest,
        _ actions: ResourceActions<Row>
    ) async throws -> ServiceResponse {
        let caller = try caller(request)
        let kind = Row.kind
        guard let create = actions.create else { throw NetworkError.noResource }
        let (drafts, isBulk) = try kind.drafts(of: try await document(request), by: caller)
        let context = context(caller)
        let (documents, rows) = try store.write { state in
            var rows: [Row] = []
            for draft in drafts {
                let parent = try actions.parent?(state, draft, caller)
                try kind.requireCreating(
                    draft,
                    parent: parent?.projectID,
                    isParentShared: parent?.isShared ?? false,
                    by: caller
                )
                rows.append(try create(&state, draft, context))
            }
            let made = rows.compactMap { state[keyPath: Row.tablePath][$0.id] }
            return (made.map { kind.created($0, in: state, for: caller) }, made)
        }
        actions.afterwards?(rows, context.now)
        let body: JSON = isBulk ? [kind.collection: .array(documents)] : [kind.member: documents.first ?? .null]
        return .compact(body, status: .created)
    }

    private func update<Row: NetworkResource>(
        _ request: ServiceRequest,
        _ actions: ResourceActions<Row>
    ) async throws -> ServiceResponse {
        let caller = try caller(request)
        let kind = Row.kind
        guard let update = actions.update else { throw NetworkError.noResource }
        let body = try await document(request)
        let context = context(caller)
        let (document, row) = try store.write { state in
            let row = try kind.row(request["id"], in: state, for: caller)
            let draft = try kind.changes(of: body, to: row)
            try kind.requireUpdating(row, draft, in: state, by: caller)
            try requireRevision(request, row.standard)
            let changed = try update(&state, row, draft, context)
            let final = state[keyPath: Row.tablePath][changed.id] ?? changed
            return (kind.document(of: final, in: state, for: caller), final)
        }
        actions.afterwards?([row], context.now)
        return .compact([kind.member: document])
    }

    private func delete<Row: NetworkResource>(
        _ request: ServiceRequest,
        _ actions: ResourceActions<Row>
    ) throws -> ServiceResponse {
        let caller = try caller(request)
        let kind = Row.kind
        guard let delete = actions.delete else { throw NetworkError.noResource }
        let context = context(caller)
        try store.write { state in
            let row = try kind.row(request["id"], in: state, for: caller)
            try kind.requireDeleting(row, in: state, by: caller)
            try requireRevision(request, row.standard)
            try delete(&state, row, context)
        }
        return .empty(.noContent)
    }
}
