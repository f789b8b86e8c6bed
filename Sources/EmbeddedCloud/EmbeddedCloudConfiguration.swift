public import Foundation

/// What to serve, where, and how.
public struct EmbeddedCloudConfiguration: Sendable {
    /// The address to listen on; default `127.0.0.1`.
    public var host: String
    /// The TCP port; 0, the default, takes any free one.
    public var port: Int
    /// The SQLite file all state lives in, image data too; nil, the default, keeps it in memory.
    ///
    /// The file is made readable for its owner only, as it holds the accounts' password.
    public var stateFile: String?
    /// Begins the names of the clouds.yaml entries and of the images; default `embedded`.
    public var name: String
    /// The URL clients reach the cloud at, without a slash at its end; nil, the default, is `http://host:port` as bound.
    public var publicURL: String?
    /// The password of every account the cloud is made with; secret.
    ///
    /// Nil, the default, takes the state file's, or makes one up for a new state. A password given replaces the state file's.
    public var password: String?
    /// How many passwords, the present one included, a user can't choose again: `[security_compliance]
    /// unique_last_password_count` of the identity service; 0, the default, for no such rule.
    public var passwordHistory: Int
    /// How long a token is valid, in seconds; default a day.
    public var tokenLifetime: Int
    /// The longest image, in bytes; default 1 GiB.
    public var maximumImageSize: Int
    /// The present, for tests about expiry.
    public var now: @Sendable () -> Date

    /// A cloud in memory on a free port of 127.0.0.1.
    public init() {
        host = "127.0.0.1"
        port = 0
        stateFile = nil
        name = "embedded"
        publicURL = nil
        password = nil
        passwordHistory = 0
        tokenLifetime = 86_400
        maximumImageSize = 1 << 30
        now = { Date() }
    }
}

extension EmbeddedCloudConfiguration: CustomStringConvertible {
    /// Without the password.
    public var description: String {
        "\(name) on \(host):\(port), " + (stateFile.map { "state in \($0)" } ?? "state in memory")
    }
}
