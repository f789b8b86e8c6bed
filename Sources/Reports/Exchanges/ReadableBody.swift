import Conformance
import OpenStack

/// A body as people read it: JSON with a line per member, and no more of it than helps.
struct ReadableBody {
    /// The text, or its beginning; empty when there is none.
    let text: String
    /// What is missing from the text; `nil` when nothing is.
    let note: String?

    /// Prepares at most so many lines, and of them at most so many characters; the rest is counted.
    init(_ body: StoredBody, lines: Int, characters: Int) {
        guard !body.isBase64 else {
            text = ""
            note = "\(Wording.count(body.size, "byte")) that are not text"
            return
        }
        let whole: String
        if !body.isCut, let json = try? JSON(parsing: body.content.utf8) {
            whole = String(decoding: json.serialized(pretty: true), as: UTF8.self)
        } else {
            whole = body.content
        }
        let visible = VisibleText.of(whole)
        let all = visible.split(separator: "\n", omittingEmptySubsequences: false)
        let first = all.prefix(lines).joined(separator: "\n")
        let shown = first.prefix(characters)
        text = String(shown)
        if body.isCut {
            note = "the beginning of \(Wording.count(body.size, "byte"))"
        } else if shown.count < first.count {
            note = "\(Wording.count(visible.count - shown.count, "more character"))"
        } else if all.count > lines {
            note = "\(Wording.count(all.count - lines, "more line"))"
        } else {
            note = nil
        }
    }

    /// The lines to show, what is missing in brackets at the end.
    var lines: [String] {
        let lines = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines + (note.map { ["[\($0)]"] } ?? [])
    }
}
