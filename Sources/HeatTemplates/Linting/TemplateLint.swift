/// Everything that can be said of a template without a cloud.
public struct TemplateLint: Sendable {
    /// The document.
    public let file: String
    /// The stack that the template makes; `nil` when nothing can be made of the document.
    public let stack: Stack?
    /// Everything that was found: in the template, in its environments and in what is nested in it.
    public let diagnostics: [Diagnostic]

    /// An environment in a document.
    public struct EnvironmentDocument: Sendable {
        /// The text.
        public var text: String
        /// What it is called in diagnostics; paths in it are relative to it.
        public var file: String

        /// A document's text and what it is called in diagnostics; paths in it are relative to it.
        public init(text: String, file: String) {
            self.text = text
            self.file = file
        }
    }

    /// Looks at a template.
    ///
    /// - Parameters:
    ///   - text: the template.
    ///   - file: what it is called in diagnostics; paths in it are relative to it.
    ///   - environments: the environments, later ones on top of earlier ones.
    ///   - parameters: values for parameters as text, which win over those of the environments.
    ///   - files: the files that the template may refer to.
    ///   - identity: what the stack is called, for templates that ask.
    public init(
        _ text: String,
        file: String,
        environments: [EnvironmentDocument] = [],
        parameters: [String: String] = [:],
        files: TemplateFiles = TemplateFiles(),
        identity: Stack.Identity? = nil
    ) {
        self.file = file
        let parsed = Template.parse(text, file: file)
        var diagnostics = parsed.diagnostics
        let kinds = Dictionary((parsed.template?.parameters ?? []).map { ($0.name, $0.kind) }) { _, last in last }
        var environment = Environment()
        for document in environments {
            let read = Environment.parse(document.text, file: document.file)
            diagnostics += read.diagnostics
            if let later = read.environment { environment = environment.merging(later, kinds: kinds) }
        }
        stack = parsed.template.map { template in
            Stack(
                template,
                parameters: parameters.mapValues(TemplateValue.string),
                environment: environment,
                files: files,
                identity: identity
            )
        }
        let known = Set(diagnostics)
        self.diagnostics = diagnostics + (stack?.diagnostics ?? []).filter { !known.contains($0) }
    }

    /// Whether Heat takes the template.
    public var isAccepted: Bool { !diagnostics.contains { $0.severity == .refused } }

    /// Whether a stack can be made of it, as far as can be told without a cloud.
    public var isUsable: Bool { !diagnostics.contains(where: \.isError) }

    /// The value of each output, or why it has none, in the template's order.
    public var outputs: [(name: String, value: Result<TemplateValue, ResolutionError>)] {
        (stack?.outputs ?? []).map { output in
            let value = Result { () throws(ResolutionError) in
                guard let stack else { return TemplateValue.null }
                return try stack.value(of: output)
            }
            return (output.name, value)
        }
    }

    // MARK: - Text and JSON

    /// A line for each finding, then for each output if they are wanted, then one that counts.
    public func text(withOutputs: Bool = false) -> String {
        var lines = diagnostics.map(\.description)
        if withOutputs {
            lines += outputs.map { name, value in
                switch value {
                case .success(let value): "\(name) = \(value.shown)"
                case .failure(let error): "\(name): \(file):\(error)"
                }
            }
        }
        let errors = diagnostics.count(where: \.isError)
        let warnings = diagnostics.count - errors
        lines.append(
            diagnostics.isEmpty
                ? "\(file): nothing is wrong"
                : "\(file): \(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
        )
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same as one line of JSON.
    public func json(withOutputs: Bool = false) -> String {
        var document: TemplateMap = [
            "file": .string(file),
            "accepted": .bool(isAccepted),
            "usable": .bool(isUsable),
            "diagnostics": .list(diagnostics.map(\.document)),
        ]
        if withOutputs {
            document["outputs"] = .map(
                TemplateMap(
                    outputs.map { name, value in
                        switch value {
                        case .success(let value): (name, value.isKnown ? ["value": value] : ["unknown": value])
                        case .failure(let error): (name, ["error": .string(error.message)])
                        }
                    }
                )
            )
        }
        return TemplateValue.map(document).json() + "\n"
    }
}

extension Diagnostic {
    fileprivate var document: TemplateValue {
        var document: TemplateMap = [
            "severity": .string(severity.rawValue),
            "message": .string(message),
            "file": .string(file),
            "line": .integer(position.line),
            "column": .integer(position.column),
        ]
        if let advice { document["advice"] = .string(advice) }
        if let path { document["path"] = .string(path) }
        return .map(document)
    }
}

extension TemplateValue {
    /// As a terminal shows it: what is not known says what it waits for.
    fileprivate var shown: String {
        if case .unknown(let resources) = self {
            return resources.isEmpty
                ? "(depends on a parameter)" : "(known with \(resources.sorted().joined(separator: ", ")))"
        }
        return json()
    }
}
