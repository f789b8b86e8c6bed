/// A cloud's configuration with what is worth knowing about it.
public struct ResolvedCloud: Sendable, Hashable {
    /// The configuration.
    public let configuration: CloudConfiguration
    /// What was noticed while merging and checking its settings.
    public let diagnostics: [ConfigurationDiagnostic]
}
