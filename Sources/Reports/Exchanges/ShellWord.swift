import Conformance
import Foundation

/// Text as one word of a POSIX shell's command line.
enum ShellWord {
    /// The text in single quotes, in which a shell sees nothing special.
    ///
    /// - Parameters:
    ///   - text: any text without NUL.
    ///   - variable: names the variable that stands in for each hidden secret, from the text before it.
    /// - Returns: the word, which is never empty.
    static func quoted(_ text: String, variable: (_ before: String) -> String = { _ in "OS_SECRET" }) -> String {
        var pieces: [String] = []
        var before = ""
        for (index, piece) in text.components(separatedBy: Redactor.mark).enumerated() {
            if index > 0 { pieces.append("\"$\(variable(before))\"") }
            if !piece.isEmpty { pieces.append("'" + piece.replacing("'", with: #"'\''"#) + "'") }
            before = piece
        }
        return pieces.isEmpty ? "''" : pieces.joined()
    }

    /// The text as it is where a shell sees nothing special in it, else in single quotes.
    static func bare(_ text: String) -> String {
        let isHarmless = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0)) }
        return isHarmless && !text.isEmpty ? text : quoted(VisibleText.line(text))
    }
}
