import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

// Object Storage API reference, “Form POST middleware”: a browser uploads files with a signed form.
extension ObjectStorageService {
    private static let valueLimit = 4096

    /// Takes the files of a form in, and sends the browser where the form says.
    func postForm(_ call: ObjectCall, boundary: String) async throws -> Response {
        do {
            guard case .stream(let stream) = call.body else { throw ObjectStorageError(.badRequest) }
            var form = try await MultipartForm(stream, boundary: boundary)
            return try await post(&form, call)
        } catch let error as ArchiveError {
            throw ObjectStorageError(.badRequest, "FormPost: \(error.text)", plain: true)
        }
    }

    private func post(_ form: inout MultipartForm, _ call: ObjectCall) async throws -> Response {
        var values: [String: String] = [:]
        var count = 0
        var answer: Response?
        var message = ""
        while let part = try await form.next() {
            guard let fileName = part.fileName, !fileName.isEmpty else {
                let value = try await Self.value(&form)
                if let name = part.name { values[name.lowercased()] = value }
                continue
            }
            count += 1
            guard count <= (try Self.integer("max_file_count", values)) else {
                answer = ObjectStorageError(.badRequest).response
                message = "max file count exceeded"
                break
            }
            let response = try await upload(&form, part, fileName, values, call)
            answer = response
            if !(200..<300).contains(response.status.code) { break }
        }
        if answer == nil { message = "no files to process" }
        return Self.formAnswer(
            answer ?? ObjectStorageError(.badRequest).response,
            message,
            redirect: values["redirect"] ?? ""
        )
    }

    private static func value(_ form: inout MultipartForm) async throws -> String {
        var bytes: [UInt8] = []
        while let part = try await form.read() {
            bytes += part.readableBytesView.prefix(max(0, valueLimit - bytes.count))
        }
        var text = String(decoding: bytes, as: UTF8.self)[...]
        while let last = text.unicodeScalars.last, "\r\n-".unicodeScalars.contains(last) {
            text.unicodeScalars.removeLast()
        }
        return String(text)
    }

    private static func problem(_ text: String) -> ObjectStorageError {
        ObjectStorageError(.badRequest, "FormPost: " + text, plain: true)
    }

    private static func integer(_ name: String, _ values: [String: String]) throws -> Int {
        guard let text = values[name], !text.isEmpty else { return 0 }
        guard let value = Int(text) else { throw problem("\(name) not an integer") }
        return value
    }

    private func upload(
        _ form: inout MultipartForm,
        _ part: MultipartForm.Part,
        _ fileName: String,
        _ values: [String: String],
        _ call: ObjectCall
    ) async throws -> Response {
        let limit = try Self.integer("max_file_size", values)
        var headers = HTTPFields()
        if let text = values["x_delete_at"] {
            guard Int(text) != nil else {
                throw Self.problem("x_delete_at not an integer: Unix timestamp required.")
            }
            headers[.deleteAt] = text
        }
        if let text = values["x_delete_after"] {
            guard Int(text) != nil else {
                throw Self.problem("x_delete_after not an integer: Number of seconds required.")
            }
            headers[.deleteAfter] = text
        }
        headers[.contentType] = values["content-type"] ?? part.fields["content-type"]
        headers[.contentEncoding] = values["content-encoding"] ?? part.fields["content-encoding"]
        try checkSignature(values, call)

        var upload = BlobUpload(self)
        do {
            while let bytes = try await form.read() {
                try await upload.take(bytes)
                guard upload.size <= limit else { throw Self.problem("max_file_size exceeded") }
            }
            let blob = try await upload.finish()
            var put = call.asking(.put, call.path, headers: headers)
            put.access = .service
            put.path.object = call.object + (call.path.object != nil && call.endsWithSlash ? "/" : "") + fileName
            put.headers[.contentLength] = String(blob.size)
            put.body = .stored(blob)
            let response = try await response(to: put)
            if !(200..<300).contains(response.status.code) { await blobs.remove([blob.number]) }
            return response
        } catch {
            await upload.abandon()
            throw error
        }
    }

    private func checkSignature(_ values: [String: String], _ call: ObjectCall) throws {
        func refusal(_ text: String) -> ObjectStorageError {
            var error = Self.unauthorized(call.path)
            error.text = "FormPost: " + text
            return error
        }
        guard let container = container(call.path) else { throw refusal("Invalid Signature") }
        guard try Self.integer("expires", values) >= clock.now.startedSeconds else { throw refusal("Form Expired") }
        let account = store.read { $0.accounts[call.account]?.headers } ?? StoredHeaders()
        let keys = account.temporaryURLKeys(of: .account) + container.headers.temporaryURLKeys(of: .container)
        let lines = [
            values["redirect"] ?? "", Self.text("max_file_size", values), Self.text("max_file_count", values),
            Self.text("expires", values),
        ]
        let path = call.path.text + (call.endsWithSlash ? "/" : "")
        let signature = RequestSignature(values["signature"] ?? "")
        let isGood = keys.contains { key in
            [path, "/\(Self.prefix)\(path)"].contains { path in
                signature?.signs(([path] + lines).joined(separator: "\n"), key: key) ?? false
            }
        }
        guard isGood else { throw refusal("Invalid Signature") }
    }

    private static func text(_ name: String, _ values: [String: String]) -> String {
        values[name].flatMap { $0.isEmpty ? nil : $0 } ?? "0"
    }

    private static func formAnswer(_ answer: Response, _ message: String, redirect: String) -> Response {
        let line = StatusText.line(answer.status)
        guard !redirect.isEmpty else {
            var answer = answer
            let isGood = (200..<300).contains(answer.status.code)
            answer.headers = [.contentType: "text/plain"]
            if isGood || !message.isEmpty {
                let text = message.isEmpty ? line : "\(line)\r\nFormPost: \(message.capitalized)"
                answer.body = .init(byteBuffer: ByteBuffer(string: text))
            }
            answer.headers[.contentLength] = answer.body.contentLength.map(String.init)
            return answer
        }
        let target =
            redirect + (redirect.contains("?") ? "&" : "?")
            + "status=\(answer.status.code)&message=\(PercentCoding.encodePath(message))"
        let page = "<html><body><p><a href=\"\(Markup.escaped(target))\">Click to continue...</a></p></body></html>"
        return Response(
            status: .seeOther,
            headers: [.location: target],
            body: .init(byteBuffer: ByteBuffer(string: page))
        )
    }
}
