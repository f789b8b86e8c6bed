import Conformance
import Guidelines

/// Whether text for a terminal has colours.
public struct TerminalStyle: Sendable, Hashable {
    private let hasColours: Bool

    /// Text alone, for files and pipes.
    public static let plain: TerminalStyle = TerminalStyle(hasColours: false)
    /// The sixteen colours that every terminal has and its user has chosen (ECMA-48, SGR).
    public static let ansi: TerminalStyle = TerminalStyle(hasColours: true)

    /// A colour or weight.
    enum Accent: Int {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
        case blue = 34
    }

    func callAsFunction(_ text: String, _ accents: Accent...) -> String {
        guard hasColours, !text.isEmpty else { return text }
        let codes = accents.map { String($0.rawValue) }.joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}

extension Outcome {
    /// The colour the outcome has in a terminal.
    var accent: TerminalStyle.Accent {
        switch self {
        case .passed: .green
        case .failed: .red
        case .flaky: .yellow
        case .skipped: .dim
        case .notRun: .blue
        }
    }
}

extension Verdict.Conclusion {
    /// The colour the conclusion has in a terminal.
    var accent: TerminalStyle.Accent {
        switch self {
        case .pass: .green
        case .fail: .red
        case .incomplete: .yellow
        case .uncounted: .dim
        }
    }
}
