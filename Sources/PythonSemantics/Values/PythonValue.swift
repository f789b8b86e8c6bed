/// A value that Python has too.
package protocol PythonValue: Sendable {
    /// What the value is in Python.
    var pythonForm: PythonForm<Self> { get }
}

/// A value by its type in Python.
package enum PythonForm<Value: PythonValue> {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case str(String)
    case list([Value])
    case dict([(key: String, value: Value)])
    /// Something that Python does not have, as it is shown: true, and null in JSON.
    case foreign(String)

    /// The number that the value is; truth values are numbers too.
    fileprivate var float: Double? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .int(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }
}

/// Python's functions of values, by their names there.
package enum Python {
    /// Whether a value counts as true.
    package static func bool(_ value: some PythonValue) -> Bool {
        switch value.pythonForm {
        case .none: false
        case .bool(let flag): flag
        case .int(let value): value != 0
        case .float(let value): value != 0
        case .str(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .dict(let pairs): !pairs.isEmpty
        case .foreign: true
        }
    }

    /// Where in a sequence an index leads, which counts from the end when it is negative; `nil` for outside.
    package static func offset(_ index: Int, in count: Int) -> Int? {
        let offset = index < 0 ? index + count : index
        return (0..<count).contains(offset) ? offset : nil
    }
}

// MARK: - Equality

extension Python {
    /// Whether `==` finds values equal: 1 is 1.0 and true, text is compared scalar by scalar.
    package static func areEqual<Value: PythonValue>(_ left: Value, _ right: Value) -> Bool {
        switch (left.pythonForm, right.pythonForm) {
        case (.none, .none): return true
        case (.int(let left), .int(let right)): return left == right
        case (.int(let whole), .float(let float)), (.float(let float), .int(let whole)):
            return Int(exactly: float) == whole
        case (.str(let left), .str(let right)): return left.unicodeScalars.elementsEqual(right.unicodeScalars)
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.dict(let left), .dict(let right)):
            guard left.count == right.count else { return false }
            let values = Dictionary(right.map { ($0.key, $0.value) }) { $1 }
            return left.allSatisfy { pair in values[pair.key].map { areEqual(pair.value, $0) } ?? false }
        case (.foreign(let left), .foreign(let right)): return left == right
        case (let left, let right):
            guard let left = left.float, let right = right.float else { return false }
            return left == right
        }
    }
}

/// A value that is equal to others as in Python, for sets and dictionaries.
package struct EqualInPython<Value: PythonValue>: Hashable {
    private let value: Value

    package init(_ value: Value) { self.value = value }

    package static func == (left: Self, right: Self) -> Bool { Python.areEqual(left.value, right.value) }

    package func hash(into hasher: inout Hasher) {
        switch value.pythonForm {
        case .none: hasher.combine(0 as UInt8)
        case .str(let text), .foreign(let text): hasher.combine(text)
        case .list(let elements):
            hasher.combine(elements.count)
            for element in elements { hasher.combine(EqualInPython(element)) }
        // Equal dictionaries may have their keys in another order.
        case .dict(let pairs): hasher.combine(Set(pairs.map(\.key)))
        case let number: hasher.combine(number.float)
        }
    }
}
