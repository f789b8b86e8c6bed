import Foundation
import HTTPTypes
import Hummingbird

// Object Storage API reference, “Temporary URL middleware”: a signature in the query opens one object for a while.
extension ObjectStorageService {
    /// A call that a signature allows, and what its answer needs.
    struct SignedCall: Sendable {
        var call: ObjectCall
        var expires: Int
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .put, .post, .delete]

    /// The call without its signature; nil if it has none, 401 if that isn't good.
    func temporaryURL(_ call: ObjectCall) throws -> SignedCall? {
        let query = call.query
        guard query.items.contains(where: { $0.name == "temp_url_sig" || $0.name == "temp_url_expires" }) else {
            return nil
        }
        func refusal() -> ObjectStorageError {
            var error = Self.unauthorized(ObjectPath(account: "unknown"))
            error.text = call.method == .head ? "" : "401 Unauthorized: Temp URL invalid\n"
            return error
        }
        let prefix = query.first("temp_url_prefix")
        guard let signature = query.first("temp_url_sig").flatMap({ RequestSignature($0) }),
            let given = query.first("temp_url_expires"), let expires = Self.expiry(given),
            expires >= clock.now.startedSeconds, Self.methods.contains(call.method), let container = call.path.container
        else { throw refusal() }
        let mayBeContainer = call.isRead && prefix == ""
        guard mayBeContainer || call.object.contains(where: { $0 != "/" }) else { throw refusal() }
        // Where clients come from isn't known here, so a range of addresses can't be kept to.
        guard query.first("temp_url_ip_range") == nil else { throw refusal() }
        if let prefix, !call.object.utf8.starts(with: prefix.utf8) { throw refusal() }
        let path = "/v1/\(call.account)/\(container)/\(prefix ?? call.object)"
        guard let scope = scope(signature, call, path, isPrefix: prefix != nil, expires) else { throw refusal() }
        if !call.isRead {
            for name in [HTTPField.Name.objectManifest, .symlinkTarget, .copyFrom] where call.headers[name] != nil {
                throw ObjectStorageError(
                    .badRequest,
                    "The header '\(HeaderName.title(name.rawName))' is not allowed in this tempurl"
                )
            }
        }
        var signed = call
        signed.access = .signed(scope)
        return SignedCall(call: signed, expires: expires)
    }

    private static func expiry(_ text: String) -> Int? {
        Int(text) ?? Timestamp(iso: text)?.startedSeconds
    }

    /// What the signature opens; nil if no key made it.
    private func scope(
        _ signature: RequestSignature,
        _ call: ObjectCall,
        _ path: String,
        isPrefix: Bool,
        _ expires: Int
    ) -> ObjectAccess.SignedScope? {
        let account = store.read { $0.accounts[call.account]?.headers } ?? StoredHeaders()
        let container = container(call.path)?.headers ?? StoredHeaders()
        let methods = call.method == .head ? ["HEAD", "GET", "POST", "PUT"] : [call.method.rawValue]
        // Clients sign the path of the URL, which has our prefix in front of what upstream's has.
        let texts = methods.flatMap { method in
            [path, "/\(Self.prefix)\(path)"].map { "\(method)\n\(expires)\n\(isPrefix ? "prefix:" : "")\($0)" }
        }
        func isSigned(_ keys: [String]) -> Bool {
            keys.contains { key in texts.contains { signature.signs($0, key: key) } }
        }
        if isSigned(account.temporaryURLKeys(of: .account)) { return .account(call.account) }
        guard isSigned(container.temporaryURLKeys(of: .container)) else { return nil }
        return .container(account: call.account, container: call.container)
    }

    /// Answers a call that a signature allows.
    func answer(_ signed: SignedCall) async throws -> Response {
        let call = signed.call
        do {
            var response = try await answerOrdinary(call)
            guard (200..<300).contains(response.status.code) else { return response }
            Self.hideMetadata(&response.headers)
            guard call.isRead else { return response }
            let isPage = response.headers[text: Self.pageMark] != nil
            response.headers[text: Self.pageMark] = nil
            if call.path.object == nil, !isPage {
                var error = Self.unauthorized(ObjectPath(account: "unknown"))
                error.text = "401 Unauthorized: Temp URL invalid\n"
                throw error
            }
            response.headers[.contentDisposition] = Self.disposition(call, response, isInline: isPage)
            response.headers[.expires] = HTTPDate.text(seconds: signed.expires)
            return response
        } catch var error as ObjectStorageError {
            Self.hideMetadata(&error.headers)
            throw error
        }
    }

    /// Tells an answer that is a page made up by the service itself.
    static let pageMark = "X-Backend-Content-Generator"

    private static func hideMetadata(_ headers: inout HTTPFields) {
        let hidden = headers.map(\.name).filter {
            $0.canonicalName.hasPrefix("x-object-meta-") && !$0.canonicalName.hasPrefix("x-object-meta-public-")
        }
        for name in hidden { headers[name] = nil }
    }

    private static func disposition(_ call: ObjectCall, _ response: Response, isInline: Bool) -> String {
        func formatted(_ kind: String, _ name: String) -> String {
            "\(kind); filename=\"\(PercentCoding.encodePath(name, keeping: " /"))\"; "
                + "filename*=UTF-8''\(PercentCoding.encodePath(name))"
        }
        let name = call.query.first("filename").flatMap { $0.isEmpty ? nil : $0 }
        if isInline || call[parameter: "inline"] != nil { return name.map { formatted("inline", $0) } ?? "inline" }
        if let name { return formatted("attachment", name) }
        if let kept = response.headers[.contentDisposition] { return kept.replacing("\n", with: "%0A") }
        return formatted("attachment", String(call.object.split(separator: "/").last ?? ""))
    }
}

extension Query {
    /// The first value of a name.
    func first(_ name: String) -> String? { items.first { $0.name == name }?.value }
}
