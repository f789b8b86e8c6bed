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

/// Names near to one that is not known, for advice.
enum Spelling {
    /// The candidate that differs least; `nil` when none is near.
    static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        guard name.utf8.count <= 80 else { return nil }
        let limit = name.count < 3 ? 0 : max(1, name.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where abs(candidate.utf8.count - name.utf8.count) <= limit {
            let distance = distance(Array(name.lowercased().utf8), Array(candidate.lowercased().utf8))
            if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Advice to write the nearest name; `nil` when none is near.
    static func advice(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let substituted = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substituted, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
