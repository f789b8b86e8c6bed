import Foundation

/// What URLs without scheme and host are relative to: a service's endpoint.
struct GabbiTarget: Sendable {
    let usesTLS: Bool
    let host: String
    let port: Int?
    /// The endpoint's path, which is put before every path that does not start with it.
    let prefix: String

    /// Reads an endpoint; `nil` when it is no URL.
    init?(_ endpoint: String) {
        guard let components = URLComponents(string: endpoint), let host = components.host, !host.isEmpty else {
            return nil
        }
        usesTLS = components.scheme?.lowercased() == "https"
        self.host = host
        port = components.port
        prefix = components.percentEncodedPath
    }

    /// Host and port, the port left out where it is the usual one.
    fileprivate func hostAndPort(usesTLS: Bool) -> String {
        let host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let port, port != (usesTLS ? 443 : 80) else { return host }
        return "\(host):\(port)"
    }
}

/// A request's URL in its parts.
struct GabbiURL {
    let scheme: String
    let hostAndPort: String
    private let path: String
    private let query: String

    /// Makes a whole URL of what a test says.
    ///
    /// - Parameters:
    ///   - text: a URL, or a path with or without a query.
    ///   - parameters: what is added to the query, encoded already; empty for nothing.
    ///   - target: what a path is relative to.
    ///   - usesTLS: whether to use TLS for a path.
    /// - Throws: ``StepProblem`` for a path without a target.
    init(_ text: String, parameters: String, target: GabbiTarget?, usesTLS: Bool?) throws(StepProblem) {
        var rest = text.prefix { $0 != "#" }
        if let match = rest.prefixMatch(of: #/([A-Za-z][A-Za-z0-9+.-]*):/#) {
            scheme = match.1.lowercased()
            rest = rest[match.range.upperBound...]
            if rest.hasPrefix("//") {
                rest = rest.dropFirst(2)
                let authority = rest.prefix { $0 != "/" && $0 != "?" }
                hostAndPort = String(authority)
                rest = rest[authority.endIndex...]
            } else {
                hostAndPort = ""
            }
            path = String(rest.prefix { $0 != "?" })
        } else {
            guard let target else {
                throw StepProblem("\"\(text)\" is relative to a service, and nothing says to which")
            }
            let usesTLS = usesTLS ?? target.usesTLS
            scheme = usesTLS ? "https" : "http"
            hostAndPort = target.hostAndPort(usesTLS: usesTLS)
            var path = String(rest.prefix { $0 != "?" })
            if !target.prefix.isEmpty, !path.hasPrefix(target.prefix) {
                var prefix = target.prefix[...]
                while prefix.hasSuffix("/") { prefix = prefix.dropLast() }
                path = prefix + "/" + path.drop { $0 == "/" }
            }
            self.path = path.isEmpty || path.hasPrefix("/") ? path : "/" + path
        }
        let query = rest.firstIndex(of: "?").map { String(rest[$0...].dropFirst()) } ?? ""
        self.query = [query, parameters].filter { !$0.isEmpty }.joined(separator: "&")
    }

    /// The whole URL, with everything encoded that has to be.
    var text: String {
        "\(scheme)://\(hostAndPort)" + Self.encoded(path) + (query.isEmpty ? "" : "?" + Self.encoded(query))
    }

    /// Percent-encodes what may not stand in a URL; what is encoded already stays.
    private static func encoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var encoded = ""
        for (index, byte) in bytes.enumerated() {
            let isEscape =
                byte == UInt8(ascii: "%") && index + 2 < bytes.count
                && bytes[index + 1...index + 2].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            let character = Character(Unicode.Scalar(byte))
            if isEscape || character.isUnreserved || ":/?@!$&'()*+,;=".contains(character) {
                encoded.append(character)
            } else {
                encoded += Self.escape(byte)
            }
        }
        return encoded
    }

    /// Names and values as a form sends them: blanks as `+`.
    static func query(_ parameters: [(String, String)]) -> String {
        func encoded(_ text: String) -> String {
            text.utf8.map { byte in
                let character = Character(Unicode.Scalar(byte))
                return character == " " ? "+" : character.isUnreserved ? String(character) : escape(byte)
            }.joined()
        }
        return parameters.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }
}

extension Character {
    /// Whether the character stands for itself everywhere in a URL (RFC 3986, 2.3).
    fileprivate var isUnreserved: Bool { isASCIILetter || isASCIIDigit || "-._~".contains(self) }
}
