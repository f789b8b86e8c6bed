import Conformance

/// One thing that a test did: a request, or the same request again and again until something was so.
struct Step: Sendable, Hashable {
    let inquiry: Inquiry
    /// The last of the requests.
    let exchange: StoredExchange
    /// The numbers of all of them.
    let numbers: [Int]

    /// The steps of exchanges, in order.
    static func all(_ exchanges: [StoredExchange], _ inquiry: (StoredExchange) -> Inquiry) -> [Step] {
        var steps: [Step] = []
        for exchange in exchanges {
            if let last = steps.last, last.exchange.method == "GET" || last.exchange.method == "HEAD",
                last.exchange.method == exchange.method, last.exchange.url == exchange.url
            {
                steps[steps.count - 1] = Step(
                    inquiry: last.inquiry,
                    exchange: exchange,
                    numbers: last.numbers + [exchange.number]
                )
            } else {
                steps.append(Step(inquiry: inquiry(exchange), exchange: exchange, numbers: [exchange.number]))
            }
        }
        return steps
    }
}

/// Which steps of two runs of a test are the same.
///
/// The longest common subsequence of their inquiries: fixtures that tests share let one run ask for more than another,
/// and in another order.
struct Alignment: Sendable {
    /// Indices of steps that are the same, in order.
    let pairs: [(left: Int, right: Int)]

    init(_ left: [Step], _ right: [Step]) {
        let width = right.count + 1
        var scores = Array(repeating: 0, count: (left.count + 1) * width)
        func score(_ row: Int, _ column: Int) -> Int {
            guard left[row].inquiry == right[column].inquiry else { return 0 }
            // Of equally long ways that with more equal answers.
            return left[row].exchange.status == right[column].exchange.status ? 1001 : 1000
        }
        for row in left.indices.reversed() {
            for column in right.indices.reversed() {
                let skipped = max(scores[(row + 1) * width + column], scores[row * width + column + 1])
                let own = score(row, column)
                let taken = own == 0 ? 0 : own + scores[(row + 1) * width + column + 1]
                scores[row * width + column] = max(skipped, taken)
            }
        }
        var pairs: [(left: Int, right: Int)] = []
        var (row, column) = (0, 0)
        while row < left.count, column < right.count {
            let best = scores[row * width + column]
            let own = score(row, column)
            if own > 0, best == own + scores[(row + 1) * width + column + 1] {
                pairs.append((row, column))
                row += 1
                column += 1
            } else if best == scores[(row + 1) * width + column] {
                row += 1
            } else {
                column += 1
            }
        }
        self.pairs = pairs
    }
}
