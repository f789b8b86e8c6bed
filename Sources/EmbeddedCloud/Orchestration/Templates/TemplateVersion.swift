import HTTPTypes

/// A version of the template language: which functions there are, and which of their forms.
struct TemplateVersion: Sendable, Hashable {
    enum Language: Sendable { case hot, cfn }

    var language: Language
    /// The section that names the version, `heat_template_version`.
    var key: String
    /// The version's date.
    var date: String
    var aliases: [String] = []

    /// As the API calls it: `heat_template_version.2016-10-14`.
    var name: String { key + "." + date }

    static let all: [TemplateVersion] = [
        TemplateVersion(language: .cfn, key: "AWSTemplateFormatVersion", date: "2010-09-09"),
        TemplateVersion(language: .cfn, key: "HeatTemplateFormatVersion", date: "2012-12-12"),
        hot("2013-05-23"), hot("2014-10-16"), hot("2015-04-30"), hot("2015-10-15"), hot("2016-04-08"),
        hot("2016-10-14", "newton"), hot("2017-02-24", "ocata"), hot("2017-09-01", "pike"),
        hot("2018-03-02", "queens"), hot("2018-08-31", "rocky"), hot("2021-04-16", "wallaby"),
    ]

    private static func hot(_ date: String, _ aliases: String...) -> TemplateVersion {
        TemplateVersion(language: .hot, key: "heat_template_version", date: date, aliases: aliases)
    }

    /// The version a template says it has.
    static func of(_ template: JSON.Object) throws -> TemplateVersion {
        func refusal(_ text: String) -> OrchestrationError {
            OrchestrationError(.badRequest, "InvalidTemplateVersion", "The template version is invalid: \(text)")
        }
        let keys = ["heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion"]
        guard let key = keys.first(where: { template[$0] != nil }), let given = template[key] else {
            throw refusal("Template version was not provided")
        }
        let same = all.filter { $0.key == key }
        let text = given.pythonText
        if let version = same.first(where: { $0.date == text || $0.aliases.contains(text) }) { return version }
        let names = (same.map(\.date) + same.flatMap(\.aliases)).joined(separator: ", ")
        throw refusal("\"\(key): \(text)\". \"\(key)\" should be one of: \(names)")
    }

    /// Whether a HOT version is this one or later.
    func isAtLeast(_ date: String) -> Bool { language == .hot && self.date >= date }

    var hasConditions: Bool { self.date == "2010-09-09" || isAtLeast("2016-10-14") }

    // MARK: - Functions

    /// What there is outside of conditions, in the order the API lists it.
    var functions: [TemplateFunction] {
        if language == .cfn {
            let common: [TemplateFunction] = [
                .fnFindInMap, .fnGetAZs, .ref, .fnGetAtt, .fnSelect, .fnJoin, .fnSplit, .fnReplace, .fnBase64,
                .fnMemberListToMap, .fnResourceFacade,
            ]
            return hasConditions ? common + [.fnIf] : common
        }
        if date == "2013-05-23" {
            return [
                .fnGetAZs, .getParam, .getResource, .ref, .getAttr, .fnSelect, .fnJoin, .listJoin, .fnSplit,
                .strReplace, .fnReplace, .fnBase64, .fnMemberListToMap, .resourceFacade, .fnResourceFacade, .getFile,
            ]
        }
        var all: [TemplateFunction] = [.getAttr, .getFile, .getParam, .getResource, .listJoin]
        if isAtLeast("2015-04-30") { all.append(.repeat) }
        all += [.resourceFacade, .strReplace]
        if !isAtLeast("2015-10-15") { all.append(.fnSelect) }
        if isAtLeast("2015-04-30") { all.append(.digest) }
        if isAtLeast("2015-10-15") { all.append(.strSplit) }
        if isAtLeast("2016-04-08") { all.append(.mapMerge) }
        if isAtLeast("2016-10-14") { all += [.yaql, .mapReplace, .if] }
        if isAtLeast("2017-02-24") { all += [.filter, .strReplaceStrict] }
        if isAtLeast("2017-09-01") {
            all += [.makeURL, .listConcat, .strReplaceVeryStrict, .listConcatUnique, .contains]
        }
        return all
    }

    /// What there is in conditions besides.
    var conditionFunctions: [TemplateFunction] {
        guard hasConditions else { return [] }
        if language == .cfn { return [.fnEquals, .fnNot, .fnAnd, .fnOr] }
        return [.equals, .not, .and, .or]
    }

    /// The function a one-member mapping calls, with its arguments; nil if it calls none.
    func call(_ value: JSON, inCondition: Bool = false) -> (TemplateFunction, JSON)? {
        guard case .object(let object) = value, object.names.count == 1, let name = object.names.first,
            let function = TemplateFunction(rawValue: name), let arguments = object[name],
            functions.contains(function) || conditionFunctions.contains(function)
        else { return nil }
        return (function, arguments)
    }
}

/// A function of the template language, by its name there.
enum TemplateFunction: String, Sendable {
    case getAttr = "get_attr"
    case getFile = "get_file"
    case getParam = "get_param"
    case getResource = "get_resource"
    case listJoin = "list_join"
    case `repeat`
    case resourceFacade = "resource_facade"
    case strReplace = "str_replace"
    case digest
    case strSplit = "str_split"
    case mapMerge = "map_merge"
    case yaql
    case mapReplace = "map_replace"
    case `if`
    case filter
    case strReplaceStrict = "str_replace_strict"
    case makeURL = "make_url"
    case listConcat = "list_concat"
    case strReplaceVeryStrict = "str_replace_vstrict"
    case listConcatUnique = "list_concat_unique"
    case contains
    case equals
    case not
    case and
    case or
    case ref = "Ref"
    case fnGetAtt = "Fn::GetAtt"
    case fnGetAZs = "Fn::GetAZs"
    case fnFindInMap = "Fn::FindInMap"
    case fnSelect = "Fn::Select"
    case fnJoin = "Fn::Join"
    case fnSplit = "Fn::Split"
    case fnReplace = "Fn::Replace"
    case fnBase64 = "Fn::Base64"
    case fnMemberListToMap = "Fn::MemberListToMap"
    case fnResourceFacade = "Fn::ResourceFacade"
    case fnIf = "Fn::If"
    case fnEquals = "Fn::Equals"
    case fnNot = "Fn::Not"
    case fnAnd = "Fn::And"
    case fnOr = "Fn::Or"

    /// What the API says it is; clients look some of these up.
    func summary(in version: TemplateVersion) -> String {
        let isFirst = version.language == .cfn || version.date == "2013-05-23"
        return switch self {
        case .getAttr, .fnGetAtt: "A function for resolving resource attributes."
        case .getFile: "A function for including a file inline."
        case .getParam: "A function for resolving parameter references."
        case .getResource: "A function for resolving resource references."
        case .ref:
            version.language == .cfn
                ? "A function for resolving parameter references."
                : "A function for resolving parameters or resource references."
        case .listJoin, .fnJoin:
            isFirst || !version.isAtLeast("2015-10-15")
                ? "A function for joining strings." : "A function for joining one or more lists of strings."
        case .repeat:
            version.isAtLeast("2016-10-14")
                ? "A function for iterating over a list of items or a dict of keys."
                : "A function for iterating over a list of items."
        case .resourceFacade, .fnResourceFacade: "A function for retrieving data in a parent provider template."
        case .strReplace, .fnReplace, .strReplaceStrict, .strReplaceVeryStrict:
            "A function for performing string substitutions."
        case .digest: "A function for performing digest operations."
        case .strSplit: "A function for splitting delimited strings into a list."
        case .fnSplit: "A function for splitting strings."
        case .mapMerge: "A function for merging maps."
        case .yaql: "A function for executing a yaql expression."
        case .mapReplace, .makeURL: "A function for performing substitutions on maps."
        case .if, .fnIf: "A function to return corresponding value based on condition evaluation."
        case .filter: "A function for filtering out values from lists."
        case .listConcat: "A function for extending lists."
        case .listConcatUnique: "A function for extending lists with unique items."
        case .contains: "A function for checking whether specific value is in sequence."
        case .equals, .fnEquals: "A function for comparing whether two values are equal."
        case .not, .fnNot: "A function that acts as a NOT operator on a condition."
        case .and, .fnAnd: "A function that acts as an AND operator on conditions."
        case .or, .fnOr: "A function that acts as an OR operator on conditions."
        case .fnGetAZs: "A function for retrieving the availability zones."
        case .fnFindInMap: "A function for resolving keys in the template mappings."
        case .fnSelect: "A function for selecting an item from a list or map."
        case .fnBase64: "A placeholder function for converting to base64."
        case .fnMemberListToMap: "A function to convert lists with enumerated keys and values to mapping."
        }
    }
}
