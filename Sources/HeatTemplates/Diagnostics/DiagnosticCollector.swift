/// Gathers what is found in one document; beyond a limit only the number grows.
struct DiagnosticCollector {
    /// Somebody reads these: nobody reads more.
    static let limit = 500

    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var omitted = 0
    /// What comes of what Heat refuses in a template by itself: in one that is nested Heat finds it later.
    private let refusal: Diagnostic.Severity

    init(file: String, refusal: Diagnostic.Severity = .refused) {
        self.file = file
        self.refusal = refusal
    }

    mutating func report(
        _ severity: Diagnostic.Severity,
        _ message: String,
        advice: String? = nil,
        at position: SourcePosition,
        path: String? = nil
    ) {
        let severity = severity == .refused ? refusal : severity
        add(Diagnostic(severity, message, advice: advice, file: file, at: position, path: path))
    }

    mutating func add(_ diagnostic: Diagnostic) {
        guard diagnostics.count < Self.limit else { return omitted += 1 }
        diagnostics.append(diagnostic)
    }

    /// Everything found, in the order of reading, and how much more there was.
    var sorted: [Diagnostic] {
        var sorted = Set(diagnostics).sorted()
        if omitted > 0, let last = sorted.last {
            sorted.append(
                Diagnostic(.doubtful, "\(omitted) more findings are not listed", file: file, at: last.position)
            )
        }
        return sorted
    }
}
