extension Template {
    /// A template that was read, as far as it could be, and what is wrong with it.
    public struct Parsed: Sendable {
        /// The template; `nil` when nothing can be made of the document.
        public var template: Template?
        /// Everything that was found, in the order of reading.
        public var diagnostics: [Diagnostic]
    }

    /// Reads a template; its form is checked, and what its functions are called with.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - file: what it is called in diagnostics.
    /// - Returns: the template, and what is wrong with it.
    public static func parse(_ text: String, file: String) -> Parsed {
        let document = DocumentReader.read(text, file: file)
        var parser = TemplateParser(file: file)
        for diagnostic in document.diagnostics { parser.findings.add(diagnostic) }
        let template = document.root.flatMap { parser.template($0) }
        return Parsed(template: template, diagnostics: parser.findings.sorted)
    }
}

/// Makes a template of a document.
struct TemplateParser {
    var findings: DiagnosticCollector
    var keys = TemplateKeys(.v20130523)
    var version = TemplateVersion.v20130523
    var expressions = ExpressionParser(.v20130523)

    init(file: String) { findings = DiagnosticCollector(file: file) }

    mutating func template(_ root: TemplateNode) -> Template? {
        guard let sections = root.entries else {
            findings.report(
                .refused,
                root.isNull ? "the document is empty" : "a template is a map, and this is \(root.kindName)",
                advice: "begin with heat_template_version: \(TemplateVersion.v20180831.rawValue)",
                at: root.position
            )
            return nil
        }
        guard let version = version(of: sections, at: root.position) else { return nil }
        self.version = version
        keys = TemplateKeys(version)
        expressions = ExpressionParser(version)
        checkSections(sections)
        let parameters = parameters(root[keys.parameters])
        let conditions = keys.conditions.flatMap { root.entry($0) }.map { self.conditions($0.value) } ?? []
        let resources = resources(root[keys.resources])
        let outputs = outputs(root[keys.outputs])
        let groups = keys.parameterGroups.flatMap { root[$0] }.map { self.parameterGroups($0, parameters) } ?? []
        checkNames(parameters, resources)
        return Template(
            file: findings.file,
            version: version,
            description: root[keys.description]?.string,
            parameters: parameters,
            parameterGroups: groups,
            conditions: conditions,
            resources: resources,
            outputs: outputs,
            mappings: keys.mappings.flatMap { root[$0]?.value } ?? .map(TemplateMap())
        )
    }

    // MARK: - Version and sections

    private static let versionKeys = [
        "heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion",
    ]

    private mutating func version(
        of sections: [TemplateNode.Entry],
        at position: SourcePosition
    ) -> TemplateVersion? {
        let candidates = sections.filter { Self.versionKeys.contains($0.key) }
        let texts = candidates.filter { $0.value.string != nil }
        guard texts.count <= 1 else {
            findings.report(
                .refused,
                "the template has more than one version: \(texts.map(\.key).joined(separator: ", "))",
                advice: "keep one of them",
                at: texts[1].keyPosition
            )
            return nil
        }
        guard let entry = texts.first, let text = entry.value.string else {
            findings.report(
                .refused,
                candidates.isEmpty ? "the template has no version" : "the version of the template is no date",
                advice: "write heat_template_version: \(TemplateVersion.v20180831.rawValue)",
                at: candidates.first?.value.position ?? position
            )
            return nil
        }
        guard let version = TemplateVersion(key: entry.key, text: text) else {
            let known = TemplateVersion.allCases.filter { $0.key == entry.key }.map(\.rawValue)
            findings.report(
                .refused,
                "there is no version '\(text)' of \(entry.key)",
                advice: "there are \(known.joined(separator: ", "))",
                at: entry.value.position
            )
            return nil
        }
        return version
    }

    private mutating func checkSections(_ sections: [TemplateNode.Entry]) {
        let versionKeys = version.isCloudFormation ? Array(Self.versionKeys.dropFirst()) : [version.key]
        for section in sections where !keys.sections.contains(section.key) && !versionKeys.contains(section.key) {
            let isLater = section.key == "conditions" && !version.isCloudFormation
            findings.report(
                .refused,
                "'\(section.key)' is no section of a template of version \(version.rawValue)",
                advice: isLater
                    ? "conditions are there from version \(TemplateVersion.v20161014.rawValue) on"
                    : Spelling.advice(for: section.key, among: keys.sections)
                        ?? "there are \(keys.sections.joined(separator: ", "))",
                at: section.keyPosition
            )
        }
    }

    /// The entries of a section that is a map of definitions; none when it is empty or of another kind.
    mutating func definitions(_ node: TemplateNode?, _ section: String) -> [TemplateNode.Entry] {
        guard let node else { return [] }
        if let entries = node.entries { return entries }
        // Heat takes everything that Python finds empty for a section without definitions.
        if !node.value.isTruthy { return [] }
        findings.report(
            .refused,
            "\(section) must be a map of definitions, not \(node.kindName)",
            at: node.position,
            path: section
        )
        return []
    }

    mutating func report(_ message: String, advice: String? = nil, at node: TemplateNode, _ path: String) {
        findings.report(.refused, message, advice: advice, at: node.position, path: path)
    }

    private mutating func checkNames(_ parameters: [ParameterDefinition], _ resources: [ResourceDefinition]) {
        let names = Set(parameters.map(\.name))
        for resource in resources where names.contains(resource.name) {
            findings.report(
                .refused,
                "'\(resource.name)' is the name of a parameter and of a resource",
                advice: "rename one of them",
                at: resource.position,
                path: "\(keys.resources).\(resource.name)"
            )
        }
    }

    // MARK: - Conditions

    private mutating func conditions(_ node: TemplateNode) -> [Template.Condition] {
        let section = keys.conditions ?? "conditions"
        guard let entries = node.entries else {
            findings.report(
                .refused,
                "\(section) must be a map, not \(node.kindName)",
                at: node.position,
                path: section
            )
            return []
        }
        return entries.map { entry in
            let expression = expressions.condition(entry.value)
            if expression.constant.map({ $0.bool == nil }) ?? isStructure(expression) {
                let names = version.conditionFunctionNames.joined(separator: ", ")
                findings.report(
                    .refused,
                    "the condition '\(entry.key)' is neither a boolean nor a function of conditions",
                    advice: "functions of conditions are \(names)",
                    at: entry.value.position,
                    path: "\(section).\(entry.key)"
                )
            }
            return Template.Condition(name: entry.key, expression: expression, position: entry.keyPosition)
        }
    }

    func isStructure(_ expression: Expression) -> Bool {
        switch expression {
        case .list, .map: true
        default: false
        }
    }
}
