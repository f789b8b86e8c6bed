/// Which rows of a table a list is to have.
struct RowFilter<Row: Sendable>: Sendable {
    private var conditions: [@Sendable (Row) -> Bool] = []

    func accepts(_ row: Row) -> Bool { conditions.allSatisfy { $0(row) } }

    mutating func require(_ condition: @escaping @Sendable (Row) -> Bool) { conditions.append(condition) }

    /// Nothing at all, which is what upstream lists for a filter it does not know.
    mutating func refuseAll() { conditions.append { _ in false } }

    /// The rows whose text is the value, or has it in it where the name ends in `~`.
    mutating func match(_ name: String, _ value: String, _ text: @escaping @Sendable (Row) -> String?) {
        if name.hasSuffix("~") {
            require { text($0)?.lowercased().contains(value.lowercased()) ?? false }
        } else {
            require { text($0) == value }
        }
    }
}
