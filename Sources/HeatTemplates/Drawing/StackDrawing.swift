/// A picture of a stack: its resources from those that are made first to those that wait longest, with lines for what
/// depends on what.
///
/// The longest chain of dependencies is drawn bold. The picture follows the reader's choice of light or dark, and tells
/// in words what it shows.
public struct StackDrawing: Sendable {
    private let stack: Stack
    private let title: String

    /// The drawing of a stack.
    ///
    /// - Parameters:
    ///   - stack: the stack.
    ///   - title: what is written above; the template's name unless said otherwise.
    public init(_ stack: Stack, title: String? = nil) {
        self.stack = stack
        self.title = title ?? stack.template.file
    }

    private static let nodeHeight = 46.0
    private static let nameSize = 14.0
    private static let typeSize = 11.0
    private static let titleHeight = 34.0
    /// Longer texts are cut; the whole is in the element's title.
    private static let longest = 34

    /// The picture as an SVG document.
    public var svg: String {
        let graph = stack.graph
        let resources = Dictionary(stack.resources.map { ($0.name, $0) }) { first, _ in first }
        let layout = GraphLayout(graph, top: Self.titleHeight) { name in
            (Self.width(name, resources[name]), Self.nodeHeight)
        }
        let critical = graph.criticalPath()
        let criticalEdges = Set(zip(critical, critical.dropFirst()).map { "\($0.0)\n\($0.1)" })
        let width = max(layout.width, Self.textWidth(title, Self.nameSize + 2) + 2 * GraphLayout.margin)
        let lines = layout.lines.sorted { left, _ in !criticalEdges.contains("\(left.from)\n\(left.to)") }
        var content = [
            SVGElement("title", [("id", "title")], .text(title)),
            SVGElement("desc", [("id", "description")], .text(description(graph, critical))),
            SVGElement("style", [], .text(Self.style)),
            Self.text(title, GraphLayout.margin, 28, "heading"),
        ]
        content += lines.map { line in
            Self.line(line, isCritical: criticalEdges.contains("\(line.from)\n\(line.to)"))
        }
        content += layout.boxes.map { box in
            node(box, resources[box.name], isCritical: critical.contains(box.name), requires: graph)
        }
        let size = (SVGElement.length(width), SVGElement.length(layout.height))
        let root = SVGElement(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("width", size.0), ("height", size.1),
                ("viewBox", "0 0 \(size.0) \(size.1)"), ("role", "img"), ("aria-labelledby", "title description"),
            ],
            .elements(content)
        )
        var text = ""
        root.write(to: &text)
        return text
    }

    // MARK: - Words

    private func description(_ graph: DependencyGraph, _ critical: [String]) -> String {
        let count = stack.resources.count
        let waves = graph.waves.count
        var text = "\(count) resource\(count == 1 ? "" : "s"), made in \(waves) step\(waves == 1 ? "" : "s")."
        if critical.count > 1 {
            text += " The longest chain of dependencies: \(critical.joined(separator: ", then "))."
        }
        if let purpose = stack.template.description { text += " \(purpose)" }
        return text
    }

    private static func typeName(_ resource: StackResource?) -> String {
        guard let resource else { return "" }
        let type = resource.definition.type
        guard let nested = resource.nested else { return type }
        let count = nested.resources.count
        return "\(type) (\(count) inside)"
    }

    // MARK: - Parts

    private func node(
        _ box: GraphLayout.Box,
        _ resource: StackResource?,
        isCritical: Bool,
        requires graph: DependencyGraph
    ) -> SVGElement {
        let type = Self.typeName(resource)
        let required = graph.dependencies(of: box.name)
        let tip = "\(box.name): \(type)" + (required.isEmpty ? "" : ", after \(required.joined(separator: ", "))")
        let service = resource?.type?.service
        return SVGElement(
            "g",
            [("class", isCritical ? "node critical" : "node")],
            .elements([
                SVGElement("title", [], .text(tip)),
                SVGElement(
                    "rect",
                    [
                        ("x", SVGElement.length(box.x)), ("y", SVGElement.length(box.y)),
                        ("width", SVGElement.length(box.width)), ("height", SVGElement.length(box.height)),
                        ("rx", "6"),
                    ]
                ),
                SVGElement(
                    "rect",
                    [
                        ("class", "band \(Self.bands[service ?? ""] ?? "other")"),
                        ("x", SVGElement.length(box.x)), ("y", SVGElement.length(box.y)), ("width", "6"),
                        ("height", SVGElement.length(box.height)), ("rx", "3"),
                    ]
                ),
                Self.text(Self.cut(box.name), box.x + 16, box.y + 20, "name"),
                Self.text(Self.cut(type), box.x + 16, box.y + 36, "type"),
            ])
        )
    }

    private static func line(_ line: GraphLayout.Line, isCritical: Bool) -> SVGElement {
        guard let first = line.points.first else { return SVGElement("g") }
        var path = "M\(SVGElement.length(first.x)) \(SVGElement.length(first.y))"
        var last = first
        for (index, point) in line.points.enumerated().dropFirst() {
            let (x, y) = (SVGElement.length(point.x), SVGElement.length(point.y))
            // Between layers a line bends, along a layer it is straight.
            if index.isMultiple(of: 2) {
                path += " L\(x) \(y)"
            } else {
                let middle = SVGElement.length((last.x + point.x) / 2)
                path += " C\(middle) \(SVGElement.length(last.y)) \(middle) \(y) \(x) \(y)"
            }
            last = point
        }
        return SVGElement("path", [("class", isCritical ? "line critical" : "line"), ("d", path)])
    }

    private static func text(_ text: String, _ x: Double, _ y: Double, _ style: String) -> SVGElement {
        SVGElement(
            "text",
            [("class", style), ("x", SVGElement.length(x)), ("y", SVGElement.length(y))],
            .text(text)
        )
    }

    // MARK: - Measures

    private static func width(_ name: String, _ resource: StackResource?) -> Double {
        max(textWidth(cut(name), nameSize), textWidth(cut(typeName(resource)), typeSize)) + 32
    }

    /// An upper bound: no font for text is wider on average, but some letters are.
    private static func textWidth(_ text: String, _ size: Double) -> Double {
        text.unicodeScalars.reduce(0) { width, scalar in
            let share: Double =
                switch scalar {
                case _ where scalar.value >= 0x1100: 1.1
                case "W", "M", "m", "w", "@", "%": 0.95
                case "A"..."Z": 0.75
                case "i", "j", "l", "t", "f", "r", ".", ",", ":", ";", "'", "|", "(", ")", " ": 0.42
                default: 0.62
                }
            return width + share * size
        }
    }

    private static func cut(_ text: String) -> String {
        text.count <= longest ? text : text.prefix(longest - 1) + "…"
    }

    private static let bands = [
        "compute": "compute", "network": "network", "load-balancer": "network", "dns": "network",
        "block-storage": "storage", "object-store": "storage", "shared-file-system": "storage", "image": "storage",
        "identity": "identity", "key-manager": "identity",
    ]

    private static let style = """

        svg { background: #ffffff; font-family: system-ui, "DejaVu Sans", sans-serif; }
        .heading { font-size: 16px; font-weight: 600; fill: #1b1f24; }
        .node rect { fill: #f6f8fa; stroke: #57606a; stroke-width: 1; }
        .node.critical rect { stroke: #1b1f24; stroke-width: 2.5; }
        .node rect.band { stroke: none; fill: #6e7781; }
        .node rect.compute { fill: #0969da; }
        .node rect.network { fill: #1a7f37; }
        .node rect.storage { fill: #9a6700; }
        .node rect.identity { fill: #8250df; }
        .name { font-size: 14px; font-weight: 600; fill: #1b1f24; }
        .type { font-size: 11px; fill: #424a53; }
        .line { fill: none; stroke: #6e7781; stroke-width: 1.25; }
        .line.critical { stroke: #1b1f24; stroke-width: 2.5; }
        @media (prefers-color-scheme: dark) {
          svg { background: #0d1117; }
          .heading, .name { fill: #f0f3f6; }
          .type { fill: #c9d1d9; }
          .node rect { fill: #161b22; stroke: #9ea7b3; }
          .node.critical rect { stroke: #f0f3f6; }
          .node rect.band { fill: #9ea7b3; }
          .node rect.compute { fill: #58a6ff; }
          .node rect.network { fill: #3fb950; }
          .node rect.storage { fill: #d29922; }
          .node rect.identity { fill: #bc8cff; }
          .line { stroke: #8b949e; }
          .line.critical { stroke: #f0f3f6; }
        }

        """
}
