public import HeatTemplates

/// The documents that a deployment was made of, so that it can be gone back to after they were changed.
public struct DeploymentSnapshot: Sendable, Hashable, Codable {
    /// The path of the template.
    public var template: String
    /// Every file that was read, by its path.
    public var files: [String: String]
    /// The environments, later ones on top of earlier ones.
    public var environments: [Environment]
    /// Values for parameters.
    public var parameters: [String: String]

    /// An environment as it was.
    public struct Environment: Sendable, Hashable, Codable {
        /// Its path.
        public var file: String
        /// The document.
        public var text: String

        /// An environment as it was.
        public init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    /// The documents of a deployment.
    public init(
        template: String,
        files: [String: String],
        environments: [Environment],
        parameters: [String: String]
    ) {
        self.template = template
        self.files = files
        self.environments = environments
        self.parameters = parameters
    }

    /// The stack as it was; `nil` when nothing can be made of the documents any more.
    public func stack(_ identity: Stack.Identity) -> Stack? {
        TemplateLint(
            files[template] ?? "",
            file: template,
            environments: environments.map { TemplateLint.EnvironmentDocument(text: $0.text, file: $0.file) },
            parameters: parameters,
            files: TemplateFiles(files),
            identity: identity
        ).stack
    }
}
