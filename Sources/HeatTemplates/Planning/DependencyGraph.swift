/// What depends on what.
///
/// All of it takes time in proportion to the number of nodes and edges.
public struct DependencyGraph: Sendable {
    /// The nodes, in the order in which they were given.
    public let nodes: [String]
    /// The nodes that a node depends on, by index.
    private let requirements: [[Int]]
    private let indices: [String: Int]

    /// A graph of nodes with the names of those that each depends on; names that are no nodes are left out.
    public init(_ nodes: [(name: String, dependencies: [String])]) {
        self.nodes = nodes.map(\.name)
        let indices = Dictionary(nodes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.indices = indices
        requirements = nodes.map { node in node.dependencies.compactMap { indices[$0] } }
    }

    /// The names of the nodes that a node depends on.
    public func dependencies(of name: String) -> [String] {
        indices[name].map { index in requirements[index].map { nodes[$0] } } ?? []
    }

    /// Every dependency: the first depends on the second.
    public var edges: [(from: String, to: String)] {
        requirements.enumerated().flatMap { index, required in required.map { (nodes[index], nodes[$0]) } }
    }

    // MARK: - Order

    /// How many nodes must come before each one, one after the other; `nil` for nodes in circles and those that
    /// depend on them.
    private func levels() -> [Int?] {
        var waiting = requirements.map { Set($0).count }
        var dependents = [[Int]](repeating: [], count: nodes.count)
        for (index, required) in requirements.enumerated() {
            for other in Set(required) { dependents[other].append(index) }
        }
        var levels = [Int?](repeating: nil, count: nodes.count)
        var ready = waiting.indices.filter { waiting[$0] == 0 }
        for index in ready { levels[index] = 0 }
        var next = 0
        while next < ready.count {
            let index = ready[next]
            next += 1
            for dependent in dependents[index] {
                waiting[dependent] -= 1
                levels[dependent] = max(levels[dependent] ?? 0, (levels[index] ?? 0) + 1)
                if waiting[dependent] == 0 { ready.append(dependent) }
            }
        }
        for index in levels.indices where waiting[index] > 0 { levels[index] = nil }
        return levels
    }

    /// The nodes in waves, of which each waits for the one before.
    ///
    /// Each node's dependencies are in earlier waves. Nodes in circles are left out.
    public var waves: [[String]] {
        let levels = levels()
        let count = (levels.compactMap { $0 }.max() ?? -1) + 1
        var waves = [[String]](repeating: [], count: count)
        for (index, level) in levels.enumerated() {
            if let level { waves[level].append(nodes[index]) }
        }
        return waves
    }

    /// The chain of dependencies that takes longest.
    ///
    /// - Parameter duration: how long a node takes.
    /// - Returns: the names of the nodes, from the one that depends on nothing.
    public func criticalPath(_ duration: (String) -> Double = { _ in 1 }) -> [String] {
        let levels = levels()
        let order = levels.indices.filter { levels[$0] != nil }.sorted { (levels[$0] ?? 0) < (levels[$1] ?? 0) }
        var total = [Double](repeating: 0, count: nodes.count)
        var previous = [Int?](repeating: nil, count: nodes.count)
        for index in order {
            for required in requirements[index] where previous[index].map({ total[required] > total[$0] }) ?? true {
                previous[index] = required
            }
            total[index] = (previous[index].map { total[$0] } ?? 0) + duration(nodes[index])
        }
        guard var current = order.max(by: { total[$0] < total[$1] }) else { return [] }
        var path = [nodes[current]]
        while let before = previous[current] {
            path.append(nodes[before])
            current = before
        }
        return path.reversed()
    }

    /// Circles, each from the node that comes first in the graph; of circles that share nodes one is found.
    public var cycles: [[String]] {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: nodes.count)
        var cycles: [[String]] = []
        for start in nodes.indices where marks[start] == .new {
            // A stack of our own: hostile templates have chains longer than the thread's stack.
            var path: [(node: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let (node, next) = path.last {
                guard next < requirements[node].count else {
                    marks[node] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let required = requirements[node][next]
                switch marks[required] {
                case .new:
                    marks[required] = .open
                    path.append((required, 0))
                case .open:
                    guard let begin = path.firstIndex(where: { $0.node == required }) else { continue }
                    let circle = path[begin...].map(\.node)
                    guard let first = circle.indices.min(by: { circle[$0] < circle[$1] }) else { continue }
                    cycles.append((circle[first...] + circle[..<first]).map { nodes[$0] })
                case .done: continue
                }
            }
        }
        return cycles
    }
}
