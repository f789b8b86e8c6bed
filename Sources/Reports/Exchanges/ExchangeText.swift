import Conformance
import OpenStack

/// An exchange as lines of text: what was asked, what came back, and no more of either than helps.
struct ExchangeText {
    /// The lines, without colours: the exchange, then the request after `>` and the response after `<`.
    let lines: [String]

    init(_ exchange: StoredExchange, bodyLines: Int = 40) {
        var lines = [VisibleText.line("\(exchange.line) (exchange \(exchange.number))")]
        lines += Self.lines(of: exchange.request, sign: ">", bodyLines: bodyLines)
        if let response = exchange.response { lines += Self.lines(of: response, sign: "<", bodyLines: bodyLines) }
        self.lines = lines
    }

    private static func lines(of message: StoredMessage, sign: String, bodyLines: Int) -> [String] {
        let headers = message.headers.fields.filter { interestingHeaders.contains($0.name.lowercased()) }
            .map { VisibleText.line("\($0.name): \($0.value)") }
        let body = ReadableBody(message.body, lines: bodyLines, characters: 8000).lines
        let separator = headers.isEmpty || body.isEmpty ? [] : [""]
        return (headers + separator + body).map { $0.isEmpty ? sign : "\(sign) \($0)" }
    }

    /// What tells something about a failure; the rest is in the HTML form.
    private static let interestingHeaders: Set<String> = [
        "accept", "allow", "content-range", "content-type", "location", "openstack-api-version", "range", "retry-after",
        "www-authenticate", "x-compute-request-id", "x-object-manifest", "x-openstack-nova-api-version",
        "x-openstack-request-id", "x-trans-id",
    ]
}
