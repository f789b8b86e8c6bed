import Conformance
import OpenStack

extension GuidelineDocument {
    /// A capability as the document defines it.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - value: its definition; `nil` for one that components list and nobody defines.
    ///   - statuses: what the components say of it.
    ///   - criteria: the names of the criteria it may fulfil; empty when the document has none.
    /// - Returns: the capability, without tests if nobody defines it.
    /// - Throws: ``GuidelineError`` when tests would be lost.
    mutating func capability(
        _ name: String,
        _ value: JSON?,
        statuses: [String: Guideline.Status],
        criteria: Set<String>
    ) throws(GuidelineError) -> Guideline.Capability {
        let location = "capabilities.\(name)"
        guard let value else {
            return Guideline.Capability(name: name, project: nil, description: nil, statuses: statuses, tests: [])
        }
        _ = try object(at: location, in: value)
        if let own = value["status"].string, statuses.values.min()?.rawValue != own {
            let counted = statuses.values.min().map { "a component says \($0.rawValue), which counts" }
            note("\(location).status", "\(own), but \(counted ?? "no component lists it")")
        }
        let achievements = member("achievements", or: ["acheivements"], of: value, at: location)
        return Guideline.Capability(
            name: name,
            project: value["project"].string,
            description: member("description", or: ["descriptin"], of: value, at: location)?.string,
            statuses: statuses,
            tests: try tests(of: value, at: location),
            achievements: try achievements.map { value throws(GuidelineError) in
                try fulfilled(value, of: criteria, at: "\(location).achievements")
            },
            // Schema 1 has a hyphen, 2.0 an underscore, 2018.02 both.
            requiredSince: (value["required_since"].string ?? value["required-since"].string)
                .flatMap { $0.isEmpty ? nil : $0 }
        )
    }

    /// A member under its name, or under a spelling that published documents have.
    private mutating func member(
        _ name: String,
        or spellings: [String],
        of value: JSON,
        at location: String
    ) -> JSON? {
        if value.has(name) { return value[name] }
        guard let spelling = spellings.first(where: value.has) else { return nil }
        note("\(location).\(spelling)", "taken for \(name)")
        return value[spelling]
    }

    private mutating func fulfilled(
        _ value: JSON,
        of criteria: Set<String>,
        at location: String
    ) throws(GuidelineError) -> [String] {
        var fulfilled: Set<String> = []
        for name in try names(at: location, in: value) {
            guard criteria.isEmpty || criteria.contains(name) else {
                note(location, "'\(name)' is no criterion, left out")
                continue
            }
            if !fulfilled.insert(name).inserted { note(location, "\(name) is there twice, counted once") }
        }
        return fulfilled.sorted()
    }

    // MARK: Tests

    private mutating func tests(of value: JSON, at location: String) throws(GuidelineError) -> [Guideline.Test] {
        if value["tests"].array != nil { return try namedTests(of: value, at: location) }
        var tests: [Guideline.Test] = []
        for (name, test) in try object(at: "\(location).tests", in: value["tests"]).sorted(by: { $0.key < $1.key }) {
            tests.append(try self.test(name, test, location: "\(location).tests.\(name)"))
        }
        return tests
    }

    /// The tests of schema 1.2: names in one list, those that are flagged in another.
    private mutating func namedTests(of value: JSON, at location: String) throws(GuidelineError) -> [Guideline.Test] {
        if document.has("metadata") { note("\(location).tests", "a list as in schema 1.2, its tests have no ids") }
        let tests = try names(at: "\(location).tests", in: value["tests"])
        let flagged = try names(at: "\(location).flagged", in: value.has("flagged") ? value["flagged"] : [])
        for name in Set(flagged).subtracting(tests).sorted() {
            note("\(location).flagged", "\(name) is not among the tests, left out")
        }
        if Set(tests).count < tests.count { note("\(location).tests", "a test is there twice, counted once") }
        return Set(tests).sorted().map { name in
            Guideline.Test(
                identity: TestIdentity(name: name, id: ""),
                aliases: [],
                flag: flagged.contains(name) ? Guideline.Flag(code: nil, date: nil, reason: nil, action: nil) : nil
            )
        }
    }

    private mutating func test(
        _ name: String,
        _ value: JSON,
        location: String
    ) throws(GuidelineError) -> Guideline.Test {
        _ = try object(at: location, in: value)
        let text = member("idempotent_id", or: ["idempotent-id"], of: value, at: location)?.string ?? ""
        var id = (text.hasPrefix("id-") ? text.dropFirst(3) : text[...]).prefix { $0 != "," }.lowercased()
        if !Self.isUUID(id) {
            note(location, id.isEmpty ? "has no idempotent id" : "'\(text)' is no idempotent id, left out")
            id = ""
        }
        return Guideline.Test(
            identity: TestIdentity(name: name, id: id),
            aliases: try names(at: "\(location).aliases", in: value.has("aliases") ? value["aliases"] : []),
            flag: flag(value.has("flagged") ? value["flagged"] : value["flag"], location: location)
        )
    }

    /// The flag that a member is; its presence is what counts, not its form.
    private mutating func flag(_ value: JSON, location: String) -> Guideline.Flag? {
        switch value {
        case .null, .bool(false): return nil
        case .object, .string, .bool(true): break
        default: note(location, "a flag of unknown form, taken for a flag without a reason")
        }
        let reason = value["reason"].string ?? value.string
        return Guideline.Flag(
            code: reason.flatMap(Self.code),
            date: value["date"].string,
            reason: reason,
            action: value["action"].string
        )
    }

    /// `D401` of `[D401] …` and of `D401 …`.
    private static func code(in reason: String) -> String? {
        reason.firstMatch(of: /\bD4[0-9][0-9]\b/).map { String($0.output) }
    }

    private static func isUUID(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
    }
}
