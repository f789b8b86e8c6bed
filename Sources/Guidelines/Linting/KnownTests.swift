public import Conformance
import Foundation
import OpenStack

/// The tests that a suite has now, by id and by name.
public struct KnownTests: Sendable {
    /// What the suite is called: `Tempest`.
    public let suite: String
    private let byID: [String: [TestIdentity]]
    private let byName: [String: [TestIdentity]]
    private let packages: Set<Substring>

    /// A suite of these tests.
    public init(_ tests: [TestIdentity], suite: String) {
        self.suite = suite
        byID = Dictionary(grouping: tests.filter { !$0.id.isEmpty }, by: \.id)
        byName = Dictionary(grouping: tests, by: \.name)
        packages = Set(tests.map { Self.package(of: $0.name) })
    }

    /// Reads a suite's list: a test per line as `stestr list` writes them, or JSON, a list of `{"name", "id"}`.
    ///
    /// - Throws: ``GuidelineError`` with the line when the file cannot be read or names no tests.
    public init(reading path: String, suite: String) throws(GuidelineError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw GuidelineError(subject: path, problem: "cannot be read")
        }
        let tests: [TestIdentity]
        if data.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "[") {
            tests = try Self.tests(inJSON: Array(data), path: path)
        } else {
            guard let text = String(validating: data, as: UTF8.self) else {
                throw GuidelineError(subject: path, problem: "neither a list of tests nor JSON")
            }
            tests = TestLists.tests(in: text).filter { $0.name.contains(".") }
        }
        guard !tests.isEmpty else { throw GuidelineError(subject: path, problem: "names no tests") }
        self.init(tests, suite: suite)
    }

    private static func tests(inJSON bytes: [UInt8], path: String) throws(GuidelineError) -> [TestIdentity] {
        let list: JSON
        do {
            list = try JSON(parsing: bytes)
        } catch {
            let place = DocumentMap(bytes, before: error.offset).last
            throw GuidelineError(
                subject: path,
                key: place.path,
                line: place.line,
                problem: "not JSON: \(error.problem)"
            )
        }
        var tests: [TestIdentity] = []
        for (index, entry) in (list.array ?? []).enumerated() {
            guard let name = entry["name"].string else {
                let key = "[\(index)]"
                throw GuidelineError(
                    subject: path,
                    key: key,
                    line: DocumentMap(bytes).lines[key],
                    problem: "a test without a name"
                )
            }
            tests.append(TestIdentity(name: name, id: entry["id"].string ?? ""))
        }
        return tests
    }

    /// Whether the suite is one that could have a test: plugins have packages of their own.
    func couldHave(_ test: TestIdentity) -> Bool { packages.contains(Self.package(of: test.name)) }

    /// What has become of a test of a guideline.
    func fate(of test: Guideline.Test) -> Fate {
        let identity = test.identity
        let sameID = identity.id.isEmpty ? [] : byID[identity.id] ?? []
        if !sameID.isEmpty {
            if sameID.contains(where: { $0.name == identity.name }) { return .there }
            return .moved(to: sameID.map(\.name).sorted())
        }
        let named = (byName[identity.name] ?? []).filter { identity.id.isEmpty || $0.id.isEmpty }
        if !named.isEmpty { return .there }
        let renamed = test.aliases.filter { alias in
            (byName[alias] ?? []).contains { identity.id.isEmpty || $0.id.isEmpty }
        }
        if !renamed.isEmpty { return .moved(to: renamed.sorted()) }
        let replaced = byName[identity.name]?.map(\.id) ?? []
        return replaced.isEmpty ? .gone : .replaced(ids: replaced)
    }

    enum Fate: Hashable {
        case there
        case moved(to: [String])
        /// The name now belongs to a test with another id.
        case replaced(ids: [String])
        case gone
    }

    private static func package(of name: String) -> Substring { name.prefix { $0 != "." } }
}
