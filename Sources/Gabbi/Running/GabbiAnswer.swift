import Foundation
import OpenStack
import PythonSemantics

/// An answer as tests look at it.
struct GabbiAnswer: Sendable {
    let status: Int
    /// Header fields by their names in lower case; of several with one name the values are joined.
    let headers: [String: String]
    /// The body as text; `nil` when its media type is none of text.
    let text: String?
    /// The body's value; `nil` when it is not read.
    let data: GabbiValue?

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - response: what the service sent.
    ///   - keepsBodyUnread: whether the body stays a text, whatever its media type.
    /// - Throws: ``StepProblem`` when the body is not what its media type says.
    init(_ response: APIResponse, keepsBodyUnread: Bool) throws(StepProblem) {
        status = response.status
        var headers: [String: String] = [:]
        for field in response.headers.fields {
            let name = field.name.lowercased()
            headers[name] = headers[name].map { $0 + ", " + field.value } ?? field.value
        }
        headers["status"] = String(response.status)
        self.headers = headers
        let type = MediaType(headers["content-type"] ?? "application/binary")
        text = type.isText ? try Self.decoded(response.body, type) : nil
        guard !keepsBodyUnread, !response.body.isEmpty, let full = headers["content-type"], MediaType.isJSON(full)
        else {
            data = nil
            return
        }
        do {
            data = try GabbiValue.parsed(from: response.body)
        } catch {
            throw StepProblem("the answer says it is \(full), and its body is \(error)")
        }
    }

    private static func decoded(_ body: [UInt8], _ type: MediaType) throws(StepProblem) -> String {
        let encoding: String.Encoding? =
            switch type.charset {
            case "utf-8", "utf8", "us-ascii", "ascii": .utf8
            case "iso-8859-1", "latin-1", "latin1": .isoLatin1
            case "utf-16": .utf16
            case "windows-1252", "cp1252": .windowsCP1252
            default: nil
            }
        guard let encoding, let text = String(bytes: body, encoding: encoding) else {
            throw StepProblem("the answer's body is no text in \(type.charset), as its Content-Type says")
        }
        return text
    }
}

/// A media type with its character set.
struct MediaType {
    let name: String
    let charset: String

    init(_ text: String) {
        let parts = text.trimmed.lowercased().split(separator: ";", maxSplits: 1).map { String($0).trimmed }
        name = parts.first ?? ""
        let parameters = parts.count > 1 ? parts[1].split(separator: ";").map { String($0).trimmed } : []
        charset =
            parameters.first { $0.hasPrefix("charset=") }?.dropFirst("charset=".count).description ?? "utf-8"
    }

    /// Whether a body of the type is text.
    var isText: Bool {
        name.hasPrefix("text/") || name.hasSuffix("+xml") || name.hasSuffix("+json")
            || name == "application/javascript" || name.hasPrefix("application/json")
            || name.hasPrefix("application/xml")
    }

    /// Whether a Content-Type announces one JSON document.
    static func isJSON(_ text: String) -> Bool {
        let parts = text.lowercased().split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "").trimmed
        if name.hasSuffix("+json") { return true }
        return name == "application/json" && !(parts.count > 1 && parts[1].contains("stream="))
    }
}

/// Why a step could not go on, as a sentence.
struct StepProblem: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }
}
