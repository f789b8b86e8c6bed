import PythonSemantics

/// The parts of a URL that `make_url` puts together.
enum URLParts {
    /// The arguments, in the order in which Heat looks at them.
    static let names = ["scheme", "username", "password", "host", "port", "path", "query", "fragment"]

    /// What is wrong with the arguments; an argument without a value is one that is not known yet.
    static func complaint(about arguments: [(key: String, value: TemplateValue?)], of name: String) -> String? {
        for part in names {
            guard let argument = arguments.first(where: { $0.key == part }) else { continue }
            guard let value = argument.value, value.isKnown else {
                // Heat looks no further than the query.
                if part == "query" { return nil }
                continue
            }
            switch part {
            case "query":
                return value.map == nil ? "the query of \(name) must be a map" : nil
            case "port":
                if let complaint = portComplaint(value, name) { return complaint }
            default:
                if value.string == nil { return "the \(part) of \(name) must be text, not \(value.kindName)" }
            }
        }
        return nil
    }

    private static func portComplaint(_ value: TemplateValue, _ name: String) -> String? {
        guard let number = Python.int(value) else { return "the port of \(name) must be a number" }
        return (1...65535).contains(number) ? nil : "\(number) is no port: \(name) takes 1 to 65535"
    }

    /// The URL of arguments that are well formed.
    static func url(_ arguments: TemplateMap, of name: String) throws(ResolutionFailure) -> String {
        func text(_ part: String) throws(ResolutionFailure) -> String {
            guard let value = arguments[part] else { return "" }
            guard let text = value.string else {
                throw ResolutionFailure("the \(part) of \(name) must be text, not \(value.kindName)")
            }
            return text
        }
        let scheme = try text("scheme")
        guard !scheme.contains(":") else { throw ResolutionFailure("the scheme of \(name) must not have a ':' in it") }
        var authority = ""
        let (username, password) = (escaped(try text("username"), safe: ""), escaped(try text("password"), safe: ""))
        if !username.isEmpty || !password.isEmpty {
            authority += username
            if !password.isEmpty { authority += ":" + password }
            authority += "@"
        }
        var host = try text("host")
        if host.hasPrefix("["), host.hasSuffix("]"), host.count > 1 { host = String(host.dropFirst().dropLast()) }
        host = escaped(host, safe: ":")
        authority += host.contains(":") ? "[\(host)]" : host
        if let port = arguments["port"], port.isTruthy { authority += ":" + port.text }
        let path = escaped(try text("path"), safe: "/")
        let query = (arguments["query"]?.map ?? TemplateMap()).map { key, value in
            (formEncoded(key) + "=" + formEncoded(value.text)).replacing("%2F", with: "/")
        }.joined(separator: "&")
        return assembled(scheme, authority, path, query, escaped(try text("fragment"), safe: "/"))
    }

    /// As Python's `urlunsplit` puts the parts together.
    private static func assembled(
        _ scheme: String,
        _ authority: String,
        _ path: String,
        _ query: String,
        _ fragment: String
    ) -> String {
        var url = path
        let hasAuthority = !authority.isEmpty
        if hasAuthority || (!scheme.isEmpty && Self.hierarchical.contains(scheme) && !url.hasPrefix("//")) {
            if !url.isEmpty, !url.hasPrefix("/") { url = "/" + url }
            url = "//" + authority + url
        }
        if !scheme.isEmpty { url = scheme + ":" + url }
        if !query.isEmpty { url += "?" + query }
        if !fragment.isEmpty { url += "#" + fragment }
        return url
    }

    /// The schemes whose URLs have an authority, even an empty one.
    private static let hierarchical: Set<String> = [
        "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews", "prospero",
        "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss",
    ]

    private static func formEncoded(_ text: String) -> String {
        escaped(text, safe: " ").replacing(" ", with: "+")
    }

    /// Everything but unreserved characters and those that are safe, in percent encoding.
    private static func escaped(_ text: String, safe: String) -> String {
        let safe = Set(safe.utf8)
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where safe.contains(byte): escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + Hexadecimal.text(byte).uppercased()
            }
        }
        return escaped
    }
}
