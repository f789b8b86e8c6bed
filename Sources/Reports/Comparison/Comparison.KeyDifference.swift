import Conformance
import OpenStack

extension Comparison.KeyDifference {
    /// Keys and header fields that are in every answer of one side and in none of another.
    ///
    /// Looked at are the answers to the same requests, with the same status, in tests that work on both sides.
    static func all(_ sides: [Comparison.Side], tests: [Comparison.Test]) -> [Comparison.KeyDifference] {
        let answers = sides.map(AnswerCache.init)
        var found: [Finding: Sides] = [:]
        for left in sides.indices {
            for right in sides.indices where right > left {
                let common = tests.filter { $0.standings[left] == .works && $0.standings[right] == .works }
                let censuses = [left, right].map { side in
                    answers[side].census(of: common.compactMap { $0.results[side] })
                }
                for (question, first) in censuses[0] {
                    guard let second = censuses[1][question] else { continue }
                    for (finding, isLeft) in findings(question, first.facts, second.facts) {
                        let (with, without) = isLeft ? (left, right) : (right, left)
                        found[finding, default: Sides()].with[with] =
                            (isLeft ? first : second).firstNumber
                        found[finding, default: Sides()].without[without] =
                            (isLeft ? second : first).firstNumber
                    }
                }
            }
        }
        return grouped(found)
    }

    /// A request and the status of its answer.
    private struct Question: Hashable, Comparable {
        let inquiry: Inquiry
        let status: Int

        static func < (left: Self, right: Self) -> Bool {
            left.inquiry == right.inquiry ? left.status < right.status : left.inquiry < right.inquiry
        }
    }

    private struct Finding: Hashable {
        let question: Question
        let part: Part
        let key: String
    }

    /// Sides with an exchange that shows it.
    private struct Sides {
        var with: [Int: Int] = [:]
        var without: [Int: Int] = [:]

        mutating func merge(_ other: Sides) {
            with.merge(other.with) { first, _ in first }
            without.merge(other.without) { first, _ in first }
        }
    }

    /// What many answers to one request have.
    private struct Answers {
        var facts = ResponseFacts()
        var firstNumber: Int
    }

    private static func findings(
        _ question: Question,
        _ left: ResponseFacts,
        _ right: ResponseFacts
    ) -> [(Finding, isLeft: Bool)] {
        left.objects.flatMap { place, first -> [(Finding, isLeft: Bool)] in
            guard let second = right.objects[place] else { return [] }
            let isHeader = place == ResponseFacts.headers
            return Set(first.keys.keys).union(second.keys.keys).compactMap { key in
                let isLeft = first.always(key) && second.never(key)
                guard isLeft || first.never(key) && second.always(key) else { return nil }
                let name = isHeader || place.isEmpty ? key : "\(place).\(key)"
                return (Finding(question: question, part: isHeader ? .header : .body, key: name), isLeft)
            }
        }
    }

    /// A key, or a header field, with the answers that differ in it.
    private struct Cluster {
        let part: Part
        let key: String
        var questions: [Question]
        var sides: Sides

        /// Whether what is known of other answers fits; on some sides nothing may be known of them.
        func fits(_ other: Sides) -> Bool {
            sides.with.keys.allSatisfy { other.without[$0] == nil }
                && sides.without.keys.allSatisfy { other.with[$0] == nil }
        }
    }

    /// What differs in the same way in several answers is one difference, and so is what differs in the same answers.
    private static func grouped(_ found: [Finding: Sides]) -> [Comparison.KeyDifference] {
        var clusters: [Cluster] = []
        for (name, findings) in Dictionary(grouping: found, by: { [$0.key.part.rawValue, $0.key.key] }) {
            var own: [Cluster] = []
            for (finding, sides) in findings.sorted(by: { $0.key.question < $1.key.question }) {
                if let index = own.firstIndex(where: { $0.fits(sides) }) {
                    own[index].questions.append(finding.question)
                    own[index].sides.merge(sides)
                } else {
                    own.append(
                        Cluster(part: finding.part, key: name[1], questions: [finding.question], sides: sides)
                    )
                }
            }
            clusters += own
        }
        struct Group: Hashable {
            let part: Part
            let with: [Int]
            let without: [Int]
            let questions: [Question]
        }
        return Dictionary(grouping: clusters) { cluster in
            Group(
                part: cluster.part,
                with: cluster.sides.with.keys.sorted(),
                without: cluster.sides.without.keys.sorted(),
                questions: cluster.questions
            )
        }.map { group, clusters in
            let clusters = clusters.sorted { $0.key < $1.key }
            let keys = clusters.map(\.key)
            return (
                group: group,
                difference: Comparison.KeyDifference(
                    part: group.part,
                    keys: keys,
                    operations: group.questions.map { "\($0.inquiry): \($0.status)" },
                    with: group.with,
                    without: group.without,
                    examples: clusters[0].sides.with.merging(clusters[0].sides.without) { first, _ in first }
                )
            )
        }.sorted { left, right in
            // No two have the same keys of the same part in the same answers.
            if left.group.questions != right.group.questions {
                return left.group.questions.lexicographicallyPrecedes(right.group.questions)
            }
            return (left.group.part.rawValue, left.difference.keys[0])
                < (right.group.part.rawValue, right.difference.keys[0])
        }.map(\.difference)
    }

    /// The successful answers of one side, each looked at once.
    private struct AnswerCache {
        private let facts: [Int: (question: Question, facts: ResponseFacts)]

        init(_ side: Comparison.Side) {
            var facts: [Int: (Question, ResponseFacts)] = [:]
            for exchange in side.report.exchanges.values {
                guard let status = exchange.status, (200..<300).contains(status), let response = exchange.response,
                    let inquiry = side.inquiries[exchange.number]
                else { continue }
                facts[exchange.number] = (Question(inquiry: inquiry, status: status), ResponseFacts(response))
            }
            self.facts = facts
        }

        func census(of results: [TestResult]) -> [Question: Answers] {
            let numbers = results.reduce(into: Set<Int>()) { $0.formUnion($1.exchanges) }
            var census: [Question: Answers] = [:]
            for number in numbers.sorted() {
                guard let (question, facts) = facts[number] else { continue }
                census[question, default: Answers(firstNumber: number)].facts.add(facts)
            }
            return census
        }
    }
}
