/// What a stack is made with beside its template: values of parameters, and what types stand for.
public struct Environment: Sendable {
    /// A value with the place where it was given.
    public struct Entry: Sendable {
        /// The value.
        public var value: TemplateValue
        /// The document.
        public var file: String
        /// The place in it.
        public var position: SourcePosition
    }

    /// How a value comes together with that of an earlier environment.
    public enum MergeStrategy: String, Sendable, Hashable, CaseIterable {
        case overwrite
        case merge
        case deepMerge = "deep_merge"
    }

    /// Values of the template's own parameters.
    public var parameters: [String: Entry] = [:]
    /// Values of parameters of the template and of every one nested in it.
    public var parameterDefaults: [String: Entry] = [:]
    /// What types stand for.
    public var registry = ResourceRegistry()
    /// The parameters that Heat keeps encrypted.
    public var encryptedParameterNames: [String] = []
    /// Where Heat tells of events.
    public var eventSinks: [TemplateValue] = []
    /// How values of parameters come together; `default` is for all the others.
    public var mergeStrategies: [String: MergeStrategy] = [:]

    /// Nothing.
    public init() {}

    /// An environment that was read, as far as it could be, and what is wrong with it.
    public struct Parsed: Sendable {
        /// The environment; `nil` when nothing can be made of the document.
        public var environment: Environment?
        /// Everything that was found, in the order of reading.
        public var diagnostics: [Diagnostic]
    }

    /// Reads an environment.
    public static func parse(_ text: String, file: String) -> Parsed {
        let document = DocumentReader.read(text, file: file)
        var parser = EnvironmentParser(file: file)
        for diagnostic in document.diagnostics { parser.findings.add(diagnostic) }
        let environment = document.root.flatMap { parser.environment($0) }
        return Parsed(environment: environment, diagnostics: parser.findings.sorted)
    }
}

/// Makes an environment of a document.
private struct EnvironmentParser {
    var findings: DiagnosticCollector

    init(file: String) { findings = DiagnosticCollector(file: file) }

    private static let sections = [
        "parameters", "parameter_defaults", "resource_registry", "encrypted_param_names", "event_sinks",
        "parameter_merge_strategies",
    ]

    mutating func environment(_ root: TemplateNode) -> Environment? {
        var environment = Environment()
        guard !root.isNull else { return environment }
        guard let entries = root.entries else {
            findings.report(.refused, "an environment is a map, and this is \(root.kindName)", at: root.position)
            return nil
        }
        for entry in entries {
            guard Self.sections.contains(entry.key) else {
                findings.report(
                    .refused,
                    "'\(entry.key)' is no section of an environment",
                    advice: Spelling.advice(for: entry.key, among: Self.sections)
                        ?? "there are \(Self.sections.joined(separator: ", "))",
                    at: entry.keyPosition
                )
                continue
            }
            guard !entry.value.isNull else {
                findings.report(
                    .refused,
                    "the section '\(entry.key)' is empty",
                    advice: "leave it out, or write {}",
                    at: entry.keyPosition
                )
                continue
            }
            read(entry, into: &environment)
        }
        return environment
    }

    private mutating func read(_ entry: TemplateNode.Entry, into environment: inout Environment) {
        switch entry.key {
        case "parameters": environment.parameters = values(entry)
        case "parameter_defaults": environment.parameterDefaults = values(entry)
        case "resource_registry":
            guard let entries = map(entry) else { return }
            registry(entries, resource: nil, into: &environment.registry)
        case "encrypted_param_names":
            environment.encryptedParameterNames = entry.value.elements?.compactMap(\.string) ?? []
        case "event_sinks": environment.eventSinks = entry.value.elements?.map(\.value) ?? []
        default:
            for strategy in map(entry) ?? [] {
                guard let known = strategy.value.string.flatMap(Environment.MergeStrategy.init(rawValue:)) else {
                    let known = Environment.MergeStrategy.allCases.map(\.rawValue).joined(separator: ", ")
                    findings.report(
                        .doubtful,
                        "'\(strategy.value.value.text)' is no way to merge parameters",
                        advice: "there are \(known)",
                        at: strategy.value.position
                    )
                    continue
                }
                environment.mergeStrategies[strategy.key] = known
            }
        }
    }

    private mutating func map(_ entry: TemplateNode.Entry) -> [TemplateNode.Entry]? {
        if let entries = entry.value.entries { return entries }
        findings.report(
            .refused,
            "the section '\(entry.key)' must be a map, not \(entry.value.kindName)",
            at: entry.value.position
        )
        return nil
    }

    private mutating func values(_ entry: TemplateNode.Entry) -> [String: Environment.Entry] {
        Dictionary(
            (map(entry) ?? []).map { pair in
                let value = pair.value.value
                return (pair.key, Environment.Entry(value: value, file: findings.file, position: pair.keyPosition))
            }
        ) { _, last in last }
    }

    private mutating func registry(
        _ entries: [TemplateNode.Entry],
        resource: String?,
        into registry: inout ResourceRegistry
    ) {
        for entry in entries {
            switch (entry.key, entry.value.content) {
            case ("resources", .map(let resources)) where resource == nil:
                for named in resources {
                    guard let entries = named.value.entries else { continue }
                    self.registry(entries, resource: named.key, into: &registry)
                }
            case ("hooks", _) where resource != nil:
                check(entry, Self.hooks, "is no hook")
            case ("restricted_actions", _) where resource != nil:
                check(entry, ["update", "replace"], "is no action that can be restricted")
            case ("base_url", .scalar): continue
            case (_, .scalar(.null)): registry.remove(entry.key, resource: resource)
            case (_, .scalar(.string(let target))):
                registry.add(
                    ResourceRegistry.Rule(
                        pattern: entry.key,
                        target: target,
                        resource: resource,
                        document: findings.file
                    )
                )
            default:
                findings.report(
                    .refused,
                    "'\(entry.key)' must stand for a type or for the path of a template, not \(entry.value.kindName)",
                    at: entry.value.position
                )
            }
        }
    }

    private static let hooks = [
        "pre-create", "pre-update", "pre-delete", "post-create", "post-update", "post-delete",
    ]

    private mutating func check(_ entry: TemplateNode.Entry, _ words: [String], _ complaint: String) {
        for word in entry.value.elements ?? [entry.value] where !words.contains(word.string ?? "") {
            findings.report(
                .refused,
                "'\(word.value.text)' \(complaint)",
                advice: "there are \(words.joined(separator: ", "))",
                at: word.position
            )
        }
    }
}
