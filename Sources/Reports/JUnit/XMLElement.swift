/// An element of an XML document that is to be written.
struct XMLElement {
    let name: String
    var attributes: [(name: String, value: String)]
    var children: [XMLElement] = []
    var text: String = ""

    init(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String = "") {
        self.name = name
        self.attributes = attributes
        self.text = text
    }

    /// The document whose root this is, in UTF-8.
    var document: String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        write(to: &lines, indentation: "")
        return lines.joined(separator: "\n") + "\n"
    }

    private func write(to lines: inout [String], indentation: String) {
        let start = "\(indentation)<\(name)" + attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        if children.isEmpty {
            lines.append(start + (text.isEmpty ? "/>" : ">\(Self.escaped(text, keepingLines: true))</\(name)>"))
            return
        }
        lines.append(start + ">")
        for child in children { child.write(to: &lines, indentation: indentation + "  ") }
        lines.append("\(indentation)</\(name)>")
    }

    /// Text that may stand in content and in an attribute in quotes.
    ///
    /// What XML 1.0 has no place for (2.2: control characters, U+FFFE and U+FFFF) is left out. Line breaks and tabs
    /// are references, since a parser would turn them into spaces in an attribute; in content line feeds stay.
    static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "\n" where keepingLines, "\t" where keepingLines: escaped.append(scalar)
            case "\n", "\r", "\t": escaped.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
