import Foundation

/// How URLs of a service are put together.
///
/// Catalogs differ: an endpoint may or may not end in a version, in a project's id, in a slash.
public enum EndpointURL {
    /// Joins an endpoint and path segments, percent-encoding each segment.
    ///
    /// Nothing in a segment can leave its place: slashes are encoded, and so are the points of `.` and `..`.
    public static func joining(_ base: String, _ segments: [String], query: [(String, String)] = []) -> String {
        var url = withoutTrailingSlash(base)
        for segment in segments {
            url += "/" + (segment == "." || segment == ".." ? segment.replacing(".", with: "%2E") : encoded(segment))
        }
        if !query.isEmpty {
            url += "?" + query.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
        }
        return url
    }

    /// The endpoint at a version: a version that ends it is replaced, otherwise appended.
    ///
    /// `…/image/v2` for `v2`.
    public static func versioned(_ endpoint: String, _ version: String) -> String {
        root(endpoint) + "/" + version
    }

    /// The endpoint without its version and what follows it: where the version document is.
    public static func root(_ endpoint: String) -> String {
        let endpoint = withoutTrailingSlash(endpoint)
        guard let scheme = endpoint.range(of: "://") else { return endpoint }
        var segments = endpoint[scheme.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
        if let index = segments.lastIndex(where: { isVersion($0) }), index > 0 {
            segments.removeSubrange(index...)
        }
        return endpoint[..<scheme.upperBound] + segments.joined(separator: "/")
    }

    /// Resolves what a `next` link may be: a whole URL, a path, or a query.
    ///
    /// A path that begins with a version continues the service's root, not the host's: glance writes `/v2/images?…`
    /// wherever its proxy has put it.
    public static func resolving(_ reference: String, against base: String) -> String {
        if reference.contains(#/^[A-Za-z][A-Za-z0-9+.-]*:///#) { return reference }
        let path = reference.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        if path.count > 1, path[0].isEmpty, isVersion(path[1]) {
            return root(String(base.prefix { $0 != "?" })) + reference
        }
        guard let baseURL = URL(string: base), let url = URL(string: reference, relativeTo: baseURL) else {
            return reference
        }
        return url.absoluteString
    }

    /// A URL as it may be shown: without the user and password that stand before the host in some.
    static func shown(_ url: String) -> String {
        guard let scheme = url.range(of: "://") else { return url }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return String(url[..<scheme.upperBound]) + url[url.index(after: at)...]
    }

    private static func isVersion(_ segment: Substring) -> Bool {
        guard segment.first == "v", segment.count > 1 else { return false }
        return segment.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
    }

    private static func withoutTrailingSlash(_ url: String) -> String {
        var url = Substring(url)
        while url.hasSuffix("/") { url = url.dropLast() }
        return String(url)
    }

    /// Percent-encodes everything but RFC 3986's unreserved characters.
    public static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
