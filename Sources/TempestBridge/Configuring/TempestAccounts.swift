import Foundation
import OpenStack

/// The users that are there for tests where nobody may make some: accounts.yaml.
///
/// Tempest takes each entry for a user of its own, and gives none to two tests at the same time. Most classes of compute
/// want a reader in the member's project, and a member may read: where no other user is given, the same user stands
/// there a second time, which Tempest takes for another one since it is written with its project's id. What such an entry
/// must not be taken for is a user of another project; for that `others` have to be.
public struct TempestAccounts: Sendable {
    private let user: TempestUser
    private let alternates: [TempestUser]
    private let readers: [TempestUser]
    private let network: String?

    init(_ user: TempestUser, _ others: [TempestUser], network: String?) {
        self.user = user
        alternates = others.filter { $0.projectID != user.projectID }
        readers = others.filter { $0.projectID == user.projectID && $0.id != user.id }
        self.network = network
    }

    /// Whether there is a user of another project.
    private var hasAlternate: Bool { !alternates.isEmpty }

    /// What is missing of the credentials that a class of tests names; `nil` when there is somebody for each.
    func missing(of credentials: [String]) -> String? {
        if let missing = credentials.first(where: { !has($0) }) { return missing }
        // Two that are named by their roles are two users, even where the roles are the same.
        let lists = credentials.filter { $0.hasPrefix("[") }
        let holders = ([user] + alternates).count { user in lists.contains { Self.holds($0, user) } }
        return lists.count > holders ? "alt" : nil
    }

    private func has(_ credential: String) -> Bool {
        switch credential {
        case "primary", "project_member", "project_reader": true
        case "alt": hasAlternate
        case let list where list.hasPrefix("["): Self.holds(list, user)
        default: false
        }
    }

    /// Whether a user has all roles of a list: `[role,role]`.
    private static func holds(_ list: String, _ user: TempestUser) -> Bool {
        list.dropFirst().dropLast().split(separator: ",").allSatisfy { user.roles.contains(String($0)) }
    }

    /// The file.
    ///
    /// Users of other projects come first: whoever is wanted without a role is the first that is free. They have no
    /// reader: a member is taken from the project that has most.
    var text: String {
        let lines = ["# Written by `fits tempest configure`: users of entries of clouds.yaml."]
        return
            (lines
            + alternates.flatMap { member($0, network: nil) }
            + member(user, network: network)
            + reader(readers.first ?? user, of: user)).joined(separator: "\n") + "\n"
    }

    private func member(_ user: TempestUser, network: String?) -> [String] {
        entry(user, roles: roles(of: user), network: network, extra: [])
    }

    private func reader(_ reader: TempestUser, of user: TempestUser) -> [String] {
        let isSame = reader.id == user.id
        let note = isSame ? [("project_id", user.projectID)] : []
        return entry(reader, roles: ["reader"], network: nil, extra: note)
    }

    /// What the user's token says, and that a member is one also where the role is called otherwise.
    private func roles(of user: TempestUser) -> [String] {
        Set(user.roles + ["member"]).subtracting(["reader"]).sorted()
    }

    private func entry(
        _ user: TempestUser,
        roles: [String],
        network: String?,
        extra: [(String, String)]
    ) -> [String] {
        var lines = [
            "- username: \(quoted(user.name))",
            "  password: \(quoted(user.password.revealed))",
            "  project_name: \(quoted(user.projectName))",
        ]
        lines += extra.map { "  \($0): \(quoted($1))" }
        lines += [
            "  user_domain_name: \(quoted(user.domainName))",
            "  project_domain_name: \(quoted(user.projectDomainName))",
            "  domain_name: \(quoted(user.domainName))",
            "  roles: [\(roles.map(quoted).joined(separator: ", "))]",
        ]
        if let network { lines += ["  resources:", "    network: \(quoted(network))"] }
        return lines
    }

    /// JSON's strings are YAML's, too.
    private func quoted(_ text: String) -> String { JSON.string(text).description }
}
