import Conformance
import Foundation
import OpenStack

/// What a request asks for, as far as the answers of clouds can be compared: not which resource, nor what exactly.
struct Inquiry: Sendable, Hashable, Comparable, CustomStringConvertible {
    let operation: APIOperation
    /// The names in the query, in alphabetical order.
    let query: [String]
    /// The microversion that is asked for: `2.79`.
    let microversion: String?

    init(_ exchange: StoredExchange, reader: OperationReader) {
        operation = reader.operation(of: exchange)
        let parts = exchange.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let names = parts.count < 2 ? [] : parts[1].split(separator: "&").map { $0.prefix { $0 != "=" } }
        query = Set(names.map { $0.removingPercentEncoding ?? String($0) }).sorted()
        let headers = exchange.request.headers
        // Of `compute 2.79` the number; the service is the operation's.
        microversion = (headers["OpenStack-API-Version"] ?? headers["X-OpenStack-Nova-API-Version"])
            .flatMap { $0.split(separator: " ").last.map(String.init) }
    }

    /// Service, method and path: `compute POST /v2.1/servers/{id}/action (reboot)`.
    var description: String {
        var text = "\(operation.service ?? "?") \(operation)"
        if !query.isEmpty { text += "?" + query.joined(separator: "&") }
        if let microversion { text += ", microversion \(microversion)" }
        return text
    }

    static func < (left: Self, right: Self) -> Bool {
        left.operation == right.operation
            ? left.description < right.description : left.operation < right.operation
    }
}
