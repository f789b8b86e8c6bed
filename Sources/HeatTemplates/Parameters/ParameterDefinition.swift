/// A parameter as a template defines it.
public struct ParameterDefinition: Sendable {
    /// What kind of value a parameter takes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case string
        case number
        case list = "comma_delimited_list"
        case json
        case boolean
    }

    /// Its name.
    public var name: String
    /// What kind of value it takes.
    public var kind: Kind
    /// What people see instead of its name.
    public var label: String?
    /// What it is for.
    public var description: String?
    /// The value it has when none is given.
    public var defaultValue: TemplateValue?
    /// Whether its value is not shown.
    public var isHidden: Bool
    /// Whether it may not be changed when the stack is updated.
    public var isImmutable: Bool
    /// What values it takes.
    public var constraints: [ParameterConstraint]
    /// Words that it is tagged with.
    public var tags: [String]
    /// Where its name is.
    public var position: SourcePosition
    /// Where its default is.
    var defaultPosition: SourcePosition?

    /// Whether a value must be given.
    public var isRequired: Bool { defaultValue.map(\.isNull) ?? true }
}

/// What values a parameter takes.
public struct ParameterConstraint: Sendable {
    /// A rule.
    public enum Rule: Sendable {
        /// A number between others, both of which are included; at least one is there.
        case range(least: Double?, most: Double?)
        /// Text, a list or a map of a length.
        case length(least: Int?, most: Int?)
        /// A number that leaves a remainder.
        case modulo(step: Int, offset: Int)
        /// One of some values.
        case allowedValues([TemplateValue])
        /// Text that a regular expression matches as a whole.
        case allowedPattern(String)
        /// A rule that Heat knows by name, such as `nova.flavor`.
        case custom(String)
    }

    /// The rule.
    public var rule: Rule
    /// What to tell whoever gives a value that the rule does not allow.
    public var description: String?
    /// Where it is.
    public var position: SourcePosition

    /// The word for it in templates.
    var word: String {
        switch rule {
        case .range: "range"
        case .length: "length"
        case .modulo: "modulo"
        case .allowedValues: "allowed_values"
        case .allowedPattern: "allowed_pattern"
        case .custom: "custom_constraint"
        }
    }

    /// Whether parameters of a kind may have it.
    func applies(to kind: ParameterDefinition.Kind) -> Bool {
        switch rule {
        case .range, .modulo: kind == .number
        case .length: kind == .string || kind == .list || kind == .json
        case .allowedValues, .custom: kind != .json
        case .allowedPattern: kind == .string
        }
    }
}
