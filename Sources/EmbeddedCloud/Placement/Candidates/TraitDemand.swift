/// Which traits are wanted: at least one of each set, and none of those forbidden.
struct TraitDemand: Sendable {
    var required: [Set<String>] = []
    var forbidden: Set<String> = []

    var names: Set<String> { required.reduce(forbidden) { $0.union($1) } }

    func accepts(_ traits: some Sequence<String>) -> Bool {
        let traits = Set(traits)
        return traits.isDisjoint(with: forbidden) && required.allSatisfy { !$0.isDisjoint(with: traits) }
    }

    /// Reads the parameters of one name; before 1.39 the last of them alone counts.
    init(_ values: [String], _ minor: Int) throws {
        for value in minor >= 39 ? values : values.suffix(1) {
            try add(value, allowsForbidden: minor >= 22, allowsAny: minor >= 39)
        }
    }

    /// Reads one value, in which every trait is a demand of its own.
    init(root value: String) throws { try add(value, allowsForbidden: true, allowsAny: false) }

    private mutating func add(_ value: String, allowsForbidden: Bool, allowsAny: Bool) throws {
        func problem(_ text: String) -> PlacementError { .badRequest("Invalid query string parameters: " + text) }
        if value.hasPrefix("in:") {
            guard allowsAny else {
                throw problem(
                    "The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' only supported since microversion 1.39. Got: \(value)"
                )
            }
            let names = Self.split(String(value.dropFirst(3)))
            guard !names.contains("") else {
                throw problem(
                    "Expected 'required' parameter value of the form: in:HW_CPU_X86_VMX,CUSTOM_MAGIC. Got an empty "
                        + "trait in: \(value)"
                )
            }
            guard !names.contains(where: { $0.hasPrefix("!") }) else {
                throw problem(
                    "The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC' does not support forbidden traits. Got: \(value)"
                )
            }
            required.append(Set(names))
            return
        }
        let names = Self.split(value)
        let refused = names.filter { $0.hasPrefix("!") }.map { String($0.drop { $0 == "!" }) }
        guard !names.contains(""), !refused.contains("") else {
            throw problem(
                "Expected 'required' parameter value of the form: HW_CPU_X86_VMX,\(allowsForbidden ? "!" : "")"
                    + "CUSTOM_MAGIC. Got an empty trait in: \(value)"
            )
        }
        guard refused.isEmpty || allowsForbidden else {
            throw problem(
                "Expected 'required' parameter value of the form: HW_CPU_X86_VMX,CUSTOM_MAGIC. Got: \(value)"
            )
        }
        required += names.filter { !$0.hasPrefix("!") }.map { [$0] }
        forbidden.formUnion(refused)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let start = part.drop { $0 == " " }
            return String(start.reversed().drop { $0 == " " }.reversed())
        }
    }
}

/// Which aggregates providers must be in, one of each set, and which not.
struct AggregateDemand: Sendable {
    var required: [Set<String>] = []
    var forbidden: Set<String> = []

    var isEmpty: Bool { required.isEmpty && forbidden.isEmpty }

    func accepts(_ aggregates: [String]) -> Bool {
        forbidden.isDisjoint(with: aggregates) && required.allSatisfy { !$0.isDisjoint(with: aggregates) }
    }

    /// Reads the parameters `member_of` with this suffix.
    init(_ values: [String], suffix: String = "", _ minor: Int) throws {
        if minor < 24, values.count > 1 {
            throw PlacementError.badRequest("Multiple member_of\(suffix) parameters are not supported")
        }
        for value in values {
            let isList = value.hasPrefix("in:") || value.hasPrefix("!in:")
            if value.contains(","), !isList {
                throw PlacementError.badRequest(
                    "Multiple values for 'member_of' must be prefixed with the 'in:' or '!in:' keyword using the valid "
                        + "microversion. Got: \(value)"
                )
            }
            let isForbidden = value.hasPrefix("!")
            let rest = value.dropFirst(isForbidden ? 1 : 0).dropFirst(isList ? 3 : 0)
            let ids = Set(rest.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
            for id in ids where !Identifier.isUUID(id) {
                throw PlacementError.badRequest(
                    "Invalid query string parameters: Expected 'member_of' parameter to contain valid UUID(s). Got: \(id)"
                )
            }
            guard isForbidden else {
                required.append(ids)
                continue
            }
            guard minor >= 32 else {
                throw PlacementError.badRequest(
                    "Forbidden member_of\(suffix) parameters are not supported in the specified microversion"
                )
            }
            forbidden.formUnion(ids)
        }
    }
}

/// How much of which resource class is wanted, in the order it was asked for.
struct ResourceDemand: Sendable {
    var amounts: [(resourceClass: String, amount: Int)] = []

    init() {}

    /// Reads `VCPU:2,MEMORY_MB:1024`.
    init(_ text: String) throws {
        func problem(_ got: String) -> PlacementError {
            .badRequest(
                "Badly formed resources parameter. Expected resources query string parameter in form: "
                    + "?resources=VCPU:2,MEMORY_MB:1024. Got: \(got)."
            )
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw problem("empty string") }
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw problem(String(item)) }
            guard let amount = Int(parts[1]) else {
                throw PlacementError.badRequest(
                    "Requested resource \(parts[0]) expected positive integer amount. Got: \(parts[1])."
                )
            }
            guard amount >= 1 else {
                throw PlacementError.badRequest(
                    "Requested resource \(parts[0]) requires amount >= 1. Got: \(amount)."
                )
            }
            amounts.removeAll { $0.resourceClass == parts[0] }
            amounts.append((parts[0], amount))
        }
    }
}
