import HTTPTypes
import Hummingbird
import NIOCore

// Object Storage API reference, “Create static website”: what anybody may read can be looked at with a browser.
extension ObjectStorageService {
    /// Whether a browser asks, or somebody who wants what a browser would see.
    func isForWeb(_ call: ObjectCall) -> Bool {
        guard call.isRead, call.path.container != nil else { return false }
        switch call.access {
        case .anonymous, .signed: return true
        case .user, .service: return call.headers[.webMode]?.isConfirmation ?? false
        }
    }

    func serveWeb(_ call: ObjectCall) async throws -> Response {
        let site = WebSite(container(call.path))
        return call.path.object == nil
            ? try await serveContainer(call, site) : try await serveObject(call, site)
    }

    // MARK: - Containers

    private func serveContainer(_ call: ObjectCall, _ site: WebSite) async throws -> Response {
        do {
            try authorize(call, list: container(call.path)?.readList)
        } catch let error as ObjectStorageError {
            return try await errorPage(error.response, call, site)
        }
        guard site.isSite else {
            if call.headers[.webMode]?.isConfirmation ?? false { throw ObjectStorageError.notFound }
            return try await respond(to: call)
        }
        guard call.endsWithSlash else { return withSlash(call) }
        guard !site.index.isEmpty else { return try await list(call, prefix: "", site) }
        var index = call
        index.path.object = site.index
        let response = try await response(to: index)
        if response.status.code == 404 { return try await list(call, prefix: "", site) }
        return response.status.code < 400 ? response : try await errorPage(response, call, site)
    }

    private func withSlash(_ call: ObjectCall) -> Response {
        let path = PercentCoding.encodePath(call.path.text)
        return .storage(.movedPermanently, headers: [.location: "\(address.base(of: Self.prefix))\(path)/"])
    }

    // MARK: - Objects

    private func serveObject(_ call: ObjectCall, _ site: WebSite) async throws -> Response {
        let response = try await response(to: call)
        if response.status.code < 400 {
            let length = response.headers[.contentLength].flatMap { Int($0) } ?? 0
            guard response.headers[.contentType] == site.folderType, length <= 1 else { return response }
        } else if response.status.code != 404 {
            return response
        }
        guard site.isSite else { return response }
        if !site.index.isEmpty {
            var index = call
            index.path.object = call.object + (call.object.hasSuffix("/") ? "" : "/") + site.index
            let response = try await self.response(to: index)
            if response.status.code < 400 { return call.object.hasSuffix("/") ? response : withSlash(call) }
        }
        guard call.object.hasSuffix("/") else {
            let query = ListingQuery(prefix: call.object + "/", limit: 1)
            guard let container = container(call.path), mayList(call, container),
                !store.read({ query.entries(of: $0.objects(of: container)).isEmpty })
            else { return try await errorPage(ObjectStorageError.notFound.response, call, site) }
            return withSlash(call)
        }
        return try await list(call, prefix: call.object, site)
    }

    private func mayList(_ call: ObjectCall, _ container: ObjectContainerRow) -> Bool {
        let path = ObjectPath(account: call.account, container: container.name)
        return (try? authorize(call.asking(.get, path, headers: call.headers), list: container.readList)) != nil
    }

    // MARK: - Pages

    private func list(_ call: ObjectCall, prefix: String, _ site: WebSite) async throws -> Response {
        let path = call.path.text + (call.path.object == nil ? "/" : "")
        guard site.listings.isConfirmation else {
            var error = ObjectStorageError.notFound
            error.text = site.disabledPage(path: path, prefix: prefix)
            return try await errorPage(error.response, call, site)
        }
        guard let container = container(call.path) else { throw ObjectStorageError.notFound }
        guard mayList(call, container) else { return try await errorPage(denial(call).response, call, site) }
        var query = ListingQuery(prefix: prefix, limit: Constraints.listing)
        query.delimiter = "/"
        let entries = store.read { query.entries(of: $0.objects(of: container)) }
        guard prefix.isEmpty || !entries.isEmpty else {
            return try await errorPage(ObjectStorageError.notFound.response, call, site)
        }
        let (links, root) = Self.signedLinks(call)
        let page = site.listingPage(entries, path: path, prefix: prefix, query: links, root: root)
        var headers: HTTPFields = [.contentType: "text/html; charset=UTF-8"]
        if call.path.object == nil, call[parameter: "format"] == nil { headers[.vary] = "Accept" }
        if case .signed = call.access { headers[text: Self.pageMark] = "staticweb" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: page)))
    }

    /// What links on a page carry on of the signature that opened it, and how far up that reaches.
    private static func signedLinks(_ call: ObjectCall) -> (String, String) {
        guard case .signed = call.access, let root = call.query.first("temp_url_prefix") else { return ("", "") }
        var parts = ["temp_url_prefix=" + PercentCoding.encodePath(root)]
        for name in ["temp_url_expires", "temp_url_sig"] {
            parts.append("\(name)=" + PercentCoding.encodePath(call.query.first(name) ?? ""))
        }
        if call.query.first("inline") != nil { parts.append("inline") }
        return ("?" + parts.joined(separator: "&amp;"), root)
    }

    /// The page the site has for an error, or the error as it is.
    private func errorPage(_ response: Response, _ call: ObjectCall, _ site: WebSite) async throws -> Response {
        guard !site.error.isEmpty else { return response }
        var get = call.asking(.get, call.path)
        get.path.object = "\(response.status.code)\(site.error)"
        var page = try await self.response(to: get)
        guard (200..<300).contains(page.status.code) else { return response }
        page.status = response.status
        return page
    }
}
