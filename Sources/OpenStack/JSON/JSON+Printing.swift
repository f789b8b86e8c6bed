extension JSON: CustomStringConvertible {
    /// The value as compact JSON text, object keys in alphabetical order.
    public var description: String { String(decoding: serialized(), as: UTF8.self) }

    /// The value as JSON text in UTF-8, object keys in alphabetical order so that equal values give equal bytes.
    ///
    /// For people it can be pretty: two spaces of indentation and a line per member.
    public func serialized(pretty: Bool = false) -> [UInt8] {
        var printer = JSONPrinter(pretty: pretty)
        printer.print(self, indentation: 0)
        return printer.bytes
    }
}

private struct JSONPrinter {
    let pretty: Bool
    var bytes: [UInt8] = []

    init(pretty: Bool) { self.pretty = pretty }

    mutating func print(_ value: JSON, indentation: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        // JSON has no text for these two; null is what every other writer makes of them.
        case .number(let value): append(value.isFinite ? String(value) : "null")
        case .string(let text): print(text)
        case .array(let elements):
            printList("[", "]", elements, indentation: indentation) { printer, element in
                printer.print(element, indentation: indentation + 1)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }
            printList("{", "}", sorted, indentation: indentation) { printer, member in
                printer.print(member.key)
                printer.append(printer.pretty ? ": " : ":")
                printer.print(member.value, indentation: indentation + 1)
            }
        }
    }

    private mutating func printList<Element>(
        _ open: String,
        _ close: String,
        _ elements: [Element],
        indentation: Int,
        print: (inout JSONPrinter, Element) -> Void
    ) {
        append(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            breakLine(indentation + 1)
            print(&self, element)
        }
        if !elements.isEmpty { breakLine(indentation) }
        append(close)
    }

    private mutating func breakLine(_ indentation: Int) {
        guard pretty else { return }
        append("\n")
        append(String(repeating: "  ", count: indentation))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func print(_ text: String) {
        append("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            default: bytes.append(byte)
            }
        }
        append("\"")
    }
}
