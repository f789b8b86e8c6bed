/// The resources of a list that a service gives page by page, fetched as they are asked for.
///
/// Iteration throws ``CloudError`` when a page cannot be fetched, and stops when the service repeats a page's link,
/// which would never end.
public struct PageSequence<Resource: CloudResource>: AsyncSequence, Sendable {
    /// One page, and where the next one is.
    public struct Page: Sendable {
        /// The page's resources.
        public let resources: [Resource]
        /// URL of the next page; `nil` on the last.
        public let next: String?

        /// Describes a page.
        public init(resources: [Resource], next: String?) {
            self.resources = resources
            self.next = next
        }
    }

    private let fetch: @Sendable (_ url: String?) async throws(CloudError) -> Page

    /// A sequence of what a function fetches; the function gets `nil` for the first page.
    public init(fetch: @escaping @Sendable (_ url: String?) async throws(CloudError) -> Page) {
        self.fetch = fetch
    }

    /// Starts at the first page.
    public func makeAsyncIterator() -> Iterator { Iterator(fetch: fetch) }

    /// Walks through the pages.
    public struct Iterator: AsyncIteratorProtocol {
        private let fetch: @Sendable (_ url: String?) async throws(CloudError) -> Page
        private var current: ArraySlice<Resource> = []
        private var next: String?
        private var visited: Set<String> = []
        private var isStarted = false

        init(fetch: @escaping @Sendable (_ url: String?) async throws(CloudError) -> Page) {
            self.fetch = fetch
        }

        /// The next resource; fetches a page when the last one is used up.
        public mutating func next() async throws(CloudError) -> Resource? {
            while current.isEmpty {
                if isStarted {
                    guard let next, visited.insert(next).inserted else { return nil }
                }
                isStarted = true
                let page = try await fetch(next)
                current = page.resources[...]
                next = page.next
            }
            return current.popFirst()
        }
    }

    /// Every resource of every page.
    public func all() async throws(CloudError) -> [Resource] {
        var resources: [Resource] = []
        var iterator = makeAsyncIterator()
        while let resource = try await iterator.next() { resources.append(resource) }
        return resources
    }
}
