import Foundation

/// A real browser without a window, steered by `scripts/report-in-browser`.
enum Chromium {
    /// Whether there is one, and Python to steer it with.
    static let isThere: Bool =
        Shell.find("python3") != nil
        && ["chromium", "chromium-browser", "google-chrome"].contains { Shell.find($0) != nil }

    /// What there is to see of a page.
    struct Look: Decodable {
        let complaints: [String]
        let requests: [String]
        let opening: Opening
        let elements: Int
        let evaluated: [Value]
        let landmarks: [String]?
        let headings: [Heading]?
        let unnamed: [String]?
        let rows: Int?
        let views: [String: View]?
        let pages: Int?
        let stops: [Stop]?
    }

    /// Milliseconds until the page had come so far.
    struct Opening: Decodable {
        let parsed: Int
        let loaded: Int
        let painted: Int?
        let seen: Int
    }

    struct View: Decodable {
        let isTooWide: Bool
        let lowContrast: [String]
    }

    struct Heading: Decodable {
        let level: Int
        let text: String

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            level = try values.decode(Int.self)
            text = try values.decode(String.self)
        }
    }

    /// What the tab key leads to.
    struct Stop: Decodable {
        let element: String
        let name: String
        let isVisible: Bool
    }

    /// What an expression gives.
    enum Value: Decodable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
        ExpressibleByBooleanLiteral
    {
        case text(String)
        case number(Double)
        case bool(Bool)
        case nothing

        init(stringLiteral value: String) { self = .text(value) }
        init(integerLiteral value: Int) { self = .number(Double(value)) }
        init(booleanLiteral value: Bool) { self = .bool(value) }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .nothing
            }
        }
    }

    /// Opens a page and looks at all there is to it; pictures are in `.build/report-pictures/NAME`.
    static func look(at html: String, pictures name: String) throws -> Look {
        try run(html, ["--pictures", root.appending(path: ".build/report-pictures/\(name)").path])
    }

    /// Opens a page and evaluates expressions in it, one after the other.
    static func open(_ html: String, fragment: String = "", evaluate expressions: [String] = []) throws -> Look {
        try run(html, ["--opening-only", "--fragment=\(fragment)"] + expressions.map { "--evaluate=\($0)" })
    }

    private static func run(_ html: String, _ arguments: [String]) throws -> Look {
        let file = FileManager.default.temporaryDirectory.appending(path: "fits-page-\(UUID().uuidString).html")
        try Data(html.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = root.appending(path: "scripts/report-in-browser").path
        let result = try Shell.run(Shell.find("python3") ?? "python3", [script] + arguments + [file.path])
        guard result.status == 0 else { throw Failed(description: result.errors) }
        return try JSONDecoder().decode(Look.self, from: Data(result.output))
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
