public import Foundation

/// What to serve, where, and how.
public struct EmbeddedCloudConfiguration: Sendable {
    /// The address to listen on; default `127.0.0.1`.
    public var host: String
    /// The TCP port; 0, the default, takes any free one.
    public var port: Int
    /// Gives every service a port of its own instead: the usual one, such as 5000 for identity, plus this; nil, the default,
    /// for one port.
    public var usualPorts: Int?
    /// Serve https; nil, the default, for http.
    public var tls: CloudCertificate?
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
    /// Whether stacks can be abandoned, and adopted: `enable_stack_abandon` and `enable_stack_adopt` of the orchestration
    /// service; default false, as there.
    public var allowsAbandonAndAdopt: Bool
    /// How long a token is valid, in seconds; default a day.
    public var tokenLifetime: Int
    /// The longest image, in bytes; default 1 GiB.
    public var maximumImageSize: Int
    /// Where images may be downloaded from.
    var importFilter = ImportFilter()
    /// How long what the cloud does takes; by default every transition takes five milliseconds.
    public var pace: CloudPace
    /// How much longer requests take than they must; the first that fits a request counts.
    public var latencies: [CloudLatency]
    /// Which requests are not answered as they should be; the first that fits a request counts.
    public var faults: [CloudFault]
    /// The present, for tests about expiry.
    public var now: @Sendable () -> Date

    /// A cloud in memory on a free port of 127.0.0.1.
    public init() {
        host = "127.0.0.1"
        port = 0
        usualPorts = nil
        tls = nil
        stateFile = nil
        name = "embedded"
        publicURL = nil
        password = nil
        passwordHistory = 0
        allowsAbandonAndAdopt = false
        tokenLifetime = 86_400
        maximumImageSize = 1 << 30
        pace = .even(milliseconds: 5)
        latencies = []
        faults = []
        now = { Date() }
    }
}

/// How long transitions take: a server becoming active, a volume being deleted.
public struct CloudPace: Sendable {
    let value: Pace

    /// Every transition takes so many milliseconds, twenty times as many where a disk is copied, and requests take no longer
    /// than they must.
    public static func even(milliseconds: Int) -> CloudPace {
        CloudPace(value: .even(microseconds: Int64(milliseconds) * 1000))
    }

    /// Every operation and transition takes as long as was measured on a cloud of upstream's services.
    public static let real: CloudPace = CloudPace(value: .real)
}

extension CloudPace: CustomStringConvertible {
    /// `5ms`, or `real`.
    public var description: String {
        switch value {
        case .even(let microseconds): "\(microseconds / 1000)ms"
        case .real: "real"
        }
    }
}

extension EmbeddedCloudConfiguration: CustomStringConvertible {
    /// Without the password.
    public var description: String {
        "\(name) on \(host):\(port), " + (stateFile.map { "state in \($0)" } ?? "state in memory")
    }
}
