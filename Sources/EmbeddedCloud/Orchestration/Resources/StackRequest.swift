import Foundation
import HTTPTypes

/// What a request about a stack asks for.
struct StackRequest: Sendable {
    var name: String?
    /// Nil where an update keeps the one there is.
    var template: JSON.Object?
    var environment: TemplateEnvironment
    var files: JSON.Object
    var environmentFiles: [String]
    var timeout: Int?
    var disableRollback: Bool?
    var converge: Bool?
    var tags: [String]?
    var clearedParameters: [String] = []
    /// An abandoned stack's data, to be taken over.
    var adopted: JSON.Object?
    /// Whether nothing at all is to change.
    var isEmpty: Bool

    init(_ body: JSON.Object, isPatch: Bool = false, isUpdate: Bool = false, needsName: Bool = false) throws {
        if needsName {
            guard let given = body["stack_name"] else {
                throw OrchestrationError.badRequest("No stack name specified")
            }
            guard let text = given.string else {
                throw OrchestrationError.invalid("Invalid stack name \(given.pythonText), must be a string")
            }
            name = text
        }
        adopted = try Self.adopted(body["adopt_stack_data"])
        template = try Self.template(body, adopted, isPatch: isPatch)
        files = try Self.files(body["files"])
        environmentFiles = body["environment_files"]?.array?.compactMap(\.string) ?? []
        var object: JSON.Object = [:]
        if let given = body["environment"], environmentFiles.isEmpty {
            object = try TemplateEnvironment.object(given)
        }
        environment = TemplateEnvironment(object)
        if let given = adopted?["environment"]?["parameters"]?.object {
            var parameters = given
            parameters.merge(environment.parameters)
            environment.parameters = parameters
        }
        switch body["parameters"] {
        case nil, .null: break
        case .object(let parameters): environment.parameters.merge(parameters)
        default: throw OrchestrationError.badRequest("Parameters have to be a mapping.")
        }
        for file in environmentFiles {
            guard let text = files[file] else {
                throw OrchestrationError(.badRequest, "KeyError", "'\(file)'")
            }
            let other = TemplateEnvironment(try TemplateEnvironment.object(text))
            environment.merge(other)
        }
        let minutes = body["timeout_mins"] ?? .null
        timeout = minutes.isNull ? nil : try OrchestrationService.number("timeout_mins", minutes)
        if timeout == 0 { timeout = nil }
        if let timeout, timeout > Int(Int32.max) {
            throw OrchestrationError.badRequest("Value '\(timeout)' is too large for 'timeout_mins'.")
        }
        disableRollback = try Self.flag("disable_rollback", body)
        if let given = body["converge"] {
            guard isUpdate else {
                throw OrchestrationError.badRequest(
                    "converge flag only supported in stack update (or update preview) request."
                )
            }
            converge = try OrchestrationService.flag("converge", given)
        }
        tags = try Self.tags(body["tags"])
        clearedParameters = body["clear_parameters"]?.array?.map(\.pythonText) ?? []
        let known = [
            "template", "template_url", "parameters", "environment", "files", "environment_files", "files_container",
        ]
        isEmpty =
            template == nil && environment == TemplateEnvironment() && files.isEmpty && environmentFiles.isEmpty
            && body.names.allSatisfy(known.contains)
    }

    private static func flag(_ name: String, _ body: JSON.Object) throws -> Bool? {
        guard let value = body[name], !value.isNull else { return nil }
        do {
            return try OrchestrationService.flag(name, value)
        } catch let error as OrchestrationError {
            throw OrchestrationError.invalidValue(error.message)
        }
    }

    private static func adopted(_ value: JSON?) throws -> JSON.Object? {
        guard let value, !value.isNull else { return nil }
        var object = value.object
        if let text = value.string { object = try? DocumentText.object(text) }
        guard let object else {
            throw OrchestrationError.badRequest("Invalid adopt data: it is no mapping")
        }
        guard object["template"]?.object != nil else {
            throw OrchestrationError.badRequest("Invalid adopt data: 'template'")
        }
        return object
    }

    private static func template(_ body: JSON.Object, _ adopted: JSON.Object?, isPatch: Bool) throws -> JSON.Object? {
        if let template = adopted?["template"]?.object { return template }
        let given = body["template"]
        switch given {
        case .object(let object):
            try checkSize(JSON.object(object).text.utf8.count)
            return object
        case .string(let text):
            try checkSize(text.utf8.count)
            do throws(DocumentText.Problem) {
                let object = try DocumentText.object(text)
                let keys = ["heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion"]
                guard keys.contains(where: { object[$0] != nil }) else {
                    throw DocumentText.Problem(message: "Template format version not found.")
                }
                return object
            } catch {
                throw OrchestrationError.badRequest("Template not in valid format: \(error.message)")
            }
        case nil, .null:
            if let url = body["template_url"]?.string, !url.isEmpty {
                throw OrchestrationError.badRequest(
                    "Could not retrieve template: Failed to retrieve template from \(url)"
                )
            }
            if isPatch { return nil }
            throw OrchestrationError.badRequest("No template specified")
        default:
            throw OrchestrationError.badRequest(
                "Template not in valid format: The template is not a JSON object or YAML mapping."
            )
        }
    }

    private static func checkSize(_ size: Int) throws {
        guard size <= DocumentText.templateLimit else {
            throw OrchestrationError.limitExceeded(
                "Template size (\(size) bytes) exceeds maximum allowed size (\(DocumentText.templateLimit) bytes)."
            )
        }
    }

    private static func files(_ value: JSON?) throws -> JSON.Object {
        switch value {
        case nil, .null: return [:]
        case .object(let files): return files
        default: throw OrchestrationError.badRequest("Files have to be a mapping.")
        }
    }

    static func tags(_ value: JSON?) throws -> [String]? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else {
            throw OrchestrationError.badRequest("Invalid tags, not a list: \(value.pythonText)")
        }
        let tags = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for tag in tags where tag.count > 80 {
            throw OrchestrationError.badRequest("Invalid tag, \"\(tag)\" is longer than 80 characters")
        }
        return tags
    }
}
