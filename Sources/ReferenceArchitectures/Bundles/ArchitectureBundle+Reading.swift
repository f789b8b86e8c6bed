public import HeatTemplates

extension ArchitectureBundle {
    /// A bundle that was read, as far as it could be, and what is wrong with it.
    public struct Parsed: Sendable {
        /// The bundle; `nil` when nothing can be made of the document.
        public var bundle: ArchitectureBundle?
        /// Everything that was found in `ra.yaml`, in the order of reading; not what is wrong with the template.
        public var diagnostics: [Diagnostic]
    }

    /// Reads the `ra.yaml` of a folder, and sees whether the files it names are there.
    public static func parse(_ files: TemplateFiles, file: String = BundleFolder.descriptionFile) -> Parsed {
        guard let text = try? files.contents(of: file, namedIn: "") else {
            let missing = Diagnostic(
                .refused,
                "there is no \(file)",
                advice: "a reference architecture is a folder with \(file) and a template in it",
                file: file,
                at: .start
            )
            return Parsed(bundle: nil, diagnostics: [missing])
        }
        let document = TemplateNode.parse(text, file: file)
        guard let root = document.root else { return Parsed(bundle: nil, diagnostics: document.diagnostics) }
        var reader = BundleReader(file: file, files: files)
        let bundle = reader.bundle(root)
        return Parsed(bundle: bundle, diagnostics: document.diagnostics + reader.section.diagnostics.sorted())
    }

    /// The template with the bundle's environments and parameters, and what is wrong with any of them.
    ///
    /// - Parameters:
    ///   - files: the bundle's files.
    ///   - environments: more environments, on top of the bundle's.
    ///   - parameters: values that win over the bundle's.
    ///   - identity: what the stack is called.
    /// - Returns: the stack, and everything that was found.
    public func stack(
        _ files: TemplateFiles,
        environments: [TemplateLint.EnvironmentDocument] = [],
        parameters: [String: String] = [:],
        identity: Stack.Identity? = nil
    ) -> TemplateLint {
        func text(_ path: String) -> String { (try? files.contents(of: path, namedIn: "")) ?? "" }
        let own = self.environments.map { TemplateLint.EnvironmentDocument(text: text($0), file: $0) }
        let given = self.parameters.mapValues { $0.string ?? $0.json() }
        return TemplateLint(
            text(template),
            file: template,
            environments: own + environments,
            parameters: given.merging(parameters) { _, later in later },
            files: files,
            identity: identity
        )
    }
}

/// Makes a bundle of a document.
private struct BundleReader {
    var section: SectionReader

    init(file: String, files: TemplateFiles) { section = SectionReader(file: file, files: files) }

    mutating func bundle(_ root: TemplateNode) -> ArchitectureBundle? {
        let keys = [
            "name", "version", "title", "description", "template", "environments", "parameters", "needs", "objects",
            "steps",
        ]
        guard section.isMap(root, of: keys, "the description of an architecture") else { return nil }
        let name = section.text("name", of: root, isRequired: true)
        if let name, name.wholeMatch(of: #/[a-z][a-z0-9-]{0,62}/#) == nil {
            section.report(
                "'\(name)' is no name for an architecture",
                advice: "use lower-case letters, digits and hyphens, and begin with a letter",
                at: root["name"]
            )
        }
        let version = section.text("version", of: root, isRequired: true)
        let template = section.text("template", of: root, isRequired: true)
        if let template, let node = root["template"] { section.requireFile(template, at: node) }
        let environments = section.texts("environments", of: root)
        for (path, node) in environments { section.requireFile(path, at: node) }
        var parameters: [String: TemplateValue] = [:]
        for entry in section.entries("parameters", of: root) { parameters[entry.key] = entry.value.value }
        let needs = needs(root["needs"])
        var objects: [ArchitectureBundle.Content] = []
        for node in section.elements("objects", of: root) {
            if let object = object(node) { objects.append(object) }
        }
        var steps: [ArchitectureBundle.Step] = []
        for node in section.elements("steps", of: root) {
            guard let step = step(node) else { continue }
            if steps.contains(where: { $0.name == step.name }) {
                section.report("there is another step '\(step.name)'", at: node["name"])
            }
            steps.append(step)
        }
        guard let name, let version, let template else { return nil }
        return ArchitectureBundle(
            name: name,
            version: version,
            title: section.text("title", of: root),
            description: section.text("description", of: root),
            template: template,
            environments: environments.map(\.text),
            parameters: parameters,
            needs: needs,
            objects: objects,
            steps: steps
        )
    }

    private mutating func needs(_ node: TemplateNode?) -> ArchitectureBundle.Needs {
        var needs = ArchitectureBundle.Needs()
        let keys = ["services", "optional-services", "external-network"]
        guard let node, section.isMap(node, of: keys, "what a cloud must have") else { return needs }
        needs.services = section.texts("services", of: node).map(\.text)
        needs.optionalServices = section.texts("optional-services", of: node).map(\.text)
        needs.externalNetwork = section.flag("external-network", of: node) ?? false
        return needs
    }

    private mutating func object(_ node: TemplateNode) -> ArchitectureBundle.Content? {
        guard section.isMap(node, of: ["container", "name", "file", "type"], "an object"),
            let container = section.text("container", of: node, isRequired: true),
            let name = section.text("name", of: node, isRequired: true),
            let file = section.text("file", of: node, isRequired: true)
        else { return nil }
        if let place = node["file"] { section.requireFile(file, at: place) }
        let mediaType = section.text("type", of: node) ?? "application/octet-stream"
        return ArchitectureBundle.Content(container: container, name: name, file: file, mediaType: mediaType)
    }

    private mutating func step(_ node: TemplateNode) -> ArchitectureBundle.Step? {
        guard section.isMap(node, of: ["name", "title", "resources", "checks"], "a step"),
            let name = section.text("name", of: node, isRequired: true)
        else { return nil }
        let resources = section.texts("resources", of: node).map(\.text)
        let title = section.text("title", of: node)
        var checks: [Check] = []
        for element in section.elements("checks", of: node) {
            if let check = section.check(element) { checks.append(check) }
        }
        return ArchitectureBundle.Step(
            name: name,
            title: title,
            resources: resources,
            checks: checks,
            position: node.position
        )
    }
}
