import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ServerListTests {
    @Test(arguments: [
        ("web", "my-Web-1", true), ("WEB", "my-web-1", true), ("^web", "my-web-1", false),
        ("^my", "My-web-1", true), ("1$", "my-web-1", true), ("web$", "my-web-1", false),
        ("^my-web-1$", "my-web-1", true), ("^my$", "my-web", false), ("my.*1", "my-web-1", true),
        ("1.*my", "my-web-1", false), ("^m.*b.*1$", "my-web-1", true), ("^web.*web$", "web", false),
        ("", "anything", true), ("^$", "anything", false), ("w[aeo]b", "my-Web-1", true), ("my.web", "my-web-1", true),
        ("w(e|a)b-\\d$", "my-web-1", true), ("ü", "grün", true), ("my.*1", "my\n1", false),
    ])
    func `A name is searched for as by the database`(pattern: String, name: String, isFound: Bool) {
        #expect(TextPattern(pattern).isFound(in: name) == isFound)
    }

    @Test func `A pattern that would take for ever is given up`() {
        let text = String(repeating: "a", count: 60) + "!"
        #expect(!Patterns.finds("^(a+)+$", in: text))
        #expect(!Patterns.finds("^(a+)+$", in: "aaa"), "once is enough")
        #expect(Patterns.finds("^a+!$", in: text))
    }

    @Test(arguments: [0, 1, 7, 50, 6000], NumberOrder.allCases)
    func `The first of many are the first of all sorted`(count: Int, order: NumberOrder) {
        let numbers = (0..<5003).map(order.number)
        var first = FirstElements<Int>(count, by: <)
        for number in numbers { first.insert(number) }
        #expect(first.sorted == Array(numbers.sorted().prefix(count)))
    }

    enum NumberOrder: CaseIterable {
        case rising, falling, mixed, few, equal

        func number(_ place: Int) -> Int {
            switch self {
            case .rising: place
            case .falling: -place
            case .mixed: place * 7919 % 5003
            case .few: place % 7
            case .equal: 1
            }
        }
    }

    @Test func `Pages by name follow each other`() async throws {
        try await ServerOwner.run { owner in
            for name in ["c", "A", "b", "a", "B"] { _ = try await owner.order(["name": .string(name)]) }
            let query = "/servers?sort_key=display_name&sort_key=created_at&sort_dir=asc&limit=2"
            var seen: [String] = []
            var marker = ""
            while seen.count < 10 {
                let page = try await owner.send(.get, query + marker).json["servers"]?.array ?? []
                guard let last = page.last?["id"]?.string else { break }
                seen += page.compactMap { $0["name"]?.string }
                marker = "&marker=" + last
            }
            #expect(seen == ["A", "a", "b", "B", "c"])
        }
    }
}
