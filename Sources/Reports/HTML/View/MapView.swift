import Guidelines

/// A guideline's capabilities, a cell each.
struct MapView {
    let id: String
    let guideline: String
    let count: String
    let legend: [LegendView]
    /// Whether there are capabilities that a pass does not take.
    let hasOptional: Bool
    let areas: [AreaView]

    struct LegendView {
        let tone: String
        let symbol: String
        let text: String
    }

    /// Capabilities of one subject: those whose names begin alike.
    struct AreaView {
        let name: String
        let text: String
        let cells: [CellView]
    }

    struct CellView {
        let id: String
        let name: String
        let status: String
        let isOptional: Bool
        let tone: String
        let symbol: String
        let word: String
        let tally: String
        let text: String
    }

    init?(_ verdict: Verdict, number: Int) {
        guard !verdict.capabilities.isEmpty else { return nil }
        id = "map\(number)"
        guideline = verdict.guideline
        count = Wording.grouped(verdict.capabilities.count)
        let cells = verdict.capabilities.enumerated().map { index, capability in
            (area: Self.area(of: capability.name), cell: CellView(capability, id: "c\(number)-\(index + 1)"))
        }
        areas = Dictionary(grouping: cells, by: \.area).sorted { $0.key < $1.key }.map { name, cells in
            let passed = cells.count { $0.cell.tone == Verdict.Conclusion.pass.tone }
            return AreaView(name: name, text: "\(passed) of \(cells.count)", cells: cells.map(\.cell))
        }
        hasOptional = cells.contains { $0.cell.isOptional }
        legend = Verdict.Conclusion.allCases.compactMap { conclusion in
            let count = verdict.capabilities.count { $0.conclusion == conclusion }
            guard count > 0 else { return nil }
            return LegendView(
                tone: conclusion.tone,
                symbol: conclusion.symbol,
                text: "\(conclusion.rawValue) \(Wording.grouped(count))"
            )
        }
    }

    private static func area(of capability: String) -> String {
        capability.split(separator: "-").first.map(String.init) ?? capability
    }
}

extension MapView.CellView {
    init(_ capability: Verdict.Capability, id: String) {
        self.id = id
        name = capability.name
        status = capability.status?.rawValue ?? "not listed"
        isOptional = capability.status != .required
        tone = capability.conclusion.tone
        symbol = capability.conclusion.symbol
        word = capability.conclusion.rawValue
        let flagged = capability.flagged.total
        var parts = capability.tally.total == 0 ? [] : ["\(capability.tally)"]
        if flagged > 0 { parts.append("\(Wording.count(flagged, "flagged test")) not counted") }
        tally = parts.isEmpty ? "no tests" : parts.joined(separator: "; ")
        text = "\(name): \(word)\(isOptional ? ", \(status)" : ""); \(tally)"
    }
}
