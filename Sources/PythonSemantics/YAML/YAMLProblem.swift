/// What is wrong with a document, or odd.
///
/// Nothing of what stands there is told, since it may be a password; only names of repeated keys are, to those who ask
/// for them by ``YAMLReader/RepeatedKeys/lastCounts``.
package struct YAMLProblem: Sendable, Hashable {
    /// What is wrong, as a phrase.
    package let message: String
    /// What to do about it.
    package let advice: String
    /// Where; `nil` when it is about the whole document.
    package let mark: SourceMark?
    /// Whether the document can be used all the same.
    package let isWarning: Bool

    init(_ message: String, advice: String, at mark: SourceMark? = nil, isWarning: Bool = false) {
        self.message = message
        self.advice = advice
        self.mark = mark
        self.isWarning = isWarning
    }
}
