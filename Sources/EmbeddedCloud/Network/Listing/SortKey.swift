/// The value of an attribute, as lists are ordered by it: nothing first, then numbers, then texts.
enum SortKey: Comparable {
    case nothing
    case number(Int)
    case text(String)

    init(_ value: JSON) {
        switch value {
        case .null: self = .nothing
        case .int(let number): self = .number(number)
        case .bool(let isSo): self = .number(isSo ? 1 : 0)
        case .string(let text): self = .text(text)
        default: self = .text(value.text)
        }
    }
}

/// The order of ids, up or down.
struct IdentifierOrder {
    var isDescending: Bool

    /// The first so many ids behind one, in order.
    ///
    /// Where few of many are wanted, the many are looked at once and not sorted.
    func first(_ count: Int, of ids: [String], after last: String?) -> [String] {
        func precedes(_ left: String, _ right: String) -> Bool { isDescending ? left > right : left < right }
        func isBehind(_ id: String) -> Bool { last.map { precedes($0, id) } ?? true }
        guard count < ids.count / 4 else {
            return Array(ids.filter(isBehind).sorted(by: precedes).prefix(count))
        }
        var chosen: [String] = []
        for id in ids {
            if chosen.count == count, let worst = chosen.last, !precedes(id, worst) { continue }
            guard isBehind(id) else { continue }
            var low = 0
            var high = chosen.count
            while low < high {
                let middle = (low + high) / 2
                if precedes(chosen[middle], id) { low = middle + 1 } else { high = middle }
            }
            chosen.insert(id, at: low)
            if chosen.count > count { chosen.removeLast() }
        }
        return chosen
    }
}
