import Synchronization

/// The conditions of a template, by name.
struct Conditions: Sendable {
    private let definitions: [String: Expression]
    /// What conditions came to: those of a hostile template refer to each other many times.
    private let memory = Memory()
    /// The names of those that are being resolved, to notice circles.
    private var pending: Set<String> = []

    private final class Memory: Sendable {
        let results = Mutex<[String: Bool?]>([:])
    }

    init(_ definitions: [Template.Condition]) {
        self.definitions = Dictionary(definitions.map { ($0.name, $0.expression) }) { _, last in last }
    }

    /// Whether what a condition comes to, which may be another condition's name, is true; `nil` when that is not
    /// known yet.
    func isTrue(_ value: TemplateValue, in context: ResolutionContext) throws(ResolutionFailure) -> Bool? {
        switch value {
        case .null: return true
        case .bool(let flag): return flag
        case .unknown: return nil
        case .string(let name):
            if let known = memory.results.withLock({ $0[name] }) { return known }
            let result = try resolved(name, in: context)
            memory.results.withLock { $0[name] = .some(result) }
            return result
        default:
            throw ResolutionFailure("\(value.kindName) is no condition")
        }
    }

    private func resolved(_ name: String, in context: ResolutionContext) throws(ResolutionFailure) -> Bool? {
        guard let definition = definitions[name] else { throw ResolutionFailure("there is no condition '\(name)'") }
        guard !pending.contains(name) else { throw ResolutionFailure("the condition '\(name)' depends on itself") }
        guard pending.count < DocumentReader.depthLimit else {
            throw ResolutionFailure("the condition '\(name)' is nested too deeply")
        }
        var context = context
        context.conditions.pending.insert(name)
        let result: TemplateValue
        do {
            result = try definition.resolve(in: context)
        } catch {
            throw ResolutionFailure("the condition '\(name)' cannot be resolved: \(error.message)")
        }
        switch result {
        case .bool(let flag): return flag
        case .unknown: return nil
        default: throw ResolutionFailure("the condition '\(name)' comes to \(result.kindName), not to a boolean")
        }
    }
}
