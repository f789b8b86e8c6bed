import HeatTemplates
import OpenStack
import Synchronization

/// What is known of a deployment's resources while it is worked on.
final class KnownResources: Sendable {
    /// A resource that others may refer to.
    enum Known: Sendable {
        case made(any DirectKind, MadeResource)
        case nested(DeploymentScope)
    }

    private let known = Mutex<[ResourcePath: Known]>([:])

    subscript(path: ResourcePath) -> Known? {
        get { known.withLock { $0[path] } }
        set { known.withLock { $0[path] = newValue } }
    }
}

/// A stack at its place: the whole, or one within a resource.
struct DeploymentScope: Sendable {
    var stack: Stack
    /// The resource that the stack is in; without names for the whole.
    var place: ResourcePath
    /// What the resource is, when it is a group.
    var group: String?

    func path(of resource: String) -> ResourcePath { place.appending(resource) }
}

/// What the template of one stack can learn of its resources.
///
/// Attributes come from what services said, which is fetched beforehand: those that are asked for and were not fetched
/// are noted.
struct ScopeValues: ResourceValues {
    let scope: DeploymentScope
    let known: KnownResources
    let shown: ShownResources

    func reference(to resource: String) -> TemplateValue {
        switch known[scope.path(of: resource)] {
        case .made(let kind, let made): kind.reference(to: made)
        case .nested(let inner): within(inner).ownReference
        case nil: .unknown([resource])
        }
    }

    func attribute(_ name: String, of resource: String, path: [TemplateValue]) -> TemplateValue {
        let place = scope.path(of: resource)
        switch known[place] {
        case .made(let kind, let made):
            let document = kind.isInCloud ? shown.document(of: place) : .null
            return kind.attribute(name, of: made, shown: document)
        case .nested(let inner):
            let values = within(inner)
            return inner.group == nil ? values.output(name) : values.groupAttribute(name, path)
        case nil: return .unknown([resource])
        }
    }

    func attributes(of resource: String) -> TemplateValue {
        guard let definition = scope.stack.resource(resource), known[scope.path(of: resource)] != nil else {
            return .unknown([resource])
        }
        let names = definition.type?.attributes.sorted() ?? definition.nested?.outputs.map(\.name) ?? []
        return .map(TemplateMap(names.map { ($0, attribute($0, of: resource, path: [])) }))
    }

    private func within(_ inner: DeploymentScope) -> ScopeValues {
        ScopeValues(scope: inner, known: known, shown: shown)
    }

    // MARK: - Nested templates

    private var ownReference: TemplateValue {
        let own = output("OS::stack_id")
        return own.isNull ? .string(scope.place.description) : own
    }

    private func output(_ name: String) -> TemplateValue {
        guard let output = scope.stack.outputs.first(where: { $0.name == name }) else {
            // Nested stacks show their resources, too.
            return name.hasPrefix("resource.") ? member(named: name.dropFirst("resource.".count), []) : .null
        }
        return (try? scope.stack.value(of: output, with: self)) ?? .null
    }

    // MARK: - Groups

    private var members: [String] { scope.stack.resources.map(\.name) }

    /// An attribute of a group; `path` leads into the members' attributes, so that it is followed here, and the value
    /// is wrapped for whoever follows it again.
    private func groupAttribute(_ name: String, _ path: [TemplateValue]) -> TemplateValue {
        switch name {
        case "refs": return .list(members.map { reference(to: $0) })
        case "refs_map": return .map(TemplateMap(members.map { ($0, reference(to: $0)) }))
        case "current_size": return .integer(members.count)
        case "removed_rsrc_list": return []
        case "attributes", "outputs":
            guard let attribute = path.first?.string else { return .null }
            let rest = Array(path.dropFirst())
            return TemplateMap(members.map { ($0, selected(attribute, of: $0, rest)) }).value.wrapped(at: path[...])
        case "outputs_list":
            guard let attribute = path.first?.string else { return .null }
            let rest = Array(path.dropFirst())
            return .list(members.map { selected(attribute, of: $0, rest) }).wrapped(at: path[...])
        default:
            if name.hasPrefix("resource.") { return member(named: name.dropFirst("resource.".count), path) }
            return .list(members.map { selected(name, of: $0, path) }).wrapped(at: path[...])
        }
    }

    /// `0`, or `0.attribute`.
    private func member(named text: Substring, _ path: [TemplateValue]) -> TemplateValue {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard let name = parts.first, members.contains(name) else { return .null }
        if parts.count > 1 { return attribute(parts[1], of: name, path: path) }
        guard let attribute = path.first?.string else { return reference(to: name) }
        return selected(attribute, of: name, Array(path.dropFirst())).wrapped(at: path[...])
    }

    private func selected(_ attribute: String, of member: String, _ path: [TemplateValue]) -> TemplateValue {
        path.reduce(self.attribute(attribute, of: member, path: path)) { value, key in
            switch (value, key) {
            case (.map(let map), .string(let name)): map[name] ?? .null
            case (.list(let elements), .integer(let index)) where elements.indices.contains(index): elements[index]
            case (.unknown, _): value
            default: .null
            }
        }
    }
}

extension TemplateMap {
    fileprivate var value: TemplateValue { .map(self) }
}

extension TemplateValue {
    /// A value that a path leads to this one in.
    fileprivate func wrapped(at path: ArraySlice<TemplateValue>) -> TemplateValue {
        guard let key = path.first else { return self }
        let inner = wrapped(at: path.dropFirst())
        switch key {
        case .string(let name): return .map([name: inner])
        case .integer(let index) where (0..<1000).contains(index):
            return .list(Array(repeating: .null, count: index) + [inner])
        default: return inner
        }
    }
}

/// What services said of resources, as far as it was fetched.
final class ShownResources: Sendable {
    private struct State {
        var documents: [ResourcePath: JSON] = [:]
        var wanted: Set<ResourcePath> = []
    }

    private let state = Mutex(State())

    /// What was fetched of a resource; when nothing was, that is noted, and the answer is null.
    func document(of path: ResourcePath) -> JSON {
        state.withLock { state in
            if let document = state.documents[path] { return document }
            state.wanted.insert(path)
            return .null
        }
    }

    /// The resources that were asked for in vain since the last time.
    func takeWanted() -> Set<ResourcePath> {
        state.withLock { state in
            defer { state.wanted = [] }
            return state.wanted
        }
    }

    func keep(_ document: JSON, of path: ResourcePath) { state.withLock { $0.documents[path] = document } }
}
