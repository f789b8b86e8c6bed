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
    public func server(for url: String) -> Server? {
        guard let components = URLComponents(string: url), let host = components.host?.lowercased() else { return nil }
        guard !exceptions.contains(where: { Self.exception($0, covers: host, port: components.port) }) else {
            return nil
        }
        return components.scheme == "https" ? https : http
    }

    /// Every proxy there is.
    var servers: Set<Server> { Set([http, https].compactMap(\.self)) }

    private static func exception(_ exception: String, covers host: String, port: Int?) -> Bool {
        if exception == "*" { return true }
        let parts = exception.split(separator: ":", maxSplits: 1)
        if parts.count == 2, let exceptionPort = Int(parts[1]), exceptionPort != port { return false }
        let name = parts[0].drop { $0 == "." || $0 == "*" }
        return host == name || host.hasSuffix("." + name)
    }

    private static func server(_ text: String) -> Server? {
        guard let components = URLComponents(string: text.contains("://") ? text : "http://" + text),
            let host = components.host
        else { return nil }
        let credentials = components.user.map {
            Credentials(username: $0, password: Secret(components.password ?? ""))
        }
        return Server(host: host, port: components.port ?? 8080, credentials: credentials)
    }
}
