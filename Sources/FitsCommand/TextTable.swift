/// Rows with columns as wide as they need to be, two spaces apart.
struct TextTable {
    private var rows: [[String]]

    init(_ headings: [String]) { rows = [headings] }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// The table as lines; columns that are empty in every row are left out.
    var text: String {
        let used = (rows.first ?? []).indices.filter { column in rows.dropFirst().contains { !$0[column].isEmpty } }
        let widths = used.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(used, widths).map { column, width in
                row[column] + String(repeating: " ", count: width - row[column].count)
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
