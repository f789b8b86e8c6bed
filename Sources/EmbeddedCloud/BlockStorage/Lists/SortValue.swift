/// A value lists are sorted by; nothing comes before everything.
enum SortValue: Comparable, Sendable {
    case nothing
    case number(Int)
    case text(String)

    init(_ value: String?) { self = value.map(SortValue.text) ?? .nothing }
    init(_ value: Int?) { self = value.map(SortValue.number) ?? .nothing }
    init(_ value: Timestamp?) { self = value.map { .number(Int($0.microseconds)) } ?? .nothing }
    init(_ value: Bool) { self = .number(value ? 1 : 0) }
}

/// What rows can be sorted by: the name, and how to read it from a row.
typealias SortKeys<Row> = [String: @Sendable (Row) -> SortValue]
