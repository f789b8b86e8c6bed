import Foundation

/// The proxies a process is told to use, read from `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
///
/// Lower-case names win over upper-case ones, as in curl; `HTTP_PROXY` in upper case is read too, as Python's
/// `requests` does, which every OpenStack client is built on.
public struct ProxySettings: Sendable, Hashable {
    /// A proxy server.
    public struct Server: Sendable, Hashable {
        /// Host name or address.
        public let host: String
        /// TCP port.
        public let port: Int
        /// User and password of the proxy, when the URL had them.
        public let credentials: Credentials?
    }

    /// User and password of a proxy.
    public struct Credentials: Sendable, Hashable {
        /// The user's name.
        public let username: String
        /// The user's password.
        public let password: Secret
    }

    let http: Server?
    let https: Server?
    let exceptions: [String]

    /// No proxy at all.
    public static let none: ProxySettings = ProxySettings(environment: [:])

    /// Reads the settings from a process environment.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            [name, name.uppercased()].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy")
        http = (value("http_proxy") ?? all).flatMap(Self.server)
        https = (value("https_proxy") ?? all).flatMap(Self.server)
        exceptions = (value("no_proxy") ?? "").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            .filter { !$0.isEmpty }
    }

    /// The proxy for a URL; `nil` for a direct connection.
    ///
    /// `no_proxy` is a list of hosts, which stand for their subdomains too, IPv4 networks such as `10.0.0.0/8`, each
    /// with a port or without, or `*`.
    public func server(for url: String) -> Server? {
        guard let components = URLComponents(string: url), var host = components.host?.lowercased() else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let isSecure = components.scheme?.lowercased() == "https"
        let port = components.port ?? (isSecure ? 443 : 80)
        guard !exceptions.contains(where: { Self.exception($0, covers: host, port: port) }) else { return nil }
        return isSecure ? https : http
    }

    /// Every proxy there is.
    var servers: Set<Server> { Set([http, https].compactMap(\.self)) }

    private static func exception(_ exception: String, covers host: String, port: Int) -> Bool {
        if exception == "*" { return true }
        var name = exception[...]
        // `host:port`; an IPv6 address has more than one colon, and with a port it stands in brackets.
        if let colon = name.lastIndex(of: ":"), name[..<colon].last == "]" || !name[..<colon].contains(":"),
            let exceptionPort = Int(name[name.index(after: colon)...])
        {
            guard exceptionPort == port else { return false }
            name = name[..<colon]
        }
        if name.first == "[", name.last == "]" { name = name.dropFirst().dropLast() }
        name = name.drop { $0 == "." || $0 == "*" }
        guard !name.isEmpty else { return false }
        return host == name || host.hasSuffix("." + name) || IPv4Network(name)?.contains(host) == true
    }

    private static func server(_ text: String) -> Server? {
        guard let components = URLComponents(string: text.contains("://") ? text : "http://" + text),
            let host = components.host
        else { return nil }
        let credentials = components.user.map {
            Credentials(username: $0, password: Secret(components.password ?? ""))
        }
        let port = components.port ?? (components.scheme?.lowercased() == "https" ? 443 : 80)
        return Server(host: host, port: port, credentials: credentials)
    }
}

/// A range of addresses in `no_proxy`: `10.0.0.0/8`.
private struct IPv4Network {
    private let address: UInt32
    private let mask: UInt32

    init?(_ text: Substring) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = Self.address(parts[0]), let length = UInt32(parts[1]), length <= 32 else {
            return nil
        }
        self.address = address
        mask = length == 0 ? 0 : UInt32.max << (32 - length)
    }

    func contains(_ host: String) -> Bool {
        Self.address(host[...]).map { $0 & mask == address & mask } ?? false
    }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(0) { address, part in
            guard let address, let part else { return nil }
            return address << 8 | UInt32(part)
        }
    }
}
