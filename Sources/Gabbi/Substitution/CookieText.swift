import PythonSemantics

/// The cookies of a `Set-Cookie` field without their attributes.
enum CookieText {
    private static let attributes: Set<String> = [
        "comment", "domain", "expires", "httponly", "max-age", "partitioned", "path", "samesite", "secure", "version",
    ]

    /// Names and values, in the order of the names, as a client sends them back: `a=1, b=2`.
    static func pairs(in field: String) -> String {
        var cookies: [String: String] = [:]
        // Several fields are joined by commas, which dates have too: only a comma before NAME= starts a cookie.
        let starts = field.replacing(#/,\s+(?=[^;,=\s]+=)/#, with: "; ")
        for part in starts.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            let name = String(pair[0]).trimmed
            guard !attributes.contains(name.lowercased()) else { continue }
            cookies[name] = String(pair[1]).trimmed
        }
        return cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
}
