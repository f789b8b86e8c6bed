import PythonSemantics

/// What a variable's value is to become: `$RESPONSE:int['$.id']`.
struct ValueCast {
    private let name: String

    init(named name: String) { self.name = name }

    /// The value as the type that the cast names, by Python's rules.
    ///
    /// - Throws: ``StepProblem`` when the value is none, or there is no such type.
    func apply(to value: GabbiValue) throws(StepProblem) -> GabbiValue {
        let result: GabbiValue? =
            switch name {
            case "int": Python.int(value).map { .integer($0) }
            case "float": Python.float(value).map { .number($0) }
            case "str": .string(value.text)
            case "bool": .bool(value.isTrue)
            default: throw StepProblem("there is no cast \(name); there are int, float, str and bool")
            }
        guard let result else { throw StepProblem("\(value.text) is no \(name)") }
        return result
    }
}
