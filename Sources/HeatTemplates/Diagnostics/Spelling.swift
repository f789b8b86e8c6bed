import PythonSemantics

/// Advice where a name is not known.
enum Spelling {
    /// Advice to write the nearest name; `nil` when none is near.
    static func advice(for name: String, among candidates: some Sequence<String>) -> String? {
        ClosestName.of(name, among: candidates).map { "did you mean '\($0)'?" }
    }
}
