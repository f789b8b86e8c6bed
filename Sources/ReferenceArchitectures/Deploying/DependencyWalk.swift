/// Does something with each of many things as soon as it is done with those that it waits for.
enum DependencyWalk {
    /// Walks through things side by side.
    ///
    /// - Parameters:
    ///   - waitsFor: of each thing the indices of those before it; things in circles are never reached.
    ///   - body: gets the index of a thing. What waits for it goes on only when it answers true.
    /// - Returns: the indices of the things that the body answered true for.
    static func run(
        waitsFor: [[Int]],
        _ body: @escaping @Sendable (Int) async -> Bool
    ) async -> Set<Int> {
        var missing = waitsFor.map { Set($0).count }
        var followers = [[Int]](repeating: [], count: waitsFor.count)
        for (index, others) in waitsFor.enumerated() {
            for other in Set(others) { followers[other].append(index) }
        }
        var done: Set<Int> = []
        await withTaskGroup(of: (Int, Bool).self) { group in
            for index in missing.indices where missing[index] == 0 {
                group.addTask { (index, await body(index)) }
            }
            while let (index, isDone) = await group.next() {
                guard isDone else { continue }
                done.insert(index)
                for follower in followers[index] {
                    missing[follower] -= 1
                    if missing[follower] == 0 { group.addTask { (follower, await body(follower)) } }
                }
            }
        }
        return done
    }
}
