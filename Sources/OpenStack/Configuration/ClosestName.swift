/// Finds the name that was probably meant.
package enum ClosestName {
    /// The candidate with the fewest differences, when there are few enough for a slip.
    package static func of(_ name: String, among candidates: [String]) -> String? {
        let written = Array(name.lowercased())
        let limit = max(1, written.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(written, Array(candidate.lowercased()))
            guard distance <= limit, distance < written.count, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Letters to insert, remove, replace or swap with their neighbour.
    static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 0..<one.count {
            var current = [row + 1]
            for column in 0..<other.count {
                var cost = min(last[column + 1], current[column]) + 1
                cost = min(cost, last[column] + (one[row] == other[column] ? 0 : 1))
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
