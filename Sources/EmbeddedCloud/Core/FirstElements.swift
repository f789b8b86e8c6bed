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
        // Many more than are wanted are let in before the rest is thrown out again.
        guard kept.count >= count + Self.surplus else { return }
        last = firstToTheFront()
        kept.removeLast(kept.count - count)
    }

    /// Brings the first ones before all others, in no order, and returns the last of them; nil where none is wanted.
    ///
    /// Quickselect (Hoare, “Algorithm 65: Find”): unlike sorting, it looks at each element two or three times.
    @specialized(where Element == ServerSorting.Place)
    private mutating func firstToTheFront() -> Element? {
        guard count > 0 else { return nil }
        var (low, high) = (0, kept.count - 1)
        while low < high {
            let pivot = kept[low + (high - low) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while precedes(kept[left], pivot) { left += 1 }
                while precedes(pivot, kept[right]) { right -= 1 }
                if left <= right {
                    kept.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if count - 1 <= right {
                high = right
            } else if count - 1 >= left {
                low = left
            } else {
                break
            }
        }
        return kept[count - 1]
    }
}
