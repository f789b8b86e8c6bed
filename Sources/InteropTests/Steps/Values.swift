/// Bytes that no format's signature begins with twice.
func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}

/// The id of something that does not exist.
func unknownID() -> String {
    let digits = Array("0123456789abcdef")
    func run(_ length: Int) -> String { String((0..<length).compactMap { _ in digits.randomElement() }) }
    return [run(8), run(4), "4" + run(3), "8" + run(3), run(12)].joined(separator: "-")
}
