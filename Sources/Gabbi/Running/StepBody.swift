import Foundation
import OpenStack

/// Makes the body of a step's request.
struct StepBody {
    let file: GabbiFile
    let step: GabbiStep
    let substitution: Substitution

    /// The bytes to send, and the value they are JSON of, if they are.
    func bytes(headers: OrderedMembers) throws(StepProblem) -> (bytes: [UInt8], value: GabbiValue?) {
        if step.data == .string("") { return ([], nil) }
        // Gabbi looks for the field in lower case only.
        let type = MediaType(headers["content-type"]?.text ?? "")
        let isJSON = MediaType.isJSON(type.name)
        var text: String
        var value: GabbiValue?
        switch step.data {
        case .array, .object:
            guard isJSON else {
                throw StepProblem(
                    type.name.isEmpty
                        ? "data is a structure, and request_headers have no content-type (in lower case) that says how to send it"
                        : "data is a structure, and \(type.name) is no form to send it in; application/json is"
                )
            }
            let replaced = try substitution.apply(step.data)
            value = replaced
            text = replaced.json
        case .string(let named) where named.hasPrefix("<@"):
            let bytes = try DataFile(folder: file.folder).bytes(String(named.dropFirst(2)))
            guard type.isText else { return (bytes, nil) }
            guard let content = String(validating: bytes, as: UTF8.self) else {
                throw StepProblem("\(named.dropFirst(2)) is no text in UTF-8")
            }
            text = content
        case .string(let plain): text = plain
        default:
            guard isJSON else {
                if case .null = step.data { return ([], nil) }
                throw StepProblem("data is \(step.data.text), and only application/json can be sent of it")
            }
            return (Array(step.data.json.utf8), step.data)
        }
        switch try substitution.apply(.string(text)) {
        case .string(let replaced): return (Array(replaced.utf8), value ?? (try? .parsed(from: Array(replaced.utf8))))
        case let other where isJSON: return (Array(other.json.utf8), other)
        case let other: throw StepProblem("data is \(other.text), and only application/json can be sent of it")
        }
    }
}

/// Reads files of data beside a file of tests.
struct DataFile {
    let folder: String

    /// What a file holds; its path is relative to the folder and may not lead out of it.
    func bytes(_ path: String) throws(StepProblem) -> [UInt8] {
        let base = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
        let url = URL(filePath: path, relativeTo: base).standardizedFileURL
        guard url.path.hasPrefix(base.path.hasSuffix("/") ? base.path : base.path + "/") else {
            throw StepProblem("\(path) is outside of the folder of the tests")
        }
        guard let data = FileManager.default.contents(atPath: url.path) else {
            throw StepProblem("\(path) cannot be read; files of data are beside the file of tests")
        }
        return Array(data)
    }
}
