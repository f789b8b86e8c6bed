import Conformance
import OpenStack

/// A guideline document of schema 2.0, taken apart.
///
/// doc/source/schema/2.0.rst of openstack/interop, and what published documents do beyond it: `flagged` for `flag`,
/// misspelt members, flags without a code, ids with or without prefix or with attributes behind them.
struct GuidelineDocument {
    private let document: JSON
    private let name: String
    private let path: String
    private var diagnostics: [Guideline.Diagnostic] = []

    init(_ document: JSON, name: String, path: String) {
        self.document = document
        self.name = name
        self.path = path
    }

    func guideline() throws(GuidelineError) -> Guideline {
        let metadata = document["metadata"]
        let schema = metadata["schema"].string ?? document["schema"].string
        if let schema, schema != "2.0" {
            throw GuidelineError(subject: path, problem: "a guideline of schema \(schema); 2.0 is what is understood")
        }
        guard let capabilities = document["capabilities"].object, let components = document["components"].object else {
            throw GuidelineError(subject: path, problem: "no guideline: it has no components or no capabilities")
        }
        var reader = self
        if schema == nil { reader.note("metadata.schema", "missing, taken for 2.0") }
        if metadata["id"].string == nil { reader.note("metadata.id", "missing, the file's name is taken") }
        let id = metadata["id"].string ?? name
        let statuses = reader.statuses(components, defined: Set(capabilities.keys))
        return Guideline(
            id: id,
            title: "Guideline \(id)",
            status: metadata["os_trademark_approval"]["status"].string,
            components: components.keys.map { $0.lowercased() },
            programmes: reader.programmes(defined: Set(components.keys.map { $0.lowercased() })),
            capabilities: Set(capabilities.keys).union(statuses.keys).sorted().map { name in
                reader.capability(name, capabilities[name] ?? .null, statuses: statuses[name] ?? [:])
            },
            diagnostics: reader.diagnostics
        )
    }

    private mutating func note(_ location: String, _ problem: String) {
        diagnostics.append(Guideline.Diagnostic(location: location, problem: problem))
    }

    // MARK: Components and programmes

    /// The status of each capability in each component that lists it.
    private mutating func statuses(
        _ components: [String: JSON],
        defined: Set<String>
    ) -> [String: [String: Guideline.Status]] {
        var statuses: [String: [String: Guideline.Status]] = [:]
        for (component, value) in components.sorted(by: { $0.key < $1.key }) {
            let lists = value["capabilities"].object ?? [:]
            for (key, list) in lists.sorted(by: { $0.key < $1.key }) {
                let location = "components.\(component).capabilities.\(key)"
                // “depricated” is what the documentation of the schemas has.
                guard let status = Guideline.Status(rawValue: key == "depricated" ? "deprecated" : key) else {
                    note(location, "no status, left out")
                    continue
                }
                for capability in (list.array ?? []).compactMap(\.string) {
                    if !defined.contains(capability) { note(location, "\(capability) is not defined and has no tests") }
                    let known = statuses[capability]?[component.lowercased()]
                    if known != nil { note(location, "\(capability) is there twice, the strictest status counts") }
                    statuses[capability, default: [:]][component.lowercased()] = min(known ?? status, status)
                }
            }
        }
        return statuses
    }

    private mutating func programmes(defined: Set<String>) -> [Guideline.Programme] {
        var programmes: [Guideline.Programme] = []
        for member in ["platforms", "add-ons"] {
            for (name, value) in (document[member].object ?? [:]).sorted(by: { $0.key < $1.key }) {
                var components: [String] = []
                var presumed: [Guideline.ComponentReference] = []
                for list in ["components", "required_platform_components"] {
                    for reference in value[list].array ?? [] {
                        guard let component = (reference["name"].string ?? reference.string)?.lowercased() else {
                            note("\(member).\(name).\(list)", "a component without a name, left out")
                            continue
                        }
                        let source = reference["source"].string
                        if source == nil, defined.contains(component) {
                            components.append(component)
                            continue
                        }
                        if source == nil { note("\(member).\(name).\(list)", "\(component) is not defined") }
                        presumed.append(
                            Guideline.ComponentReference(component: component, guideline: source.map(Self.guideline))
                        )
                    }
                }
                programmes.append(Guideline.Programme(name: name, components: components, presumed: presumed))
            }
        }
        return programmes
    }

    /// The guideline a URL names: `2020.06` of `http://…/interop/2020.06.json`.
    private static func guideline(at url: String) -> String {
        let file = url.split(separator: "/").last.map(String.init) ?? url
        return file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    }

    // MARK: Capabilities

    private mutating func capability(
        _ name: String,
        _ value: JSON,
        statuses: [String: Guideline.Status]
    ) -> Guideline.Capability {
        let location = "capabilities.\(name)"
        for (misspelt, right) in [("descriptin", "description"), ("acheivements", "achievements")]
        where value.has(misspelt) {
            note("\(location).\(misspelt)", "taken for \(right)")
        }
        if case .array = value["tests"] { note("\(location).tests", "a list as in schema 1.2, left out") }
        let tests = (value["tests"].object ?? [:]).sorted { $0.key < $1.key }
        return Guideline.Capability(
            name: name,
            project: value["project"].string,
            description: value["description"].string ?? value["descriptin"].string,
            statuses: statuses,
            tests: tests.map { test($0.key, $0.value, location: "\(location).tests.\($0.key)") }
        )
    }

    private mutating func test(_ name: String, _ value: JSON, location: String) -> Guideline.Test {
        let text = value["idempotent_id"].string ?? ""
        var id = (text.hasPrefix("id-") ? text.dropFirst(3) : text[...]).prefix { $0 != "," }.lowercased()
        if !Self.isUUID(id) {
            note(location, id.isEmpty ? "has no idempotent id" : "'\(text)' is no idempotent id, left out")
            id = ""
        }
        return Guideline.Test(
            identity: TestIdentity(name: name, id: id),
            aliases: (value["aliases"].array ?? []).compactMap(\.string),
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
