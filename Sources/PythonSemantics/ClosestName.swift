/// Finds the name that was probably meant.
package enum ClosestName {
    /// Nobody mistypes names longer than this, and comparing them takes long.
    private static let lengthLimit = 80

    /// The candidate with the fewest differences, when there are few enough for a slip.
    package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        guard name.utf8.count <= lengthLimit else { return nil }
        let written = Array(name.lowercased().unicodeScalars)
        let limit = max(1, written.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= 2 * lengthLimit {
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard abs(letters.count - written.count) <= limit else { continue }
            let distance = distance(written, letters)
            guard distance <= limit, distance < written.count, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Letters to insert, remove, replace or swap with their neighbour.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
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
