/// A version of the template language, which is a date.
public enum TemplateVersion: String, Sendable, Hashable, CaseIterable {
    /// CloudFormation's language.
    case cloudFormation = "2010-09-09"
    /// CloudFormation's language as Heat had it first, without conditions.
    case heat20121212 = "2012-12-12"
    case v20130523 = "2013-05-23"
    case v20141016 = "2014-10-16"
    case v20150430 = "2015-04-30"
    case v20151015 = "2015-10-15"
    case v20160408 = "2016-04-08"
    /// newton
    case v20161014 = "2016-10-14"
    /// ocata
    case v20170224 = "2017-02-24"
    /// pike
    case v20170901 = "2017-09-01"
    /// queens
    case v20180302 = "2018-03-02"
    /// rocky
    case v20180831 = "2018-08-31"
    /// wallaby
    case v20210416 = "2021-04-16"

    /// The version of a key of a template and its value; `nil` when there is none such.
    init?(key: String, text: String) {
        guard let version = TemplateVersion(rawValue: Self.aliases[text] ?? text), version.key == key else {
            return nil
        }
        guard Self.aliases[text] == nil || !version.isCloudFormation else { return nil }
        self = version
    }

    /// The names of releases that stand for versions.
    static let aliases = [
        "newton": "2016-10-14", "ocata": "2017-02-24", "pike": "2017-09-01", "queens": "2018-03-02",
        "rocky": "2018-08-31", "wallaby": "2021-04-16",
    ]

    /// The key of a template that has the version.
    public var key: String {
        switch self {
        case .cloudFormation: "AWSTemplateFormatVersion"
        case .heat20121212: "HeatTemplateFormatVersion"
        default: "heat_template_version"
        }
    }

    /// Whether sections and keys are written as CloudFormation writes them.
    public var isCloudFormation: Bool { self == .cloudFormation || self == .heat20121212 }

    /// Whether there are conditions.
    public var hasConditions: Bool { self == .cloudFormation || (!isCloudFormation && self >= .v20161014) }
}

extension TemplateVersion: Comparable {
    /// By date.
    public static func < (left: TemplateVersion, right: TemplateVersion) -> Bool { left.rawValue < right.rawValue }
}

/// What the parts of a template are called, which depends on the language.
struct TemplateKeys {
    let description: String
    let parameterGroups: String?
    let mappings: String?
    let parameters: String
    let conditions: String?
    let resources: String
    let outputs: String

    let type: String
    let properties: String
    let metadata: String
    let dependsOn: String
    let deletionPolicy: String
    let updatePolicy: String
    let externalID: String?
    let condition: String?
    let value: String

    init(_ version: TemplateVersion) {
        let isCloudFormation = version.isCloudFormation
        func name(_ hot: String, _ cloudFormation: String) -> String { isCloudFormation ? cloudFormation : hot }
        description = name("description", "Description")
        parameterGroups = isCloudFormation ? nil : "parameter_groups"
        mappings = isCloudFormation ? "Mappings" : nil
        parameters = name("parameters", "Parameters")
        conditions = version.hasConditions ? name("conditions", "Conditions") : nil
        resources = name("resources", "Resources")
        outputs = name("outputs", "Outputs")
        type = name("type", "Type")
        properties = name("properties", "Properties")
        metadata = name("metadata", "Metadata")
        dependsOn = name("depends_on", "DependsOn")
        deletionPolicy = name("deletion_policy", "DeletionPolicy")
        updatePolicy = name("update_policy", "UpdatePolicy")
        externalID = !isCloudFormation && version.hasConditions ? "external_id" : nil
        condition = version.hasConditions ? name("condition", "Condition") : nil
        value = name("value", "Value")
    }

    /// The sections that a template may have beside its version.
    var sections: [String] {
        [description, parameterGroups, mappings, parameters, conditions, resources, outputs].compactMap { $0 }
    }

    /// The keys that a resource may have.
    var resourceKeys: [String] {
        [
            type, properties, metadata, dependsOn, deletionPolicy, updatePolicy, description, externalID, condition,
        ].compactMap { $0 }
    }
}
