/// The first so many of a great number of elements that come in any order, without sorting them all.
struct FirstElements<Element> {
    private static var surplus: Int { 1000 }

    private let count: Int
    private let precedes: (Element, Element) -> Bool
    private var kept: [Element] = []
    /// What nothing later can be among the first.
    private var last: Element?

    init(_ count: Int, by precedes: @escaping (Element, Element) -> Bool) {
        self.count = count
        self.precedes = precedes
    }

    /// The first ones, in order.
    var sorted: [Element] {
        @specialized(where Element == ServerSorting.Place) get { Array(kept.sorted(by: precedes).prefix(count)) }
    }

    // Compiled for servers on their own, of which there may be ten thousand: as a generic it takes several times as long.
    @specialized(where Element == ServerSorting.Place)
    mutating func insert(_ element: Element) {
        if let last, !precedes(element, last) { return }
        kept.append(element)
        // Many more than are wanted are let in before the rest is thrown out again: sorting is what costs.
        guard kept.count >= count + Self.surplus else { return }
        kept.sort(by: precedes)
        kept.removeLast(kept.count - count)
        last = kept.last
    }
}
