import Foundation

/// A row that is kept in the order of the bytes of its name.
protocol NamedRow: Sendable {
    var name: String { get }
}

/// Rows ordered by the bytes of their names, as listings show them.
///
/// Unlike a `String`, a name here is its bytes: two names that merely look the same are two names. Rows stand in pieces
/// of a few hundred, so that neither putting one in nor starting to read somewhere depends much on how many there are.
struct OrderedRows<Row: NamedRow>: Sendable {
    private var pieces: [[Row]] = []
    private(set) var count = 0

    private static var pieceLimit: Int { 512 }

    var isEmpty: Bool { count == 0 }

    /// A place between two rows.
    struct Place: Comparable {
        fileprivate var piece: Int
        fileprivate var index: Int

        static func < (left: Place, right: Place) -> Bool { (left.piece, left.index) < (right.piece, right.index) }
    }

    subscript(name: String) -> Row? {
        let place = firstPlace(notBefore: name.utf8)
        guard let row = row(at: place), NameOrder.equal(row.name, name) else { return nil }
        return row
    }

    /// Puts a row in, and takes out the one of that name.
    @discardableResult
    mutating func put(_ row: Row) -> Row? {
        let place = firstPlace(notBefore: row.name.utf8)
        if let old = self.row(at: place), NameOrder.equal(old.name, row.name) {
            pieces[place.piece][place.index] = row
            return old
        }
        count += 1
        guard !pieces.isEmpty else {
            pieces.append([row])
            return nil
        }
        // What comes after all others goes at the end of the last piece.
        let target =
            place.piece < pieces.count ? place : Place(piece: pieces.count - 1, index: pieces[pieces.count - 1].count)
        pieces[target.piece].insert(row, at: target.index)
        if pieces[target.piece].count > Self.pieceLimit { split(target.piece) }
        return nil
    }

    @discardableResult
    mutating func remove(_ name: String) -> Row? {
        let place = firstPlace(notBefore: name.utf8)
        guard let row = row(at: place), NameOrder.equal(row.name, name) else { return nil }
        pieces[place.piece].remove(at: place.index)
        if pieces[place.piece].isEmpty { pieces.remove(at: place.piece) }
        count -= 1
        return row
    }

    /// Changes a row in place; its name must stay.
    mutating func update(_ name: String, _ change: (inout Row) -> Void) {
        let place = firstPlace(notBefore: name.utf8)
        guard let row = row(at: place), NameOrder.equal(row.name, name) else { return }
        change(&pieces[place.piece][place.index])
    }

    private mutating func split(_ piece: Int) {
        let half = pieces[piece].count / 2
        let tail = Array(pieces[piece][half...])
        pieces[piece].removeSubrange(half...)
        pieces.insert(tail, at: piece + 1)
    }

    // MARK: - Reading in order

    var start: Place { Place(piece: 0, index: 0) }
    var end: Place { Place(piece: pieces.count, index: 0) }

    /// The row after a place; nil at the end.
    func row(at place: Place) -> Row? {
        guard place.piece < pieces.count, place.index < pieces[place.piece].count else { return nil }
        return pieces[place.piece][place.index]
    }

    func place(after place: Place) -> Place {
        guard place.piece < pieces.count else { return place }
        return place.index + 1 < pieces[place.piece].count
            ? Place(piece: place.piece, index: place.index + 1) : Place(piece: place.piece + 1, index: 0)
    }

    /// The place before the row before; nil at the start.
    func place(before place: Place) -> Place? {
        if place.index > 0 { return Place(piece: place.piece, index: place.index - 1) }
        guard place.piece > 0 else { return nil }
        return Place(piece: place.piece - 1, index: pieces[place.piece - 1].count - 1)
    }

    /// The place before the first row whose name is not before the given one.
    func firstPlace(notBefore name: some Collection<UInt8>) -> Place {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            guard let last = pieces[middle].last else { return end }
            if NameOrder.precedes(last.name.utf8, name) { low = middle + 1 } else { high = middle }
        }
        guard low < pieces.count else { return end }
        let piece = low
        low = 0
        high = pieces[piece].count
        while low < high {
            let middle = (low + high) / 2
            if NameOrder.precedes(pieces[piece][middle].name.utf8, name) { low = middle + 1 } else { high = middle }
        }
        return Place(piece: piece, index: low)
    }

    /// Every row, in order.
    func forEach(_ body: (Row) -> Void) {
        for piece in pieces { for row in piece { body(row) } }
    }
}

/// The order of names, by their bytes in UTF-8.
enum NameOrder {
    static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && compare(left.utf8, right.utf8) == 0
    }

    static func precedes(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        compare(left, right) < 0
    }

    /// Negative, zero or positive.
    static func compare(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Int {
        let fast: Int?? = left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { right in
                let shared = min(left.count, right.count)
                guard shared > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
                    return left.count - right.count
                }
                let difference = memcmp(leftBase, rightBase, shared)
                return difference == 0 ? left.count - right.count : Int(difference)
            }
        }
        if let found = fast, let found { return found }
        if left.lexicographicallyPrecedes(right) { return -1 }
        return right.lexicographicallyPrecedes(left) ? 1 : 0
    }

    /// The least name that is after every name that begins with the given bytes; nil if there is none.
    static func after(prefix: some Collection<UInt8>) -> [UInt8]? {
        var bytes = Array(prefix)
        while let last = bytes.popLast() {
            guard last < 0xFF else { continue }
            bytes.append(last + 1)
            return bytes
        }
        return nil
    }
}
