import Conformance

/// A comparison for a terminal: what works where, what will not carry over, and where clouds part.
public struct ComparisonSummary: Sendable {
    private let comparison: Comparison
    private let named: [String]
    private let showsAll: Bool
    private let width: Int

    /// Prepares the summary of a comparison.
    ///
    /// - Parameters:
    ///   - comparison: what was found.
    ///   - named: what the user called the runs, for commands to go on with; by default their ids.
    ///   - showsAll: whether everything is shown, exchanges too, or what fits on a screen.
    ///   - width: how many columns there are; 80 to 120 are used.
    public init(_ comparison: Comparison, named: [String] = [], showsAll: Bool = false, width: Int = 100) {
        self.comparison = comparison
        self.named = named.isEmpty ? comparison.sides.map(\.report.record.description.run) : named
        self.showsAll = showsAll
        self.width = min(max(width, 80), 120)
    }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections =
            [heading(style), [conclusion(style)]] + comparison.matrices.map { matrix($0, style) } + [portability(style)]
            + [differences(style), unasserted(style), next(style)]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: - Names of sides

    /// The labels where there is room for them as headings of columns, else letters.
    private var names: [String] {
        let labels = comparison.sides.map { VisibleText.line($0.label) }
        let room = labels.map { max($0.count, Self.cellWidth) + 2 }.reduce(0, +)
        return room <= width / 2 ? labels : comparison.sides.map(\.letter)
    }

    private static let cellWidth = 11

    private func heading(_ style: TerminalStyle) -> [String] {
        let sides = comparison.sides
        let labels = sides.map { VisibleText.line($0.label) }
        let labelWidth = labels.map(\.count).max() ?? 0
        var lines: [String] = []
        for (index, side) in sides.enumerated() {
            let letter = names[index] == labels[index] ? "" : "\(side.letter)  "
            lines.append(
                letter + style(labels[index].rightPadded(to: labelWidth), .bold) + "  "
                    + side.facts.joined(separator: "  ")
            )
            lines += side.notes.flatMap { wrapped("note: \($0)", indentation: letter.count + 2) }
                .map { style($0, .yellow) }
        }
        return lines
    }

    private func conclusion(_ style: TerminalStyle) -> String {
        wrapped("\(comparison.conclusion); \(comparison.unassertedText).", indentation: 0)
            .map { style($0, .bold) }.joined(separator: "\n")
    }

    // MARK: - Capabilities

    private func matrix(_ matrix: Comparison.Matrix, _ style: TerminalStyle) -> [String] {
        var lines = [style(matrix.title, .bold) + ": " + matrix.reachText]
        let rows = matrix.rows.filter { showsAll || $0.stands }
        guard !rows.isEmpty else { return lines }
        let shown = showsAll ? rows[...] : rows.prefix(20)
        let columns = names.map { max($0.count, Self.cellWidth) }
        // Names of tests are longer than those of capabilities.
        let nameWidth = min(
            showsAll ? width : shown.map { $0.label.count }.max() ?? 0,
            width - columns.reduce(4) { $0 + $1 + 2 }
        )
        let head = zip(names, columns).map { $0.rightPadded(to: $1) }.joined(separator: "  ")
        lines.append("  " + String(repeating: " ", count: nameWidth) + "  " + style(Self.trimmed(head), .dim))
        func line(_ name: String, _ cells: [(text: String, accent: TerminalStyle.Accent)]) -> String {
            let name = Self.shortened(VisibleText.line(name), to: nameWidth).rightPadded(to: nameWidth)
            let cells = zip(cells, columns).map { style($0.text.rightPadded(to: $1), $0.accent) }
            return Self.trimmed("  " + name + "  " + cells.joined(separator: "  "))
        }
        for row in shown {
            lines.append(line(row.label, row.cells.map { ($0.text, $0.standing.accent) }))
            guard showsAll else { continue }
            lines += comparison.differing(in: row).map { test in
                line("  " + test.identity.shortName, test.standings.map { ("\($0.symbol) \($0.word)", $0.accent) })
            }
        }
        if rows.count > shown.count {
            let rest = rows.count - shown.count
            let verbs = Wording.verb(rest, "differs or works", "differ or work")
            lines.append(style("  and \(rest) more that \(verbs) nowhere", .dim))
        }
        return lines
    }

    // MARK: - Portability

    private func portability(_ style: TerminalStyle) -> [String] {
        let pairs = comparison.portability
        let title = style("Works on … and will not on …", .bold) + ": tests, in brackets capabilities"
        guard pairs.contains(where: { $0.count > 0 || !$0.losses.isEmpty || $0.unknown > 0 }) else {
            return [style("Works on … and will not on …", .bold) + ": nothing; what works on one works on all"]
        }
        let rowWidth = names.map(\.count).max() ?? 0
        let columns = names.map { max($0.count, 9) }
        var lines = [
            title,
            "  " + String(repeating: " ", count: rowWidth) + "  "
                + style(zip(names, columns).map { $0.leftPadded(to: $1) }.joined(separator: "  "), .dim),
        ]
        for from in comparison.sides.indices {
            let cells = comparison.sides.indices.map { to -> String in
                guard let pair = pairs.first(where: { $0.from == from && $0.to == to }) else {
                    return "·".leftPadded(to: columns[to])
                }
                let text = pair.count == 0 ? "0" : "\(pair.count) (\(pair.capabilities))"
                return style(text.leftPadded(to: columns[to]), pair.count == 0 ? .dim : .red)
            }
            lines.append("  " + names[from].rightPadded(to: rowWidth) + "  " + cells.joined(separator: "  "))
        }
        for pair in pairs where !pair.losses.isEmpty || pair.unknown > 0 {
            lines += losses(pair, style)
        }
        return lines
    }

    private func losses(_ pair: Comparison.Portability, _ style: TerminalStyle) -> [String] {
        let title = "  works on \(names[pair.from]), will not on \(names[pair.to])"
        guard showsAll else {
            let items = pair.losses.map { loss in
                let count = loss.tests.count { !$0.isFlagged }
                return "\(VisibleText.line(loss.capability)) \(count == 0 ? "(flagged)" : "\(count)")"
            }
            let shown = items.prefix(8) + (items.count > 8 ? ["and \(items.count - 8) more"] : [])
            let unknown = pair.unknown > 0 ? ["\(Wording.count(pair.unknown, "test")) not run there: not known"] : []
            return wrapped("\(title.dropFirst(2)): " + (shown + unknown).joined(separator: ", "), indentation: 2)
        }
        var lines = [title]
        for loss in pair.losses {
            lines.append("    " + style(VisibleText.line(loss.capability), .bold))
            lines += loss.tests.map { test in
                let standing = test.standings[pair.to]
                return "      " + style(standing.symbol, standing.accent) + " "
                    + VisibleText.line(test.identity.shortName) + style(test.isFlagged ? " (flagged)" : "", .dim)
            }
        }
        if pair.unknown > 0 {
            lines.append("    " + style("\(Wording.count(pair.unknown, "more test")) not run there: not known", .dim))
        }
        return lines
    }

    // MARK: - Differences

    private func differences(_ style: TerminalStyle) -> [String] {
        let all = comparison.differences
        let count = comparison.differing.count
        let common = Wording.count(comparison.commonTests, "test")
        guard !all.isEmpty else {
            return [style("Outcomes", .bold) + ": no difference in the \(common) that came to an outcome on all"]
        }
        let ways = Wording.count(all.count, "way")
        var lines = [style("Outcomes that differ", .bold) + ": \(Wording.count(count, "test")), in \(ways)"]
        let shown = showsAll ? all[...] : all.prefix(8)
        for difference in shown { lines += text(of: difference, style) }
        if all.count > shown.count {
            let rest = all.dropFirst(shown.count).map(\.tests.count).reduce(0, +)
            let otherWays = Wording.count(all.count - shown.count, "way")
            lines.append(style("  and \(Wording.count(rest, "more test")) in \(otherWays)", .dim))
        }
        return lines
    }

    private func text(of difference: Comparison.Difference, _ style: TerminalStyle) -> [String] {
        let outcomes = zip(names, difference.standings).map { name, standing in
            style("\(standing.symbol) \(name) \(standing.word)", standing.accent)
        }.joined(separator: "  ")
        var lines = ["  " + outcomes]
        let tests = showsAll ? difference.tests[...] : difference.tests.prefix(2)
        lines += tests.map { test in
            "    " + VisibleText.line(test.identity.shortName) + style(test.isFlagged ? " (flagged)" : "", .dim)
        }
        let rest = difference.tests.count - tests.count
        if rest > 0 { lines.append(style("    and \(Wording.count(rest, "more test"))", .dim)) }
        for parting in difference.partings { lines += self.parting(parting, style) }
        return lines
    }

    private func parting(_ parting: Parting, _ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        if let operation = parting.operation {
            let statuses = parting.columns.map { column -> String in
                let status = column.exchange.map { $0.status.map(String.init) ?? "no response" }
                return "\(names[column.side]) \(status ?? "not asked")"
            }.joined(separator: ", ")
            lines += wrapped("\(VisibleText.line(operation)): \(statuses)", indentation: 6)
        }
        for column in parting.columns {
            guard let reason = column.reason else { continue }
            let text = "\(names[column.side]): \(TerminalSummary.shortened(VisibleText.line(reason)))"
            lines += wrapped(text, indentation: 6).map { style($0, .dim) }
        }
        // Without them the statuses say where it parts.
        let items = parting.differences.items.filter { $0.place != "status" }
        let shown = showsAll ? items.prefix(30) : items.prefix(parting.kind == .document ? 2 : 0)
        lines += shown.flatMap { item in
            wrapped("\(item.place): \(item.left ?? "absent") | \(item.right ?? "absent")", indentation: 8)
        }
        guard showsAll else { return lines }
        for column in parting.columns {
            guard let exchange = column.exchange else { continue }
            lines.append("      " + style(names[column.side], .bold))
            lines += ExchangeText(exchange, bodyLines: 16).lines.enumerated().map { index, line in
                "      " + (index == 0 ? line : style(line, .dim))
            }
        }
        return lines
    }

    // MARK: - What no test minds

    private func unasserted(_ style: TerminalStyle) -> [String] {
        let sections = comparison.unassertedSections.filter { !$0.lines.isEmpty }
        guard !sections.isEmpty else { return [style("Behaviour that no test asserts", .bold) + ": no difference"] }
        let total = sections.map(\.lines.count).reduce(0, +)
        var lines = [
            style("Behaviour that no test asserts", .bold) + ": \(Wording.count(total, "difference")); values are "
                + names.joined(separator: " | ")
        ]
        for section in sections {
            lines.append("  \(section.title) (\(section.lines.count))")
            let shown = showsAll ? section.lines[...] : section.lines.prefix(4)
            for line in shown { lines += self.line(line, style) }
            if section.lines.count > shown.count {
                lines.append(style("    and \(section.lines.count - shown.count) more", .dim))
            }
        }
        return lines
    }

    private func line(_ line: UnassertedSection.Line, _ style: TerminalStyle) -> [String] {
        let limit = showsAll ? 400 : 60
        let values = line.values.map { Self.shortened(VisibleText.line($0), to: limit) }.joined(separator: " | ")
        let subject = Self.shortened(VisibleText.line(line.subject), to: showsAll ? 2000 : 160)
        var lines = wrapped("\(subject): \(values)", indentation: 4)
        if let detail = line.detail {
            let text = Self.shortened(VisibleText.line(detail), to: showsAll ? 4000 : width - 8)
            lines += wrapped(text, indentation: 6).map { style($0, .dim) }
        }
        if showsAll, !line.examples.isEmpty {
            let examples = line.examples.sorted { $0.key < $1.key }.map { "\(names[$0.key]) \($0.value)" }
            lines.append(style("      exchanges: \(examples.joined(separator: ", "))", .dim))
        }
        return lines
    }

    private func next(_ style: TerminalStyle) -> [String] {
        let runs = named.map { ShellWord.bare($0) }.joined(separator: " ")
        var lines = [style("Next", .bold)]
        if !showsAll { lines.append("  fits compare --all \(runs)  every line, with exchanges") }
        return lines + ["  fits compare --format html --output compare.html \(runs)  side by side, to hand on"]
    }

    // MARK: - Lines

    /// Text in lines no wider than there is room, later ones two columns further in.
    private func wrapped(_ text: String, indentation: Int) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indentation)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indentation + 2)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    private static func shortened(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(max(width - 1, 0)) + "…"
    }

    private static func trimmed(_ line: String) -> String {
        var line = Substring(line)
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }
}
