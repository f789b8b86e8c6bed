/// What a function does; of functions that changed from version to version there is a case, or a value, per behaviour.
enum IntrinsicFunction: Sendable, Hashable {
    case getParameter
    case getResource
    case getAttribute(AttributeForm)
    case getFile
    case resourceFacade
    /// `json`: lists and maps are written as JSON. `strict`: every parameter must occur. `nonEmpty`: and have a value.
    case replace(json: Bool, strict: Bool, nonEmpty: Bool)
    case joinList
    case joinLists
    case splitString
    case repeated(maps: Bool, permutations: Bool)
    case digest
    case mergeMaps
    case replaceInMap
    case yaql
    /// `nullable`: without a third argument the enclosing item disappears.
    case choose(nullable: Bool)
    case filter
    case makeURL
    case concatenate(unique: Bool)
    case contains
    case equals
    case not
    case allOf
    case anyOf

    // CloudFormation's
    case reference
    case parameterReference
    case findInMap
    case availabilityZones
    case select
    case split
    case replacePairs
    case base64
    case memberListToMap
    case cloudFormationFacade
    case notOne

    /// The function was there in earlier versions.
    case removed
    /// The function is there, and not for conditions.
    case misplaced

    /// How far the path of `get_attr` goes.
    enum AttributeForm: Sendable, Hashable {
        /// A resource and an attribute, exactly.
        case pair
        /// A resource, an attribute, and what to select of its value.
        case selecting
        /// The attribute may be left out, which means all of them.
        case optional
    }
}

extension TemplateVersion {
    /// The functions of properties, metadata and outputs.
    var functions: [String: IntrinsicFunction] { Self.functionTable[self] ?? [:] }

    /// The functions of conditions; those that are only for properties are among them as misplaced.
    var conditionFunctions: [String: IntrinsicFunction] { Self.conditionTable[self] ?? [:] }

    /// The names of the functions that the version has, in order.
    public var functionNames: [String] { functions.filter { $0.value != .removed }.keys.sorted() }

    /// The names of the functions that conditions of the version have, in order.
    public var conditionFunctionNames: [String] {
        conditionFunctions.filter { $0.value != .removed && $0.value != .misplaced }.keys.sorted()
    }

    /// The version that had a function first, or has it only.
    static func introducing(_ function: String) -> TemplateVersion? {
        allCases.first { version in
            guard !version.isCloudFormation else { return false }
            let known = version.functions[function] ?? version.conditionFunctions[function]
            return known.map { $0 != .removed && $0 != .misplaced } ?? false
        }
    }

    private static let functionTable: [TemplateVersion: [String: IntrinsicFunction]] = {
        var table: [TemplateVersion: [String: IntrinsicFunction]] = [:]
        let base: [String: IntrinsicFunction] = [
            "Fn::FindInMap": .findInMap, "Fn::GetAZs": .availabilityZones, "Ref": .reference,
            "Fn::GetAtt": .getAttribute(.pair), "Fn::Select": .select, "Fn::Join": .joinList, "Fn::Base64": .base64,
            "Fn::Split": .split, "Fn::Replace": .replacePairs, "Fn::MemberListToMap": .memberListToMap,
            "Fn::ResourceFacade": .cloudFormationFacade,
        ]
        table[.heat20121212] = base
        table[.cloudFormation] = base.merging(["Fn::If": .choose(nullable: false)]) { $1 }

        var current: [String: IntrinsicFunction] = [
            "get_param": .getParameter, "get_resource": .getResource, "get_attr": .getAttribute(.selecting),
            "get_file": .getFile, "resource_facade": .resourceFacade, "list_join": .joinList,
            "str_replace": .replace(json: false, strict: false, nonEmpty: false),
            "Fn::GetAZs": .availabilityZones, "Ref": .reference, "Fn::Select": .select, "Fn::Join": .joinList,
            "Fn::Split": .split, "Fn::Replace": .replacePairs, "Fn::Base64": .base64,
            "Fn::MemberListToMap": .memberListToMap, "Fn::ResourceFacade": .cloudFormationFacade,
        ]
        func add(_ version: TemplateVersion, _ changes: [String: IntrinsicFunction]) {
            current.merge(changes) { $1 }
            table[version] = current
        }
        add(.v20130523, [:])
        let removed = [
            "Fn::GetAZs", "Fn::Join", "Fn::Split", "Fn::Replace", "Fn::Base64", "Fn::MemberListToMap",
            "Fn::ResourceFacade", "Ref",
        ]
        add(.v20141016, Dictionary(uniqueKeysWithValues: removed.map { ($0, .removed) }))
        add(.v20150430, ["repeat": .repeated(maps: false, permutations: false), "digest": .digest])
        add(
            .v20151015,
            [
                "get_attr": .getAttribute(.optional), "list_join": .joinLists, "str_split": .splitString,
                "str_replace": .replace(json: true, strict: false, nonEmpty: false), "Fn::Select": .removed,
            ]
        )
        add(.v20160408, ["map_merge": .mergeMaps])
        add(
            .v20161014,
            [
                "yaql": .yaql, "map_replace": .replaceInMap, "if": .choose(nullable: false),
                "repeat": .repeated(maps: true, permutations: false),
            ]
        )
        add(
            .v20170224,
            ["filter": .filter, "str_replace_strict": .replace(json: true, strict: true, nonEmpty: false)]
        )
        add(
            .v20170901,
            [
                "repeat": .repeated(maps: true, permutations: true), "make_url": .makeURL,
                "list_concat": .concatenate(unique: false), "list_concat_unique": .concatenate(unique: true),
                "str_replace_vstrict": .replace(json: true, strict: true, nonEmpty: true), "contains": .contains,
            ]
        )
        add(.v20180302, [:])
        add(.v20180831, [:])
        add(.v20210416, ["if": .choose(nullable: true)])
        return table
    }()

    private static let conditionTable: [TemplateVersion: [String: IntrinsicFunction]] = {
        var table: [TemplateVersion: [String: IntrinsicFunction]] = [:]
        for version in allCases {
            var functions = version.functions.mapValues { function in
                function == .removed && !version.isCloudFormation && version.hasConditions ? function : .misplaced
            }
            if version == .cloudFormation {
                functions.merge(
                    [
                        "Fn::Equals": .equals, "Ref": .parameterReference, "Fn::FindInMap": .findInMap,
                        "Fn::Not": .notOne, "Fn::And": .allOf, "Fn::Or": .anyOf,
                    ]
                ) { $1 }
            } else if version.hasConditions {
                functions.merge(
                    ["get_param": .getParameter, "equals": .equals, "not": .not, "and": .allOf, "or": .anyOf]
                ) { $1 }
                if version >= .v20170901 { functions.merge(["yaql": .yaql, "contains": .contains]) { $1 } }
            }
            table[version] = functions
        }
        return table
    }()
}
