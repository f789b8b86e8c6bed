/// An element of a drawing, as SVG has it.
struct SVGElement {
    var name: String
    var attributes: [(name: String, value: String)]
    var content: Content

    /// What is in an element.
    enum Content {
        case nothing
        case text(String)
        case elements([SVGElement])
    }

    init(_ name: String, _ attributes: [(name: String, value: String)] = [], _ content: Content = .nothing) {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// The element as text, indented.
    func write(to text: inout String, indentation: String = "") {
        text += indentation + "<" + name
        for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
        switch content {
        case .nothing: text += "/>\n"
        case .text(let content): text += ">\(Self.escaped(content))</\(name)>\n"
        case .elements(let elements):
            text += ">\n"
            for element in elements { element.write(to: &text, indentation: indentation + "  ") }
            text += indentation + "</\(name)>\n"
        }
    }

    /// Text as XML permits it: characters that it does not know are left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A length with one decimal at most.
    static func length(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return Int(exactly: tenths).map(String.init) ?? String(tenths)
    }
}
