/// Removes fixtures at the same time as far as they allow: one that others were made with goes after them, if
/// it cannot go before.
struct FixtureRemoval {
    /// What one fixture is made of.
    struct Fixture: Sendable {
        let name: String
        let resources: ResourceLedger
        /// The names of the fixtures it was made with.
        let uses: Set<String>
    }

    private let fixtures: [Fixture]

    /// - Parameter fixtures: what is to be removed, in the order it was made.
    init(_ fixtures: [Fixture]) { self.fixtures = fixtures }

    /// Removes everything, so many fixtures at a time.
    ///
    /// What a cloud refuses to remove while something else is still there, which no fixture tells, is tried once more
    /// at the end, last made first.
    ///
    /// - Returns: what could not be removed.
    func run(width: Int) async -> [String] {
        await withTaskGroup(of: Fixture.self) { group in
            var waiting = fixtures
            var underWay: [Fixture] = []
            var places = max(1, width)
            func startWhatFits() {
                while places > 0, let index = waiting.lastIndex(where: { isFree($0, of: underWay + waiting) }) {
                    let fixture = waiting.remove(at: index)
                    underWay.append(fixture)
                    places -= 1
                    group.addTask(name: "removal of \(fixture.name)") {
                        _ = await fixture.resources.removeAll()
                        return fixture
                    }
                }
            }
            startWhatFits()
            while let removed = await group.next() {
                underWay.removeAll { $0.resources === removed.resources }
                places += 1
                startWhatFits()
            }
        }
        var leftovers: [String] = []
        for fixture in fixtures.reversed() { leftovers += await fixture.resources.removeAll() }
        return leftovers
    }

    /// Whether nothing that is still there keeps it.
    private func isFree(_ fixture: Fixture, of others: [Fixture]) -> Bool {
        !fixture.resources.isHeldByItsUsers || !others.contains { $0.uses.contains(fixture.name) }
    }
}
