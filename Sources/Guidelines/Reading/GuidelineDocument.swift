import Conformance
import OpenStack

/// A guideline document of schema 1.2 to 2.0, taken apart.
///
/// doc/source/schema of openstack/interop, and what published documents do beyond it. Until 1.6 what a document says
/// about itself stands at the top, components list capabilities directly, and `platform` lists components; 1.2 names
/// tests without ids and flags them by name. Since 2.0 there are `metadata`, `platforms` and `add-ons`. What is read
/// is decided by what is there, not by the schema's number.
///
/// Damage that would make the guideline ask less than its document does is an error; what is merely odd is noted.
struct GuidelineDocument {
    let document: JSON
    private let name: String
    private let path: String
    private let map: DocumentMap
    private var diagnostics: [Guideline.Diagnostic] = []

    /// The guideline that a text holds.
    ///
    /// - Parameters:
    ///   - bytes: the document's text.
    ///   - name: what the guideline is called when the document does not say.
    ///   - path: what the text is called in errors.
    /// - Returns: the guideline, with what is odd about the document.
    /// - Throws: ``GuidelineError`` with the member and the line that are to blame.
    static func guideline(in bytes: [UInt8], name: String, path: String) throws(GuidelineError) -> Guideline {
        let document: JSON
        do {
            document = try JSON(parsing: bytes)
        } catch {
            let place = DocumentMap(bytes, before: error.offset).last
            throw GuidelineError(
                subject: path,
                key: place.path,
                line: place.line,
                problem: "not JSON: \(error.problem)"
            )
        }
        var reader = GuidelineDocument(document: document, name: name, path: path, map: DocumentMap(bytes))
        return try reader.guideline()
    }

    private init(document: JSON, name: String, path: String, map: DocumentMap) {
        self.document = document
        self.name = name
        self.path = path
        self.map = map
        for member in map.repeated {
            note(member.path, "there twice, the later one counts", line: member.line)
        }
    }

    private mutating func guideline() throws(GuidelineError) -> Guideline {
        guard !document.has("$schema"), document.has("components") || document.has("capabilities") else {
            let kind = document.has("$schema") ? "a schema of documents" : "it has no components or no capabilities"
            throw GuidelineError(subject: path, problem: "no guideline: \(kind)", isForeign: true)
        }
        let details = try self.details()
        let id = self.id()
        let components = try object(at: "components", in: document["components"])
        let capabilities = try object(at: "capabilities", in: document["capabilities"])
        let statuses = try self.statuses(components, defined: Set(capabilities.keys))
        let weights = details.scoring?.weights ?? [:]
        var read: [Guideline.Capability] = []
        for name in Set(capabilities.keys).union(statuses.keys).sorted() {
            read.append(
                try capability(name, capabilities[name], statuses: statuses[name] ?? [:], criteria: Set(weights.keys))
            )
        }
        return Guideline(
            id: id,
            title: "Guideline \(id)",
            status: ownMember("status").string,
            details: details,
            components: components.keys.map { $0.lowercased() },
            programmes: try programmes(defined: Set(components.keys.map { $0.lowercased() })),
            capabilities: read,
            diagnostics: diagnostics
        )
    }

    // MARK: - What a document says about itself

    /// A member of the document's approval: at the top until schema 1.6, since then in `metadata`.
    private func ownMember(_ key: String) -> JSON {
        let metadata = document["metadata"]
        for place in [metadata["os_trademark_approval"], metadata, document] where place.has(key) { return place[key] }
        return .null
    }

    private mutating func details() throws(GuidelineError) -> Guideline.Details {
        let key = document.has("metadata") ? "metadata.schema" : "schema"
        let schema = ownMember("schema").string
        if let schema {
            guard ["1.2", "1.3", "1.4", "1.5", "1.6", "2.0"].contains(schema) else {
                throw fault(key, "schema \(schema) is not known; 1.2 to 1.6 and 2.0 are")
            }
        } else {
            note(key, "missing, what is there decides")
        }
        return Guideline.Details(
            schema: schema,
            targetApproval: ownMember("target_approval").string,
            replaces: ownMember("replaces").string,
            releases: (ownMember("releases").array ?? []).compactMap(\.string),
            scoring: try scoring()
        )
    }

    /// The id, unless a file that is named for a date has the id of the draft it was copied from.
    private mutating func id() -> String {
        let key = document.has("metadata") ? "metadata.id" : "id"
        guard let id = ownMember("id").string, !id.isEmpty else {
            note(key, "missing, the file's name is taken")
            return name
        }
        guard name.firstMatch(of: /(^|\.)\d{4}\.\d{2}$/) != nil, id == "next" || id.hasSuffix(".next")
        else { return id }
        note(key, "'\(id)' in a file of another name, which is taken")
        return name
    }

    private mutating func scoring() throws(GuidelineError) -> Guideline.Scoring? {
        let isNested = document["metadata"].has("scoring")
        let place = isNested ? document["metadata"]["scoring"] : document
        let prefix = isNested ? "metadata.scoring." : ""
        guard place.has("criteria") || place.has("cutoff_score") else { return nil }
        // Schema 1.4 and 1.5 have the score as text.
        let cutoff = place["cutoff_score"].integer ?? place["cutoff_score"].string.flatMap { Int($0) }
        if cutoff == nil, place.has("cutoff_score") { note(prefix + "cutoff_score", "no number, left out") }
        var weights: [String: Int] = [:]
        for (name, criterion) in (place["criteria"].object ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let weight = criterion["weight"].integer else {
                note("\(prefix)criteria.\(name)", "a criterion without a weight, left out")
                continue
            }
            weights[name] = weight
        }
        return Guideline.Scoring(cutoff: cutoff, weights: weights)
    }

    // MARK: - Components and programmes

    /// The status of each capability in each component that lists it.
    private mutating func statuses(
        _ components: [String: JSON],
        defined: Set<String>
    ) throws(GuidelineError) -> [String: [String: Guideline.Status]] {
        var statuses: [String: [String: Guideline.Status]] = [:]
        for component in components.keys.sorted() {
            var place = "components.\(component)"
            var lists = try object(at: place, in: components[component])
            if let nested = lists["capabilities"] {
                place += ".capabilities"
                lists = try object(at: place, in: nested)
            }
            for key in lists.keys.sorted() {
                let location = "\(place).\(key)"
                // “depricated” is what the documentation of the schemas has.
                guard let status = Guideline.Status(rawValue: key == "depricated" ? "deprecated" : key) else {
                    if key != "designated_sections" { note(location, "no status, left out") }
                    continue
                }
                if key != status.rawValue { note(location, "taken for \(status.rawValue)") }
                for (index, capability) in try names(at: location, in: lists[key]).enumerated() {
                    let place = "\(location)[\(index)]"
                    if !defined.contains(capability) { note(place, "\(capability) is not defined and has no tests") }
                    let known = statuses[capability]?[component.lowercased()]
                    if known != nil { note(place, "\(capability) is there twice, the strictest status counts") }
                    statuses[capability, default: [:]][component.lowercased()] = min(known ?? status, status)
                }
            }
        }
        return statuses
    }

    private mutating func programmes(defined: Set<String>) throws(GuidelineError) -> [Guideline.Programme] {
        var programmes = try firstProgrammes(defined: defined)
        for member in ["platforms", "add-ons"] where document.has(member) {
            for (name, value) in try object(at: member, in: document[member]).sorted(by: { $0.key < $1.key }) {
                var components: [String] = []
                var presumed: [Guideline.ComponentReference] = []
                for list in ["components", "required_platform_components"] where value.has(list) {
                    let location = "\(member).\(name).\(list)"
                    for (index, reference) in try self.list(at: location, in: value[list]).enumerated() {
                        guard let component = (reference["name"].string ?? reference.string)?.lowercased() else {
                            throw fault("\(location)[\(index)]", "a component without a name")
                        }
                        let source = reference["source"].string
                        if source == nil, defined.contains(component) {
                            components.append(component)
                            continue
                        }
                        if source == nil { note("\(location)[\(index)]", "\(component) is not defined") }
                        presumed.append(
                            Guideline.ComponentReference(
                                component: component,
                                guideline: source.map(Self.guidelineName)
                            )
                        )
                    }
                }
                programmes.append(Guideline.Programme(name: name, components: components, presumed: presumed))
            }
        }
        return programmes
    }

    /// The programmes of schema 1: each component is one, all that `platform` requires together are another.
    ///
    /// They have the names that schema 2.0 gave them, so that one version can be compared with another.
    private mutating func firstProgrammes(defined: Set<String>) throws(GuidelineError) -> [Guideline.Programme] {
        guard document.has("platform") else { return [] }
        var programmes: [Guideline.Programme] = []
        for (key, value) in try object(at: "platform", in: document["platform"]).sorted(by: { $0.key < $1.key }) {
            let names = try self.names(at: "platform.\(key)", in: value)
            guard key == Guideline.Status.required.rawValue else {
                if !names.isEmpty { note("platform.\(key)", "components the platform does not require, left out") }
                continue
            }
            let presumed = names.filter { !defined.contains($0.lowercased()) }
            for component in presumed { note("platform.\(key)", "\(component) is not defined") }
            programmes.append(
                Guideline.Programme(
                    name: "OpenStack Powered Platform",
                    components: names.map { $0.lowercased() }.filter(defined.contains),
                    presumed: presumed.map { Guideline.ComponentReference(component: $0, guideline: nil) }
                )
            )
        }
        for component in defined.sorted() {
            let subject = component == "object" ? "Storage" : component.prefix(1).uppercased() + component.dropFirst()
            programmes.append(
                Guideline.Programme(name: "OpenStack Powered \(subject)", components: [component], presumed: [])
            )
        }
        return programmes
    }

    /// The guideline a URL names: `2020.06` of `http://…/interop/2020.06.json`.
    private static func guidelineName(at url: String) -> String {
        let file = url.split(separator: "/").last.map(String.init) ?? url
        return file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    }
}

// MARK: - Faults

extension GuidelineDocument {
    mutating func note(_ location: String, _ problem: String, line: Int? = nil) {
        diagnostics.append(
            Guideline.Diagnostic(location: location, problem: problem, line: line ?? map.lines[location])
        )
    }

    /// What makes the document unusable, with the line of the member, or of the next one outside that has a line.
    func fault(_ location: String, _ problem: String) -> GuidelineError {
        var known = location
        while map.lines[known] == nil, let dot = known.lastIndex(where: { $0 == "." || $0 == "[" }) {
            known = String(known[..<dot])
        }
        return GuidelineError(subject: path, key: location, line: map.lines[known], problem: problem)
    }

    func object(at location: String, in value: JSON?) throws(GuidelineError) -> [String: JSON] {
        guard let object = value?.object else {
            throw fault(location, "should be an object, \((value ?? .null).account)")
        }
        return object
    }

    func list(at location: String, in value: JSON?) throws(GuidelineError) -> [JSON] {
        guard let list = value?.array else {
            throw fault(location, "should be a list, \((value ?? .null).account)")
        }
        return list
    }

    func names(at location: String, in value: JSON?) throws(GuidelineError) -> [String] {
        var names: [String] = []
        for (index, element) in try list(at: location, in: value).enumerated() {
            guard let name = element.string else {
                throw fault("\(location)[\(index)]", "should be a name, \(element.account)")
            }
            names.append(name)
        }
        return names
    }
}

extension JSON {
    /// What the value is, in words that end a sentence.
    fileprivate var account: String {
        switch self {
        case .null: "is missing or null"
        case .bool: "is a truth value"
        case .integer, .number: "is a number"
        case .string: "is a string"
        case .array: "is a list"
        case .object: "is an object"
        }
    }
}
