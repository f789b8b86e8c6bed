/// A resource that stands for several of one kind.
public struct ResourceGroup: Sendable, Hashable {
    private enum Form { case counted, scaled, chained }

    private let form: Form

    /// The group of a type; `nil` when the type is none.
    public init?(type: String) {
        switch type {
        case "OS::Heat::ResourceGroup": form = .counted
        case "OS::Heat::AutoScalingGroup": form = .scaled
        case "OS::Heat::ResourceChain": form = .chained
        default: return nil
        }
    }

    /// More than any cloud's quota.
    private static let countLimit = 2000

    /// The members, named as Heat names them where their names can be known beforehand.
    ///
    /// - Parameters:
    ///   - properties: the group's properties, resolved as far as they can be.
    ///   - position: where the group is.
    /// - Returns: a definition of each; `nil` when the properties do not tell.
    public func members(of properties: TemplateMap, at position: SourcePosition) -> [ResourceDefinition]? {
        switch form {
        case .counted:
            guard let resource = properties["resource_def"]?.map else { return nil }
            let count = properties["count"] ?? 1
            guard let count = count.asNumber?.integer, (0...Self.countLimit).contains(count) else { return nil }
            let index = properties["index_var"]?.string ?? "%index%"
            return (0..<count).compactMap { number in
                definition(
                    "\(number)",
                    resource,
                    position,
                    replacing: index.isEmpty ? nil : (index, String(number))
                )
            }
        case .scaled:
            guard let resource = properties["resource"]?.map else { return nil }
            let size = (properties["desired_capacity"] ?? properties["min_size"])?.asNumber?.integer ?? 1
            guard (0...Self.countLimit).contains(size) else { return nil }
            return (0..<size).compactMap { definition("\($0)", resource, position, replacing: nil) }
        case .chained:
            guard let types = properties["resources"]?.list else { return nil }
            let shared = properties["resource_properties"] ?? .map(TemplateMap())
            let isConcurrent = properties["concurrent"]?.asBoolean ?? false
            var previous: String?
            return types.enumerated().compactMap { number, type in
                guard let type = type.string else { return nil }
                let resource: TemplateMap = ["type": .string(type), "properties": shared]
                var member = definition("\(number)", resource, position, replacing: nil)
                if !isConcurrent, let previous {
                    member?.dependsOn = [ResourceDefinition.Dependency(name: previous, position: position)]
                }
                previous = "\(number)"
                return member
            }
        }
    }

    private func definition(
        _ name: String,
        _ resource: TemplateMap,
        _ position: SourcePosition,
        replacing: (text: String, by: String)?
    ) -> ResourceDefinition? {
        guard let type = resource["type"]?.string else { return nil }
        func expression(_ key: String) -> Expression? {
            guard var value = resource[key], value.map != nil else { return nil }
            if let replacing { value = value.replacing(replacing.text, with: replacing.by) }
            return .constant(value, at: position)
        }
        return ResourceDefinition(
            name: name,
            type: type,
            properties: expression("properties"),
            metadata: expression("metadata"),
            dependsOn: [],
            position: position,
            typePosition: position,
            propertyPositions: [:]
        )
    }
}

extension TemplateValue {
    /// The value with a text replaced in all its texts.
    fileprivate func replacing(_ text: String, with other: String) -> TemplateValue {
        switch self {
        case .string(let string): return .string(string.parts(around: text).joined(separator: other))
        case .list(let elements): return .list(elements.map { $0.replacing(text, with: other) })
        case .map(let map):
            return .map(
                TemplateMap(
                    map.map {
                        ($0.key.parts(around: text).joined(separator: other), $0.value.replacing(text, with: other))
                    }
                )
            )
        default: return self
        }
    }
}
