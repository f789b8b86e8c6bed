/// Calls a function with an argument that is resolved.
struct Evaluation {
    let call: FunctionCall
    let context: ResolutionContext

    var name: String { call.name }

    /// What the function comes to.
    func value(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        if call.function == .getResource, argument.list != nil || argument.map != nil {
            throw ResolutionFailure("\(name) takes the name of a resource, not \(argument.kindName)")
        }
        guard argument.isKnown || takesUnknownValues else { return .unknown(argument.pendingResources) }
        switch call.function {
        case .getParameter: return try parameter(argument)
        case .getResource: return try reference(argument)
        case .getAttribute: return try attribute(argument)
        case .getFile: return try file(argument)
        case .resourceFacade, .cloudFormationFacade: return try facade(argument)
        case .replace(let json, let strict, let nonEmpty):
            guard let map = argument.map else { throw ResolutionFailure("\(name) takes a map") }
            return .string(
                try replaced(
                    map["template"] ?? .null,
                    map["params"] ?? .null,
                    TextReplacement(name: name, json: json, isStrict: strict, wantsValues: nonEmpty)
                )
            )
        case .replacePairs:
            let arguments = try list(argument, of: 2)
            return .string(
                try replaced(
                    arguments[1],
                    arguments[0],
                    TextReplacement(name: name, json: false, isStrict: false, wantsValues: false)
                )
            )
        case .joinList: return .string(try joined(argument))
        case .joinLists: return .string(try joinedLists(argument))
        case .splitString: return try splitString(argument)
        case .split: return try split(argument)
        case .repeated(let maps, let permutations):
            return try repeated(argument, maps: maps, permutations: permutations)
        case .digest: return .string(try digest(argument))
        case .mergeMaps: return try mergedMaps(argument)
        case .replaceInMap: return try mapWithReplacements(argument)
        case .yaql: return try queried(argument)
        case .filter: return try filtered(argument)
        case .makeURL:
            guard let map = argument.map else { throw ResolutionFailure("\(name) takes a map") }
            if let complaint = URLParts.complaint(about: map.map { ($0.key, $0.value) }, of: name) {
                throw ResolutionFailure(complaint)
            }
            return .string(try URLParts.url(map, of: name))
        case .concatenate(let unique): return try concatenated(argument, unique: unique)
        case .contains: return .bool(try contains(argument))
        case .equals:
            let arguments = try list(argument, of: 2)
            return .bool(arguments[0].equals(arguments[1]))
        case .not: return try negated(argument)
        case .notOne: return try negated(try list(argument, of: 1)[0])
        case .allOf: return try combined(argument, stopsAt: false)
        case .anyOf: return try combined(argument, stopsAt: true)
        case .reference:
            if let name = argument.string, context.resourceNames.contains(name) { return try reference(argument) }
            return try parameter(named: argument, isReference: true)
        case .parameterReference: return try parameter(named: argument, isReference: true)
        case .findInMap: return try foundInMap(argument)
        case .availabilityZones: return .list(context.availabilityZones.map(TemplateValue.string))
        case .select: return try selected(argument)
        case .base64:
            guard argument.string != nil else { throw ResolutionFailure("\(name) takes text") }
            return argument
        case .memberListToMap: return try mapOfMembers(argument)
        case .choose, .removed, .misplaced: throw ResolutionFailure("\(name) cannot be called here")
        }
    }

    /// Functions that can tell something from an argument of which parts are not known.
    private var takesUnknownValues: Bool {
        switch call.function {
        case .allOf, .anyOf: true
        default: false
        }
    }

    /// The elements of a list that must have so many.
    func list(_ argument: TemplateValue, of count: Int) throws(ResolutionFailure) -> [TemplateValue] {
        guard let elements = argument.list, elements.count == count else {
            throw ResolutionFailure("\(name) takes a list of \(count)")
        }
        return elements
    }

    /// Makes sure that a text does not grow without bounds.
    func checkLength(_ bytes: Int) throws(ResolutionFailure) {
        guard bytes <= TemplateValue.sizeLimit else {
            throw ResolutionFailure("the text that \(name) makes is longer than \(TemplateValue.sizeLimit) bytes")
        }
    }
}

extension TemplateValue {
    /// More than any stack needs, and little enough for a hostile template to do no harm.
    static let sizeLimit = 16 << 20

    /// About how much room the value takes, counted no further than the limit.
    var size: Int {
        var size = 0
        measure(&size)
        return size
    }

    private func measure(_ size: inout Int) {
        guard size <= Self.sizeLimit else { return }
        switch self {
        case .string(let text): size += 2 + text.utf8.count
        case .list(let elements):
            size += 2
            for element in elements { element.measure(&size) }
        case .map(let map):
            size += 2
            for (key, value) in map {
                size += 4 + key.utf8.count
                value.measure(&size)
            }
        default: size += 8
        }
    }
}
