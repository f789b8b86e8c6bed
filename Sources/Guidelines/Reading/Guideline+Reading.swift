import Conformance
import Foundation
import OpenStack

extension Guideline {
    /// Reads a file: a guideline document of schema 2.0, or a list of tests as stestr has it.
    ///
    /// What is odd but can be read becomes a diagnostic. A list is a guideline that requires each of its tests, with a
    /// capability per service; it is called what the file is called, without the ending.
    ///
    /// - Throws: ``GuidelineError`` when the file cannot be read, is a document of another schema, or holds no tests.
    public init(reading path: String) throws(GuidelineError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw GuidelineError(subject: path, problem: "cannot be read")
        }
        // Documents written on Windows begin with a byte order mark.
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let ending = file.lastIndex(of: ".") ?? file.endIndex
        let name = [".json", ".lst", ".txt", ".list"].contains(file[ending...]) ? String(file[..<ending]) : file
        guard bytes.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") else {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw GuidelineError(subject: path, problem: "neither a guideline document nor a list of tests")
            }
            self = try GuidelineList(name: name, path: path).guideline(of: text)
            return
        }
        let document: JSON
        do {
            document = try JSON(parsing: bytes)
        } catch {
            throw GuidelineError(subject: path, problem: "\(error)")
        }
        self = try GuidelineDocument(document, name: name, path: path).guideline()
    }
}

/// A list of tests, one per line.
struct GuidelineList {
    let name: String
    let path: String

    func guideline(of text: String) throws(GuidelineError) -> Guideline {
        var diagnostics: [Guideline.Diagnostic] = []
        var seen: Set<TestIdentity> = []
        var services: [String: [Guideline.Test]] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard let identity = TestLists.tests(in: String(line)).first else { continue }
            let location = "line \(index + 1)"
            guard identity.name.contains("."), !identity.name.contains(where: \.isWhitespace) else {
                diagnostics.append(Guideline.Diagnostic(location: location, problem: "no test's name, left out"))
                continue
            }
            guard seen.insert(identity).inserted else {
                diagnostics.append(
                    Guideline.Diagnostic(location: location, problem: "\(identity.name) is there twice, counted once")
                )
                continue
            }
            services[Self.service(of: identity.name), default: []].append(
                Guideline.Test(identity: identity, aliases: [], flag: nil)
            )
        }
        guard !services.isEmpty else {
            throw GuidelineError(subject: path, problem: "names no tests")
        }
        let component = name.lowercased()
        return Guideline(
            id: name,
            title: "Test list \(name)",
            status: nil,
            components: [component],
            programmes: [Guideline.Programme(name: name, components: [component], presumed: [])],
            capabilities: services.map { service, tests in
                Guideline.Capability(
                    name: service,
                    project: nil,
                    description: nil,
                    statuses: [component: .required],
                    tests: tests.sorted { $0.identity < $1.identity }
                )
            },
            diagnostics: diagnostics
        )
    }

    /// `compute` of `tempest.api.compute.…`, `scenario` of `tempest.scenario.…`, else the package.
    private static func service(of name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts[0] == "tempest", parts.count > 2 else { return parts[0] }
        return parts[1] == "api" ? parts[2].replacing("_", with: "-") : parts[1]
    }
}
