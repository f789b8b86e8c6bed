import HTTPTypes

/// Paths and methods of a service, and who answers them.
///
/// A path is a pattern such as `/v3/users/{user_id}`; a fixed segment goes before a placeholder. The table is a value: built once, then
/// only read.
struct RouteTable: Sendable {
    typealias Handler = @Sendable (ServiceRequest) async throws -> ServiceResponse

    /// What the table knows of a request's path.
    enum Match {
        case found(Handler, parameters: [String: String])
        case otherMethods([HTTPRequest.Method])
        case unknownPath
    }

    private struct Route: Sendable {
        var names: [String]
        var handler: Handler
    }

    private struct Node: Sendable {
        var fixed: [String: Node] = [:]
        /// None or one: the node behind a placeholder.
        var placeholder: [Node] = []
        var routes: [HTTPRequest.Method: Route] = [:]
    }

    private var root = Node()

    /// Registers a handler; a later one for the same method and path replaces it.
    mutating func on(_ method: HTTPRequest.Method, _ pattern: String, _ handler: @escaping Handler) {
        let segments = pattern.split(separator: "/").map(String.init)
        let names = segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        Self.insert(Route(names: names, handler: handler), method, segments[...], into: &root)
    }

    private static func insert(
        _ route: Route,
        _ method: HTTPRequest.Method,
        _ segments: ArraySlice<String>,
        into node: inout Node
    ) {
        guard let segment = segments.first else {
            node.routes[method] = route
            return
        }
        if segment.hasPrefix("{") {
            if node.placeholder.isEmpty { node.placeholder.append(Node()) }
            insert(route, method, segments.dropFirst(), into: &node.placeholder[0])
        } else {
            insert(route, method, segments.dropFirst(), into: &node.fixed[segment, default: Node()])
        }
    }

    /// Finds the handler of a request; an empty segment never fills a placeholder.
    func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
        var values: [String] = []
        guard let node = Self.find(segments[...], in: root, &values) else { return .unknownPath }
        guard let route = node.routes[method] else {
            return .otherMethods(node.routes.keys.sorted { $0.rawValue < $1.rawValue })
        }
        return .found(
            route.handler,
            parameters: Dictionary(zip(route.names, values), uniquingKeysWith: { _, last in last })
        )
    }

    private static func find(_ segments: ArraySlice<String>, in node: Node, _ values: inout [String]) -> Node? {
        guard let segment = segments.first else { return node.routes.isEmpty ? nil : node }
        if let next = node.fixed[segment], let found = find(segments.dropFirst(), in: next, &values) { return found }
        guard let next = node.placeholder.first, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = find(segments.dropFirst(), in: next, &values) { return found }
        values.removeLast()
        return nil
    }
}
