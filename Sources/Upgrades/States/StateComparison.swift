public import OpenStack

/// What differs between a resource's state before and after an upgrade.
public struct StateComparison: Sendable, Hashable {
    /// Values that changed, and members and elements that vanished or that somebody added: findings.
    public private(set) var findings: [StateChange] = []
    /// Members that the service did not have before: news, not findings.
    public private(set) var additions: [StateChange] = []
    /// Differences that ``ExpectedChange/all`` has, or that somebody accepts.
    public private(set) var expected: [StateChange] = []

    private let kind: RecordedKind
    private let accepted: [AcceptedChange]

    /// Compares two states of one resource.
    ///
    /// Lists whose elements have ids or names are compared element by element; of others, the order does not count.
    /// A member that was not there before is news of the service, unless it is in a map of the owner's, such as
    /// `metadata`, or an element of a list: those no upgrade adds.
    ///
    /// - Parameters:
    ///   - before: the state that was recorded.
    ///   - after: the state now.
    ///   - kind: what it is the state of.
    ///   - accepted: differences that are known and no findings.
    public init(before: JSON, after: JSON, kind: RecordedKind, accepting accepted: [AcceptedChange] = []) {
        self.kind = kind
        self.accepted = accepted
        compare(before, after, at: [])
    }

    /// Maps whose members are their owner's.
    private static let ownMaps: Set<String> = [
        "metadata", "addresses", "parameters", "volume_image_metadata", "properties", "extra_specs",
    ]

    private mutating func compare(_ before: JSON?, _ after: JSON?, at path: [String]) {
        guard before != after else { return }
        switch (before, after) {
        case (.object(let old)?, .object(let new)?):
            for name in Set(old.keys).union(new.keys).sorted() {
                let place = path + [name]
                if old[name] == nil, new[name] != nil, !Self.ownMaps.contains(path.last ?? "") {
                    note(StateChange(path: place, before: nil, after: new[name]), isNews: true)
                } else {
                    compare(old[name], new[name], at: place)
                }
            }
        case (.array(let old)?, .array(let new)?):
            if let key = Self.key(of: old + new) {
                compareKeyed(old, new, by: key, at: path)
            } else {
                compareUnordered(old, new, at: path)
            }
        default: note(StateChange(path: path, before: before, after: after), isNews: false)
        }
    }

    private mutating func note(_ change: StateChange, isNews: Bool) {
        var change = change
        if let member = change.path.last(where: { !$0.hasPrefix("[") }),
            let expectation = ExpectedChange.expectation(of: member, kind), change.after != nil
        {
            change.reason = expectation.reason
            expected.append(change)
        } else if !isNews, accepted.contains(where: { $0.covers(change, of: kind) }) {
            change.reason = "accepted"
            expected.append(change)
        } else if isNews {
            additions.append(change)
        } else {
            findings.append(change)
        }
    }

    // MARK: - Lists

    /// The member that tells the elements of both lists apart; `nil` when there is none.
    private static func key(of elements: [JSON]) -> String? {
        guard !elements.isEmpty else { return nil }
        return ["id", "resource_name", "name"].first { key in elements.allSatisfy { $0[key].string != nil } }
    }

    private mutating func compareKeyed(_ before: [JSON], _ after: [JSON], by key: String, at path: [String]) {
        let old = Dictionary(before.map { ($0[key].string ?? "", $0) }) { first, _ in first }
        let new = Dictionary(after.map { ($0[key].string ?? "", $0) }) { first, _ in first }
        guard old.count == before.count, new.count == after.count else {
            return compareUnordered(before, after, at: path)
        }
        for name in Set(old.keys).union(new.keys).sorted() { compare(old[name], new[name], at: path + ["[\(name)]"]) }
    }

    private mutating func compareUnordered(_ before: [JSON], _ after: [JSON], at path: [String]) {
        var new = after
        var old: [(offset: Int, element: JSON)] = []
        for (offset, element) in before.enumerated() {
            if let same = new.firstIndex(of: element) { new.remove(at: same) } else { old.append((offset, element)) }
        }
        for (index, rest) in old.enumerated() {
            compare(rest.element, index < new.count ? new[index] : nil, at: path + ["[\(rest.offset)]"])
        }
        for (index, element) in new.enumerated().dropFirst(old.count) {
            compare(nil, element, at: path + ["[\(before.count + index - old.count)]"])
        }
    }
}

/// One difference between two states.
public struct StateChange: Sendable, Hashable, CustomStringConvertible {
    /// The names of the members that lead to it; elements of lists in brackets.
    public let path: [String]
    /// What was there; `nil` for what was not.
    public let before: JSON?
    /// What is there; `nil` for what vanished.
    public let after: JSON?
    /// Why it is expected, where it is.
    public internal(set) var reason: String?

    init(path: [String], before: JSON?, after: JSON?) {
        self.path = path
        self.before = before
        self.after = after
    }

    /// The path, as `security_group_rules[4c…].protocol`.
    public var place: String {
        path.reduce(into: "") { text, part in text += part.hasPrefix("[") || text.isEmpty ? part : "." + part }
    }

    /// One line: where, and what became of it.
    public var description: String {
        switch (before, after) {
        case (let before?, nil): "\(place) vanished; it was \(Self.short(before))"
        case (nil, let after?): "\(place) is new: \(Self.short(after))"
        default: "\(place) was \(Self.short(before ?? .null)), is \(Self.short(after ?? .null))"
        }
    }

    private static func short(_ value: JSON) -> String {
        let text = value.description
        return text.count <= 120 ? text : text.prefix(119) + "…"
    }
}
