/// A test's place among tests that run one after the other, each with what those before it have found.
///
/// The tests of one sequence take turns; tests of different sequences run at the same time.
public struct SequencePlace: Sendable, Hashable {
    /// The sequence's name, unique among all sequences.
    public let sequence: String
    /// The place, from 0.
    public let position: Int
    /// Whether the test before it has to have run, also where only this one is wanted.
    public let followsPrior: Bool

    /// A place in a sequence.
    public init(sequence: String, position: Int, followsPrior: Bool = true) {
        self.sequence = sequence
        self.position = position
        self.followsPrior = followsPrior
    }
}

extension SequencePlace {
    /// Sequence and position: what tells two places apart.
    struct Key: Hashable {
        let sequence: String
        let position: Int
    }

    var key: Key { Key(sequence: sequence, position: position) }
    var priorKey: Key { Key(sequence: sequence, position: position - 1) }
}
