public import Conformance
import Foundation

/// Guidelines by name, and what they say of a test.
public struct GuidelineCatalog: Sendable {
    /// The guidelines, the order of the catalog.
    public let guidelines: [Guideline]
    private let uses: TestTable<(guideline: Int, capability: Int, test: Int)>

    /// The guidelines that are part of the program; read when first asked for.
    public static let builtIn: GuidelineCatalog = GuidelineCatalog(BuiltInText.guidelines())

    /// A catalog of these.
    public init(_ guidelines: [Guideline]) {
        self.guidelines = guidelines
        var uses = TestTable<(guideline: Int, capability: Int, test: Int)>()
        for (index, guideline) in guidelines.enumerated() {
            for (place, capability) in guideline.capabilities.enumerated() {
                for (position, test) in capability.tests.enumerated() {
                    uses.add((index, place, position), as: test)
                }
            }
        }
        self.uses = uses
    }

    /// The guideline that is meant by a word on the command line.
    ///
    /// A name of the catalog comes first, whatever its case; then a file of that path, a document or a list of tests;
    /// then a name with `.json` or `.lst` behind it.
    ///
    /// - Throws: ``GuidelineError`` that lists the catalog, or says what is wrong with the file.
    public func named(_ name: String) throws(GuidelineError) -> Guideline {
        if let guideline = self[name] { return guideline }
        if FileManager.default.fileExists(atPath: name) { return try Guideline(reading: name) }
        for ending in [".json", ".lst"] where name.lowercased().hasSuffix(ending) {
            if let guideline = self[String(name.dropLast(ending.count))] { return guideline }
        }
        let known = guidelines.map(\.id).joined(separator: ", ")
        throw GuidelineError(
            subject: name,
            problem: "neither a guideline nor a file with one; built in are \(known)"
        )
    }

    /// The guideline with this id, whatever its case.
    subscript(name: String) -> Guideline? {
        guidelines.first { $0.id.lowercased() == name.lowercased() }
    }

    /// The catalog with the guidelines before it that a file's programmes take components of.
    ///
    /// They are looked for beside the file and in the folder above, as the published add-ons lie. What is not there, or
    /// cannot be read, is left to the catalog.
    ///
    /// - Parameters:
    ///   - guideline: what was read.
    ///   - path: the file it was read from.
    /// - Returns: a catalog that has what was found first.
    public func including(presumedBy guideline: Guideline, at path: String) -> GuidelineCatalog {
        let folder = URL(filePath: path).deletingLastPathComponent()
        var found: [Guideline] = []
        for name in Set(guideline.programmes.flatMap(\.presumed).compactMap(\.guideline)).sorted() {
            let candidates = [folder, folder.deletingLastPathComponent()].map {
                $0.appending(path: "\(name).json").path
            }
            guard let file = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }),
                let read = try? Guideline(reading: file), read.id == name
            else { continue }
            found.append(read)
        }
        return found.isEmpty ? self : GuidelineCatalog(found + guidelines)
    }
}

// MARK: - What is known of a test

extension GuidelineCatalog {
    /// A place where a guideline asks for a test.
    public struct Use: Sendable, Hashable, Codable {
        /// The guideline's id.
        public let guideline: String
        /// The capability's name.
        public let capability: String
        /// The capability's strictest status; `nil` when no component lists it.
        public let status: Guideline.Status?
        /// The test's flag there; `nil` when it counts.
        public let flag: Guideline.Flag?
    }

    /// Every capability a test is of, in the order of the catalog.
    ///
    /// Found by the test's id; by its names, old ones too, only where one of both has no id.
    public func capabilities(of test: TestIdentity) -> [Use] {
        uses.entries(for: test).map { use in
            let guideline = guidelines[use.guideline]
            let capability = guideline.capabilities[use.capability]
            return Use(
                guideline: guideline.id,
                capability: capability.name,
                status: capability.status(),
                flag: capability.tests[use.test].flag
            )
        }
    }

    /// The names the guidelines know a test by, without the one it is asked for with, in alphabetical order.
    public func oldNames(of test: TestIdentity) -> [String] {
        let names = uses.entries(for: test).flatMap { use in
            let known = guidelines[use.guideline].capabilities[use.capability].tests[use.test]
            return [known.identity.name] + known.aliases
        }
        return Set(names).subtracting([test.name]).sorted()
    }
}

extension GuidelineCatalog {
    /// The one id that the guidelines know for a name, old names too; `nil` for several.
    func id(ofTestNamed name: String) -> String? {
        let ids = Set(
            uses.entries(for: TestIdentity(name: name, id: "")).map {
                guidelines[$0.guideline].capabilities[$0.capability].tests[$0.test].identity.id
            }
        ).subtracting([""])
        return ids.count == 1 ? ids.first : nil
    }
}

/// Values kept for tests, found by id or by any name.
private struct TestTable<Entry: Sendable>: Sendable {
    private var entries: [Entry] = []
    private var ids: [String] = []
    private var byID: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]

    mutating func add(_ entry: Entry, as test: Guideline.Test) {
        let id = test.identity.id
        if !id.isEmpty { byID[id, default: []].append(entries.count) }
        byName[test.identity.name, default: []].append(entries.count)
        for name in test.aliases { byName[name, default: []].append(entries.count) }
        entries.append(entry)
        ids.append(id)
    }

    func entries(for test: TestIdentity) -> [Entry] {
        let known = test.id.isEmpty ? [] : byID[test.id] ?? []
        let named = (byName[test.name] ?? []).filter { test.id.isEmpty || ids[$0].isEmpty }
        return Set(known + named).sorted().map { entries[$0] }
    }
}
