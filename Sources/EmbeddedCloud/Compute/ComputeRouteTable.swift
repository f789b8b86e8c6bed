import HTTPTypes
import Hummingbird

/// Paths and methods of the compute service, who answers them, and in which microversions.
///
/// A path is a pattern such as `/servers/{id}`, below the version and the project; a fixed segment goes before a placeholder.
struct ComputeRouteTable: Sendable {
    typealias Handler = @Sendable (ComputeRequest) async throws -> ServiceResponse

    /// A handler and the microversions it is for.
    fileprivate struct Entry: Sendable {
        var since: Int
        var until: Int?
        var handler: Handler

        func serves(_ minor: Int) -> Bool { since <= minor && minor <= (until ?? .max) }
    }

    private struct Node: Sendable {
        var fixed: [String: Node] = [:]
        /// None or one: the node behind a placeholder.
        var placeholder: [Node] = []
        var names: [HTTPRequest.Method: [String]] = [:]
        var entries: [HTTPRequest.Method: [Entry]] = [:]
    }

    private var root = Node()
    private var actions: [String: [Entry]] = [:]

    /// Registers a handler for a range of microversions, named by their minor numbers.
    ///
    /// 0 stands for the legacy API, which has what 2.1 has.
    mutating func on(
        _ method: HTTPRequest.Method,
        _ pattern: String,
        since: Int = 0,
        until: Int? = nil,
        _ handler: @escaping Handler
    ) {
        let segments = pattern.split(separator: "/").map(String.init)
        let names = segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        Self.insert(
            Entry(since: since, until: until, handler: handler),
            names,
            method,
            segments[...],
            into: &root
        )
    }

    /// Registers a handler for an action on a server, `POST /servers/{id}/action`, named by the one member of the body.
    mutating func action(
        _ name: String,
        since: Int = 0,
        until: Int? = nil,
        _ handler: @escaping Handler
    ) {
        actions[name, default: []].append(Entry(since: since, until: until, handler: handler))
    }

    private static func insert(
        _ entry: Entry,
        _ names: [String],
        _ method: HTTPRequest.Method,
        _ segments: ArraySlice<String>,
        into node: inout Node
    ) {
        guard let segment = segments.first else {
            node.names[method] = names
            node.entries[method, default: []].append(entry)
            return
        }
        if segment.hasPrefix("{") {
            if node.placeholder.isEmpty { node.placeholder.append(Node()) }
            insert(entry, names, method, segments.dropFirst(), into: &node.placeholder[0])
        } else {
            insert(entry, names, method, segments.dropFirst(), into: &node.fixed[segment, default: Node()])
        }
    }

    // MARK: - Finding

    /// What the table has for a method and a path.
    struct Match: Sendable {
        let parameters: [String: String]
        fileprivate let entries: [Entry]
        /// By name, where the path is that of actions.
        fileprivate let actions: [String: [Entry]]?

        /// The handler of a request; 404 where there is none in its microversion, 400 for an action that isn't known.
        func handler(for request: ComputeRequest) throws -> Handler {
            var entries = entries
            if let actions {
                guard let body = request.document?.object, let name = body.names.first, body.names.count == 1 else {
                    throw ComputeError(.badRequest, "Malformed request body")
                }
                guard let found = actions[name] else {
                    throw ComputeError(.badRequest, "There is no such action: \(name)")
                }
                entries = found
            }
            guard let entry = entries.first(where: { $0.serves(request.minor) }) else { throw ComputeError.noResource }
            return entry.handler
        }
    }

    /// What answers a method and a path; nil if nothing does in any microversion.
    func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match? {
        if method == .post, segments.count == 3, segments[0] == "servers", segments[2] == "action", !segments[1].isEmpty
        {
            return Match(parameters: ["id": segments[1]], entries: [], actions: actions)
        }
        var values: [String] = []
        guard let node = Self.find(method, segments[...], in: root, &values), let entries = node.entries[method] else {
            return nil
        }
        let names = node.names[method] ?? []
        return Match(
            parameters: Dictionary(zip(names, values), uniquingKeysWith: { _, last in last }),
            entries: entries,
            actions: nil
        )
    }

    private static func find(
        _ method: HTTPRequest.Method,
        _ segments: ArraySlice<String>,
        in node: Node,
        _ values: inout [String]
    ) -> Node? {
        guard let segment = segments.first else { return node.entries[method] == nil ? nil : node }
        if let next = node.fixed[segment], let found = find(method, segments.dropFirst(), in: next, &values) {
            return found
        }
        guard let next = node.placeholder.first, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = find(method, segments.dropFirst(), in: next, &values) { return found }
        values.removeLast()
        return nil
    }
}
