import PythonSemantics

/// Values of Python's for tests.
enum Value: PythonValue {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case str(String)
    case list([Value])
    case dict([(key: String, value: Value)])

    var pythonForm: PythonForm<Value> {
        switch self {
        case .none: .none
        case .bool(let flag): .bool(flag)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .str(let text): .str(text)
        case .list(let elements): .list(elements)
        case .dict(let pairs): .dict(pairs)
        }
    }
}
