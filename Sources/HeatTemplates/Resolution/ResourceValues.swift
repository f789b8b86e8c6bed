/// What is known of a stack's resources while expressions are resolved.
///
/// Before a resource exists its reference and attributes are ``TemplateValue/unknown(_:)``, with the resource's name.
public protocol ResourceValues: Sendable {
    /// What `get_resource` stands for, which is the resource's id or, of some types, its name.
    func reference(to resource: String) -> TemplateValue

    /// An attribute; `null` when the resource has it without a value. `path` is what is selected of it, for types
    /// whose attributes depend on it, such as resource groups: the value is that of the attribute as a whole.
    func attribute(_ name: String, of resource: String, path: [TemplateValue]) -> TemplateValue

    /// All attributes of a resource but `show`.
    func attributes(of resource: String) -> TemplateValue
}

extension ResourceValues {
    /// All attributes of a resource are unknown unless a conforming type says otherwise.
    public func attributes(of resource: String) -> TemplateValue { .unknown([resource]) }
}

/// Nothing is known yet of any resource.
public struct UnknownResources: ResourceValues {
    /// Nothing known.
    public init() {}

    /// Not known.
    public func reference(to resource: String) -> TemplateValue { .unknown([resource]) }

    /// Not known.
    public func attribute(_ name: String, of resource: String, path: [TemplateValue]) -> TemplateValue {
        .unknown([resource])
    }
}
