import Foundation
import PythonSemantics

extension JSONPath {
    /// A value that was found, and where it stands.
    final class Match: Sendable {
        /// The step from the value it stands in.
        enum Step: Sendable {
            case field(String)
            case index(Int)
            case none
        }

        let value: GabbiValue
        let step: Step
        /// What it stands in; `nil` for the root, and for what a function made.
        let context: Match?

        init(_ value: GabbiValue, step: Step = .none, in context: Match? = nil) {
            self.value = value
            self.step = step
            self.context = context
        }

        fileprivate var root: Match { context?.root ?? self }

        fileprivate var stepText: String {
            switch step {
            case .field(let name): name
            case .index(let index): "[\(index)]"
            case .none: context == nil ? "$" : "`this`"
            }
        }
    }

    /// Every value that the query finds, in order.
    ///
    /// - Throws: ``JSONPathError`` when values cannot be sorted, or the query cannot be carried out.
    func values(in document: GabbiValue) throws(JSONPathError) -> [GabbiValue] {
        try find(in: Match(document)).map(\.value)
    }

    fileprivate func find(in match: Match) throws(JSONPathError) -> [Match] {
        switch self {
        case .root: return [Match(match.root.value)]
        case .current: return [match]
        case .parent:
            guard let context = match.context else { throw JSONPathError("the root has no parent") }
            return [context]
        case .fields(let names):
            guard case .object(let members) = match.value else { return [] }
            return names.compactMap { name in members[name].map { Match($0, step: .field(name), in: match) } }
        case .wildcard: return match.children
        case .indices(let indices): return match.elements(at: indices)
        case .slice(let start, let end, let step): return match.elements(from: start, to: end, by: step)
        case .child(let left, let right):
            var found: [Match] = []
            for match in try left.find(in: match) { found += try right.find(in: match) }
            return found
        case .descendants(let left, let right):
            var found: [Match] = []
            for match in try left.find(in: match) { try right.findEverywhere(in: match, into: &found) }
            return found
        case .filtered(let left, let right, let isThere):
            var found: [Match] = []
            for match in try left.find(in: match) where try right.find(in: match).isEmpty != isThere {
                found.append(match)
            }
            return found
        case .union(let left, let right): return try left.find(in: match) + right.find(in: match)
        case .intersection: throw JSONPathError("intersections (&) of paths are not supported; join conditions by &&")
        case .filter(let condition):
            var found: [Match] = []
            for match in match.children where try condition.holds(for: match) { found.append(match) }
            return found
        case .sorted(let keys): return [try match.sorted(by: keys)]
        case .function(let function): return try function.apply(to: match)
        case .arithmetic(let left, let sign, let right): return try Self.calculate(left, sign, right, in: match)
        }
    }

    private func findEverywhere(in match: Match, into found: inout [Match]) throws(JSONPathError) {
        found += try find(in: match)
        for child in match.children { try findEverywhere(in: child, into: &found) }
    }

    // MARK: - Calculations

    private static func calculate(
        _ left: Operand,
        _ sign: ArithmeticOperator,
        _ right: Operand,
        in match: Match
    ) throws(JSONPathError) -> [Match] {
        func values(_ operand: Operand) throws(JSONPathError) -> [GabbiValue]? {
            guard case .path(let path) = operand else { return nil }
            return try path.find(in: match).map(\.value)
        }
        func constant(_ operand: Operand) -> GabbiValue {
            guard case .value(let value) = operand else { return .null }
            return value
        }
        let pairs: [(GabbiValue, GabbiValue)] =
            switch (try values(left), try values(right)) {
            case (let left?, let right?): left.count == right.count ? Array(zip(left, right)) : []
            case (let left?, nil): left.map { ($0, constant(right)) }
            case (nil, let right?): right.map { (constant(left), $0) }
            case (nil, nil): [(constant(left), constant(right))]
            }
        var results: [Match] = []
        for (left, right) in pairs {
            guard let result = sign.apply(left, right) else { return [] }
            results.append(Match(result))
        }
        return results
    }
}

extension JSONPath.ArithmeticOperator {
    fileprivate func apply(_ left: GabbiValue, _ right: GabbiValue) -> GabbiValue? {
        switch (left, right) {
        case (.string(let one), .string(let other)) where self == .plus: return .string(one + other)
        case (.array(let one), .array(let other)) where self == .plus: return .array(one + other)
        case (.string(let text), .integer(let count)) where self == .times:
            return .string(String(repeating: text, count: max(0, count)))
        case (.integer(let one), .integer(let other)):
            let (value, overflow) =
                switch self {
                case .plus: one.addingReportingOverflow(other)
                case .minus: one.subtractingReportingOverflow(other)
                case .times: one.multipliedReportingOverflow(by: other)
                }
            return overflow ? nil : .integer(value)
        default: break
        }
        guard let one = left.numeric, let other = right.numeric else { return nil }
        return .number(self == .plus ? one + other : self == .minus ? one - other : one * other)
    }
}

// MARK: - Conditions

extension JSONPath.Condition {
    fileprivate func holds(for match: JSONPath.Match) throws(JSONPathError) -> Bool {
        switch self {
        case .exists(let path): return try !path.find(in: match).isEmpty
        case .isAbsent(let path): return try path.find(in: match).isEmpty
        case .all(let conditions):
            for condition in conditions where try !condition.holds(for: match) { return false }
            return true
        case .any(let conditions):
            for condition in conditions where try condition.holds(for: match) { return true }
            return false
        case .comparison(let path, let comparison, let operand):
            let found = try path.find(in: match).map(\.value)
            switch operand {
            case .value(let value):
                guard !found.isEmpty else { return comparison == .notEqual }
                for one in found where try comparison.holds(one, value) { return true }
                return false
            case .path(let other):
                let others = try other.find(in: match).map(\.value)
                guard !found.isEmpty, !others.isEmpty else {
                    return comparison.holds(areEqual: found.isEmpty && others.isEmpty)
                }
                for one in found {
                    for other in others where try comparison.holds(one, other) { return true }
                }
                return false
            }
        }
    }
}

extension JSONPath.Comparison {
    fileprivate func holds(_ left: GabbiValue, _ right: GabbiValue) throws(JSONPathError) -> Bool {
        if self == .matches {
            guard case .string(let text) = left, case .string(let pattern) = right else { return false }
            do throws(PythonPatternError) {
                return try PythonPattern(pattern).isFound(in: text)
            } catch {
                throw JSONPathError(error.description)
            }
        }
        switch (left, right) {
        case (.string(let one), .string(let other)):
            let isLess = one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
            return holds(areEqual: left == right, isLess: isLess)
        case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number):
            guard let one = left.numeric, let other = right.numeric else { return false }
            return holds(areEqual: one == other, isLess: one < other)
        default: return holds(areEqual: left.isStrictlyEqual(to: right))
        }
    }

    /// Values without an order are equal or not.
    fileprivate func holds(areEqual: Bool) -> Bool {
        switch self {
        case .equal, .lessOrEqual, .greaterOrEqual: areEqual
        case .notEqual: !areEqual
        case .less, .greater, .matches: false
        }
    }

    private func holds(areEqual: Bool, isLess: Bool) -> Bool {
        switch self {
        case .equal: areEqual
        case .notEqual: !areEqual
        case .less: isLess
        case .lessOrEqual: isLess || areEqual
        case .greater: !isLess && !areEqual
        case .greaterOrEqual: !isLess
        case .matches: false
        }
    }
}

extension GabbiValue {
    /// Whether the values are equal and of one type: here `true` is not 1.
    fileprivate func isStrictlyEqual(to other: GabbiValue) -> Bool {
        switch (self, other) {
        case (.bool(let one), .bool(let other)): one == other
        case (.bool, _), (_, .bool): false
        case (.array(let one), .array(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.isStrictlyEqual(to: $1) }
        case (.object(let one), .object(let other)):
            one.count == other.count
                && one.pairs.allSatisfy { key, value in other[key].map { value.isStrictlyEqual(to: $0) } ?? false }
        default: self == other
        }
    }
}

// MARK: - Elements

extension JSONPath.Match {
    fileprivate var children: [JSONPath.Match] {
        switch value {
        case .array(let elements):
            elements.enumerated().map { JSONPath.Match($0.element, step: .index($0.offset), in: self) }
        case .object(let members):
            members.pairs.map { JSONPath.Match($0.value, step: .field($0.key), in: self) }
        default: []
        }
    }

    /// Elements by their places; negative ones count from the end.
    fileprivate func elements(at indices: [Int]) -> [JSONPath.Match] {
        guard case .array(let elements) = value else { return [] }
        return indices.compactMap { index in
            Python.offset(index, in: elements.count).map {
                JSONPath.Match(elements[$0], step: .index(index), in: self)
            }
        }
    }

    /// Elements of a slice, with Python's meaning of its bounds.
    fileprivate func elements(from start: Int?, to end: Int?, by step: Int?) -> [JSONPath.Match] {
        guard case .array(let elements) = value, step != 0 else { return [] }
        let step = step ?? 1
        let count = elements.count
        func bound(_ bound: Int?, _ usual: Int) -> Int {
            guard let bound else { return usual }
            let place = bound < 0 ? bound + count : bound
            return step > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
        }
        let first = bound(start, step > 0 ? 0 : count - 1)
        let last = bound(end, step > 0 ? count : -1)
        return stride(from: first, to: last, by: step).map {
            JSONPath.Match(elements[$0], step: .index($0), in: self)
        }
    }

    fileprivate func sorted(by keys: [JSONPath.SortKey]) throws(JSONPathError) -> JSONPath.Match {
        guard case .array(let elements) = value else {
            throw JSONPathError("only a list can be sorted by what its elements have")
        }
        let found = try elements.map { element throws(JSONPathError) in
            (element, values: try keys.map { key throws(JSONPathError) in try key.path.values(in: element) })
        }
        let sorted = try found.stablySorted { left, right throws(JSONPathError) in
            for (key, (one, other)) in zip(keys, zip(left.values, right.values)) {
                guard one.count == 1, other.count == 1, one[0] != other[0] else { continue }
                return try one[0].isLess(than: other[0]) != key.isDescending
            }
            return false
        }
        return JSONPath.Match(.array(sorted.map(\.0)))
    }
}

extension Array {
    /// The elements in order, equal ones in the order they had.
    fileprivate func stablySorted(
        by isBefore: (Element, Element) throws(JSONPathError) -> Bool
    ) throws(JSONPathError) -> [Element] {
        var sorted: [Element] = []
        for element in self {
            var (low, high) = (sorted.startIndex, sorted.endIndex)
            while low < high {
                let middle = low + (high - low) / 2
                if try isBefore(element, sorted[middle]) { high = middle } else { low = middle + 1 }
            }
            sorted.insert(element, at: low)
        }
        return sorted
    }
}

extension GabbiValue {
    fileprivate func isLess(than other: GabbiValue) throws(JSONPathError) -> Bool {
        switch (self, other) {
        case (.string(let one), .string(let other)):
            return one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
        case (.array(let one), .array(let other)):
            for (left, right) in zip(one, other) where left != right { return try left.isLess(than: right) }
            return one.count < other.count
        default:
            guard let one = numeric, let other = other.numeric else {
                throw JSONPathError("\(text) and \(other.text) have no order")
            }
            return one < other
        }
    }
}

// MARK: - Functions

extension JSONPath.Function {
    fileprivate func apply(to match: JSONPath.Match) throws(JSONPathError) -> [JSONPath.Match] {
        switch self {
        case .length:
            switch match.value {
            case .array(let elements): return [JSONPath.Match(.integer(elements.count))]
            case .object(let members): return [JSONPath.Match(.integer(members.count))]
            case .string(let text): return [JSONPath.Match(.integer(text.unicodeScalars.count))]
            default: return []
            }
        case .keys:
            guard case .object(let members) = match.value else { return [] }
            return members.keys.map { JSONPath.Match(.string($0)) }
        case .path: return [JSONPath.Match(.string(match.stepText), in: match)]
        case .sorted:
            switch match.value {
            case .array(let elements):
                let sorted = try elements.stablySorted { left, right throws(JSONPathError) in
                    try left.isLess(than: right)
                }
                return [JSONPath.Match(.array(sorted))]
            case .object(let members): return [JSONPath.Match(.array(members.keys.sorted().map { .string($0) }))]
            default: throw JSONPathError("`sorted` takes a list or a map")
            }
        case .text: return [JSONPath.Match(.string(match.value.text))]
        case .split(let separator, let segment, let limit):
            guard case .string(let text) = match.value else { return [] }
            var parts: [GabbiValue] = []
            var rest = text[...]
            while limit < 0 || parts.count < limit, let range = rest.firstRange(of: separator) {
                parts.append(.string(String(rest[..<range.lowerBound])))
                rest = rest[range.upperBound...]
            }
            parts.append(.string(String(rest)))
            guard let segment else { return [JSONPath.Match(.array(parts))] }
            return Python.offset(segment, in: parts.count).map { [JSONPath.Match(parts[$0])] } ?? []
        case .replace(let pattern, let replacement):
            guard case .string(let text) = match.value else {
                throw JSONPathError("`sub` takes a text, and \(match.value.text) is none")
            }
            do throws(PythonPatternError) {
                let replaced = try PythonPattern(pattern).replacing(in: text, with: replacement)
                return replaced == text ? [] : [JSONPath.Match(.string(replaced))]
            } catch {
                throw JSONPathError(error.description)
            }
        }
    }
}
