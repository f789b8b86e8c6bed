/// Places the nodes of a graph in layers, from left to right, so that few lines cross.
struct GraphLayout {
    /// A node with its place.
    struct Box {
        var name: String
        var layer: Int
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    /// A line from one box to another by way of the layers between them.
    struct Line {
        var from: String
        var to: String
        var points: [(x: Double, y: Double)]
    }

    let boxes: [Box]
    let lines: [Line]
    let width: Double
    let height: Double

    static let margin = 24.0
    private static let columnGap = 72.0
    private static let rowGap = 18.0
    /// With more lines across layers than this nobody could follow them, and lines go straight.
    private static let crossingLimit = 20_000

    /// Either a node, or the place where a line passes a layer.
    private struct Slot {
        var name: String?
        var width: Double
        var height: Double
        /// The slots before and after it that a line joins it to.
        var before: [Int] = []
        var after: [Int] = []
        var layer: Int
        var y = 0.0
    }

    /// Lays out a graph.
    ///
    /// - Parameters:
    ///   - graph: the graph; nodes in circles are left out.
    ///   - top: the room to leave above.
    ///   - size: how much room a node needs.
    init(_ graph: DependencyGraph, top: Double, size: (String) -> (width: Double, height: Double)) {
        let waves = graph.waves
        var slots: [Slot] = []
        var columns = [[Int]](repeating: [], count: waves.count)
        var slotOfNode: [String: Int] = [:]
        for (layer, names) in waves.enumerated() {
            for name in names {
                let (width, height) = size(name)
                slotOfNode[name] = slots.count
                columns[layer].append(slots.count)
                slots.append(Slot(name: name, width: width, height: height, layer: layer))
            }
        }
        var chains: [(from: String, to: String, slots: [Int])] = []
        let crossings = graph.edges.reduce(0) { count, edge in
            guard let start = slotOfNode[edge.to], let end = slotOfNode[edge.from] else { return count }
            return count + slots[end].layer - slots[start].layer - 1
        }
        let goesAround = crossings <= Self.crossingLimit
        for (dependent, required) in graph.edges {
            guard let start = slotOfNode[required], let end = slotOfNode[dependent] else { continue }
            var chain = [start]
            for layer in (slots[start].layer + 1)..<slots[end].layer where goesAround {
                columns[layer].append(slots.count)
                chain.append(slots.count)
                slots.append(Slot(name: nil, width: 0, height: 6, layer: layer))
            }
            chain.append(end)
            for (before, after) in zip(chain, chain.dropFirst()) {
                slots[before].after.append(after)
                slots[after].before.append(before)
            }
            chains.append((required, dependent, chain))
        }
        Self.order(&columns, slots)
        let heights = columns.map { column in
            column.reduce(0) { $0 + slots[$1].height } + Self.rowGap * Double(max(0, column.count - 1))
        }
        let tallest = heights.max() ?? 0
        var x = Self.margin
        var boxes: [Box] = []
        var lefts = [Double](repeating: 0, count: columns.count)
        var widths = [Double](repeating: 0, count: columns.count)
        for (layer, column) in columns.enumerated() {
            let width = column.map { slots[$0].width }.max() ?? 0
            (lefts[layer], widths[layer]) = (x, width)
            var y = top + Self.margin + (tallest - heights[layer]) / 2
            for index in column {
                slots[index].y = y
                let slot = slots[index]
                if let name = slot.name {
                    boxes.append(Box(name: name, layer: layer, x: x, y: y, width: width, height: slot.height))
                }
                y += slot.height + Self.rowGap
            }
            x += width + Self.columnGap
        }
        self.boxes = boxes
        lines = chains.map { chain in
            var points: [(x: Double, y: Double)] = []
            for (position, index) in chain.slots.enumerated() {
                let slot = slots[index]
                let middle = slot.y + slot.height / 2
                if position > 0 { points.append((lefts[slot.layer], middle)) }
                if position < chain.slots.count - 1 { points.append((lefts[slot.layer] + widths[slot.layer], middle)) }
            }
            return Line(from: chain.from, to: chain.to, points: points)
        }
        width = max(2 * Self.margin, x - Self.columnGap + Self.margin)
        height = top + tallest + 2 * Self.margin
    }

    /// Orders each layer by where its neighbours are, there and back a few times.
    private static func order(_ columns: inout [[Int]], _ slots: [Slot]) {
        var positions = [Double](repeating: 0, count: slots.count)
        func remember(_ column: [Int]) {
            for (position, index) in column.enumerated() { positions[index] = Double(position) }
        }
        for column in columns { remember(column) }
        func sorted(_ column: [Int], by neighbours: (Slot) -> [Int]) -> [Int] {
            let weights = column.map { index in
                let places = neighbours(slots[index]).map { positions[$0] }
                return places.isEmpty ? positions[index] : places.reduce(0, +) / Double(places.count)
            }
            return column.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }.map { column[$0] }
        }
        for _ in 0..<4 {
            for layer in columns.indices.dropFirst() {
                columns[layer] = sorted(columns[layer]) { $0.before }
                remember(columns[layer])
            }
            for layer in columns.indices.dropLast().reversed() {
                columns[layer] = sorted(columns[layer]) { $0.after }
                remember(columns[layer])
            }
        }
    }
}
