/// What a body makes of each element, with at most so many at work at the same time; in the elements' order.
func concurrentMap<Element: Sendable, Product: Sendable>(
    _ elements: [Element],
    width: Int,
    _ body: @escaping @Sendable (Element) async -> Product
) async -> [Product] {
    await withTaskGroup(of: (Int, Product).self) { group in
        var waiting = elements.enumerated().makeIterator()
        var products: [Int: Product] = [:]
        func startNext() {
            guard let (index, element) = waiting.next() else { return }
            group.addTask { (index, await body(element)) }
        }
        for _ in 0..<min(width, elements.count) { startNext() }
        while let (index, product) = await group.next() {
            products[index] = product
            startNext()
        }
        return elements.indices.compactMap { products[$0] }
    }
}
