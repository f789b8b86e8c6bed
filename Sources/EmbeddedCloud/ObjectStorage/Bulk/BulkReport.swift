import HTTPTypes
import Hummingbird
import NIOCore

/// What became of many things done in one request, in the form the client accepts.
struct BulkReport {
    private(set) var failures: [(name: String, status: String)] = []
    private(set) var done = 0
    private(set) var notFound = 0
    private let kind: Kind
    /// Nil where the client accepts no form there is.
    private let format: String?
    private var hasServerFailure = false

    enum Kind: String {
        case delete, extract, upload
    }

    init(_ call: ObjectCall, kind: Kind, fallback: String?) {
        self.kind = kind
        let offers = ["text/plain", "application/json", "application/xml", "text/xml"]
        let best = try? AcceptHeader.best(of: offers, for: call.headers[.accept], default: "text/plain")
        format = best ?? fallback
    }

    /// Whether the client accepts a form.
    var isWanted: Bool { format != nil }

    mutating func fail(_ name: String, _ status: String) { failures.append((name, status)) }

    mutating func succeed() { done += 1 }

    /// Counts the answer to a deletion.
    mutating func count(_ response: Response, of name: String) {
        switch response.status.code {
        case 200..<300: done += 1
        case 404: notFound += 1
        default:
            if response.status.code >= 500 { hasServerFailure = true }
            fail(PercentCoding.encodePath(name), StatusText.line(response.status))
        }
    }

    mutating func count(_ error: ObjectStorageError, of name: String) {
        if error.status == .notFound {
            notFound += 1
        } else {
            fail(PercentCoding.encodePath(name), error.text ?? error.statusLine)
        }
    }

    mutating func noteServerFailure() { hasServerFailure = true }

    // MARK: - Answers

    /// The report of what was done; with the given text if that was nothing.
    func finish(emptyText: String) -> Response {
        var status = kind == .extract ? "201 Created" : "200 OK"
        var text = ""
        if !failures.isEmpty {
            status = hasServerFailure ? "502 Bad Gateway" : "400 Bad Request"
        } else if done == 0, notFound == 0 {
            status = "400 Bad Request"
            text = emptyText
        }
        return response(.ok, [("Response Status", .string(status)), ("Response Body", .string(text))] + numbers)
    }

    /// The report of something that ended the whole.
    func refusal(_ error: ObjectStorageError, withStatus: Bool) -> Response {
        guard kind != .upload else {
            let text = error.text ?? StatusText.words(error.status)
            guard withStatus else { return response(error.status, []) }
            return response(
                .accepted,
                [("Response Status", .string(error.statusLine)), ("Response Body", .string(text))],
                after: " \r\n\r\n"
            )
        }
        return response(
            .ok,
            [("Response Status", .string(error.statusLine)), ("Response Body", .string(error.text ?? ""))] + numbers
        )
    }

    /// The report of an upload that was to be told of in the body.
    func success(_ answer: Response) -> Response {
        response(
            .accepted,
            [
                ("Response Status", .string(StatusText.line(answer.status))), ("Etag", JSON(answer.headers[.eTag])),
                ("Last Modified", JSON(answer.headers[.lastModified])), ("Response Body", ""),
            ],
            after: " \r\n\r\n"
        )
    }

    private var numbers: [(String, JSON)] {
        switch kind {
        case .delete: [("Number Deleted", .int(done)), ("Number Not Found", .int(notFound))]
        case .extract: [("Number Files Created", .int(done))]
        case .upload: []
        }
    }

    private func response(
        _ status: HTTPResponse.Status,
        _ members: [(String, JSON)],
        after start: String = ""
    ) -> Response {
        Response(
            status: StatusText.spelled(status),
            headers: [.contentType: format ?? "text/html; charset=UTF-8"],
            body: .init(byteBuffer: ByteBuffer(string: start + text(members)))
        )
    }

    private func text(_ members: [(String, JSON)]) -> String {
        let sorted = members.sorted { $0.0 < $1.0 }
        switch format {
        case "application/json":
            var object = JSON.Object()
            for (name, value) in members { object[name] = value }
            object["Errors"] = .array(failures.map { JSON([$0.name, $0.status]) })
            return JSON.object(object).text
        case "application/xml", "text/xml":
            var out = "<\(kind.rawValue)>\n"
            for (name, value) in sorted {
                let tag = name.replacing(" ", with: "_").lowercased()
                out += "<\(tag)>\(Markup.escaped(value.pythonText))</\(tag)>\n"
            }
            out += "<errors>\n"
            for failure in failures {
                out += "<object><name>\(Markup.escaped(failure.name))</name>"
                out += "<status>\(Markup.escaped(failure.status))</status></object>\n"
            }
            return out + "</errors>\n</\(kind.rawValue)>\n"
        default:
            let lines = sorted.map { "\($0.0): \($0.1.pythonText)\n" }
            return lines.joined() + "Errors:\n" + failures.map { "\($0.name), \($0.status)\n" }.joined()
        }
    }
}
