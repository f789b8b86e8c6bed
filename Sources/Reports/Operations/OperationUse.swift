public import Conformance

/// How a run used one operation.
public struct OperationUse: Sendable {
    /// The operation.
    public let operation: APIOperation
    /// How many requests asked for it.
    public let count: Int
    /// How many responses had which status.
    public let statuses: [Int: Int]
    /// How many requests had no response.
    public let unanswered: Int
    /// Half of the responses took no longer than this many seconds; `nil` when there was none.
    public let median: Double?
    /// How many seconds the response took that took longest; `nil` when there was none.
    public let longest: Double?
    /// Whose evidence the exchanges are, in the order of names.
    ///
    /// Empty when only the run itself asked for it, which makes users and removes what tests left.
    public let tests: [TestIdentity]

    init(_ operation: APIOperation, _ exchanges: [StoredExchange], tests: Set<TestIdentity>) {
        self.operation = operation
        count = exchanges.count
        statuses = exchanges.reduce(into: [:]) { statuses, exchange in
            if let status = exchange.status { statuses[status, default: 0] += 1 }
        }
        unanswered = exchanges.count { $0.status == nil }
        let durations = exchanges.filter { $0.status != nil }.map(\.seconds).sorted()
        let middle = durations.count / 2
        median =
            durations.isEmpty
            ? nil
            : durations.count.isMultiple(of: 2) ? (durations[middle - 1] + durations[middle]) / 2 : durations[middle]
        longest = durations.last
        self.tests = tests.sorted()
    }
}

extension Report {
    /// Every operation that the run asked the cloud for, in the order of services and paths.
    public var operations: [OperationUse] {
        let reader = OperationReader(exchanges.values)
        var tests: [Int: Set<TestIdentity>] = [:]
        for result in results {
            for number in result.exchanges { tests[number, default: []].insert(result.identity) }
        }
        return Dictionary(grouping: exchanges.values, by: reader.operation)
            .map { operation, exchanges in
                let users = exchanges.reduce(into: Set()) { $0.formUnion(tests[$1.number] ?? []) }
                return OperationUse(operation, exchanges, tests: users)
            }
            .sorted { $0.operation < $1.operation }
    }
}
