import OpenStack

/// Whom the tests of a run act as.
///
/// With admin rights a project and a user are made for the run, so that tests see nothing but their own; without, the
/// tests act as the user of the cloud's entry.
final class Accounts: Sendable {
    let member: Account
    let administrator: Account?
    /// A second user that was named for the run, for clouds without admin rights.
    private let namedAlternate: Account?
    /// The resources that are the run's: its project and user.
    private let ledger: ResourceLedger?
    /// Names of the roles that the administrator can give, in lower case.
    private let roleNames: Set<String>

    private static let alternateFixture = SharedFixture<Account>("alternate user") { context in
        try await context.environment.accounts.isolated(in: context)
    }

    private init(
        member: Account,
        administrator: Account?,
        namedAlternate: Account?,
        ledger: ResourceLedger?,
        roleNames: Set<String> = []
    ) {
        self.member = member
        self.administrator = administrator
        self.namedAlternate = namedAlternate
        self.ledger = ledger
        self.roleNames = roleNames
    }

    /// Whether the run has a project of its own.
    var isIsolated: Bool { ledger != nil }

    /// Whom tests can act as, besides the member.
    var kinds: Set<CredentialKind> {
        var kinds: Set<CredentialKind> = []
        if member.credentials.password != nil { kinds.insert(.password) }
        if administrator != nil { kinds.formUnion([.admin, .disposable, .alternate]) }
        if roleNames.contains(Role.storageReseller) { kinds.insert(.storageReseller) }
        if namedAlternate != nil { kinds.insert(.alternate) }
        return kinds
    }

    /// A member of another project.
    func alternate(in context: TestContext) async throws -> Account {
        if let namedAlternate { return namedAlternate }
        return try await context.shared(Self.alternateFixture)
    }

    /// A new user in a new project, removed with the context's other resources.
    ///
    /// The user gets the roles of a member, and those named besides.
    func isolated(in context: TestContext, roles: Set<String> = []) async throws -> Account {
        guard let administrator else { throw AccountsError.noAdministrator }
        return try await Self.makeMember(
            by: administrator,
            sessionOver: context.environment.transport,
            redactor: context.environment.redactor,
            ledger: context.resources,
            extraRoles: roles
        ).account
    }

    /// Removes what was made for the run.
    func removeAll() async -> [String] { await ledger?.removeAll() ?? [] }
}

/// Why there is no account to test with.
enum AccountsError: Error {
    case noAdministrator
}

// MARK: - Setting up

extension Accounts {
    /// Logs in, and makes a project and a user for the run if the entry's user may.
    ///
    /// Without isolation none are made, and the tests act as the entry's user.
    ///
    /// - Throws: ``CloudError`` when the entry's user cannot log in.
    static func setUp(
        _ configuration: CloudConfiguration,
        alternate: CloudConfiguration?,
        isolation: Bool,
        preparation: RunPreparation
    ) async throws -> Accounts {
        let entry = try await logIn(configuration, preparation: preparation)
        var namedAlternate: Account?
        if let alternate { namedAlternate = try await logIn(alternate, preparation: preparation) }
        let roles = try await entry.session.token().roles
        let isAdministrator = roles.contains { $0.lowercased() == "admin" }
        guard isAdministrator, isolation else {
            return Accounts(member: entry, administrator: nil, namedAlternate: namedAlternate, ledger: nil)
        }
        let ledger = ResourceLedger(owner: nil, preparation: preparation)
        do {
            let member = try await makeRunMember(by: entry, ledger: ledger, preparation: preparation)
            return Accounts(
                member: member.account,
                administrator: entry,
                namedAlternate: namedAlternate,
                ledger: ledger,
                roleNames: member.knownRoles
            )
        } catch let error as CloudError where error.status == 403 {
            // A role called admin that may not make projects: a project's admin, on clouds that have such.
            _ = await Runner.sheltered { await ledger.removeAll() }
            return Accounts(member: entry, administrator: nil, namedAlternate: namedAlternate, ledger: nil)
        } catch {
            _ = await Runner.sheltered { await ledger.removeAll() }
            throw error
        }
    }

    static func logIn(
        _ configuration: CloudConfiguration,
        preparation: RunPreparation
    ) async throws -> Account {
        preparation.redactor.learn(configuration)
        let session = CloudSession(configuration: configuration, transport: preparation.transport)
        let token = try await session.token()
        preparation.redactor.learn(token.id)
        var password: Secret?
        if case .password(_, let given) = configuration.authentication { password = given }
        return Account(
            session: session,
            credentials: UserCredentials(
                userID: token.userID ?? "",
                userName: token.userName ?? "",
                userDomainID: token.userDomainID ?? "",
                password: password,
                projectID: token.projectID ?? "",
                projectName: token.projectName ?? "",
                projectDomainID: token.projectDomainID ?? ""
            )
        )
    }

    /// Makes the run's project and user, again and again while the weather prevents it, as often as a test is tried.
    private static func makeRunMember(
        by administrator: Account,
        ledger: ResourceLedger,
        preparation: RunPreparation
    ) async throws -> NewMember {
        var tries = 0
        while true {
            tries += 1
            do {
                return try await makeMember(
                    by: administrator,
                    sessionOver: preparation.transport,
                    redactor: preparation.redactor,
                    ledger: ledger
                )
            } catch let error as CloudError where error.transportError != nil {
                guard !Task.isCancelled, tries < preparation.station.policy.testTries else { throw error }
                _ = await Runner.sheltered { await ledger.removeAll() }
            }
        }
    }

    /// A user who was just made, and the names of the roles there are, in lower case.
    typealias NewMember = (account: Account, knownRoles: Set<String>)

    static func makeMember(
        by administrator: Account,
        sessionOver transport: any Transport,
        redactor: Redactor,
        ledger: ResourceLedger,
        extraRoles: Set<String> = []
    ) async throws -> NewMember {
        let session = administrator.session.over(transport)
        let domain =
            administrator.credentials.projectDomainID.isEmpty
            ? administrator.credentials.userDomainID : administrator.credentials.projectDomainID
        let password = Secret.randomPassword()
        redactor.learn(password)
        let identity = session.identity
        async let roles = identity.roles()
        let project = try await ledger.provision(.project, as: session, parent: nil) { name throws(CloudError) in
            try await identity.createProject(name: name, domainID: domain)
        }
        let user = try await ledger.provision(.user, as: session, parent: nil) { name throws(CloudError) in
            try await identity.createUser(name: name, password: password, domainID: domain)
        }
        let knownRoles = try await roles
        for role in knownRoles.ofMembers + knownRoles.filter({ extraRoles.contains($0.name?.lowercased() ?? "") }) {
            try await identity.assignRole(role.id, toUser: user.id, inProject: project.id)
        }
        var configuration = session.configuration
        configuration.authentication = .password(user: .id(user.id), password: password)
        configuration.scope = .project(.id(project.id))
        let account = Account(
            session: CloudSession(configuration: configuration, transport: transport),
            credentials: UserCredentials(
                userID: user.id,
                userName: user.name ?? "",
                userDomainID: domain,
                password: password,
                projectID: project.id,
                projectName: project.name ?? "",
                projectDomainID: domain
            )
        )
        return (account, Set(knownRoles.compactMap { $0.name?.lowercased() }))
    }
}
