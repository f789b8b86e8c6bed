/// Whom Tempest's tests can act as on a cloud, and what is missing.
public struct TempestCredentials: Sendable {
    /// `nil` where Tempest makes every user it wants.
    private let accounts: TempestAccounts?

    /// The credentials of a configuration.
    public init(_ configurator: TempestConfigurator) { accounts = configurator.accounts }

    /// How many workers can run: users that are there can be used by one test at a time.
    public var mostWorkers: Int? { accounts == nil ? nil : 1 }

    /// Why a test cannot run for want of somebody to act as; `nil` when it can.
    public func obstacle(to test: TempestTest) -> String? {
        guard let missing = accounts?.missing(of: test.credentials) else { return nil }
        switch missing {
        case "alt":
            return "needs a second user in another project: name an entry of clouds.yaml with --alternate-cloud"
        case let list where list.hasPrefix("["):
            return
                "needs a user with the role \(list.dropFirst().dropLast().replacing(",", with: ", ")), which an entry "
                + "with admin rights can make"
        default:
            return "needs admin rights (\(missing.replacing("_", with: " "))): use an entry that has them"
        }
    }
}
