public import OpenStack
import Synchronization

/// What a running test has at hand: sessions, resources with an end, checks.
///
/// Everything sent through its sessions is kept as the test's evidence.
public final class TestContext: Sendable {
    private struct State {
        var failures: [Failure] = []
        var steps: [String] = []
        var loans: [Loan] = []
    }

    /// The member that the test acts as.
    public let session: CloudSession
    /// Who the member is.
    public let credentials: UserCredentials
    /// What the tests before this one in its sequence have left for it.
    public let sequence: SequenceMemory

    let environment: RunEnvironment
    let evidence: EvidenceCollector
    let resources: ResourceLedger
    private let state = Mutex(State())

    init(environment: RunEnvironment, resources: ResourceLedger, sequence: SequenceMemory = SequenceMemory()) {
        self.environment = environment
        self.sequence = sequence
        self.resources = resources
        evidence = EvidenceCollector(environment.evidence)
        session = environment.session(of: environment.accounts.member, recordedBy: evidence)
        credentials = environment.accounts.member.credentials
    }

    // MARK: - Who acts

    /// The image service, as the member.
    public var image: ImageClient { session.image }
    /// The identity service, as the member.
    public var identity: IdentityClient { session.identity }

    /// A user in a project, and a session in that user's name.
    public struct Actor: Sendable {
        /// Who it is.
        public let credentials: UserCredentials
        /// The session.
        public let session: CloudSession
    }

    /// A member of another project; the test needs `.credentials(.alternate)`.
    public func alternate() async throws -> Actor {
        actor(try await environment.accounts.alternate(in: self))
    }

    /// A user in a new project, whom nothing else uses; the test needs `.credentials(.disposable)`.
    ///
    /// User and project are removed when the test ends.
    public func disposableUser() async throws -> Actor {
        actor(try await environment.accounts.isolated(in: self))
    }

    /// The administrator that the run was started as; the test needs `.credentials(.admin)`.
    public func administrator() throws -> Actor {
        guard let account = environment.accounts.administrator else { throw AccountsError.noAdministrator }
        return actor(account)
    }

    /// A user in a new project who may set quotas of object storage accounts; the test needs
    /// `.credentials(.storageReseller)`.
    ///
    /// User and project are removed when the test ends.
    public func storageReseller() async throws -> Actor {
        actor(try await environment.accounts.isolated(in: self, roles: [Role.storageReseller]))
    }

    private func actor(_ account: Account) -> Actor {
        Actor(
            credentials: account.credentials,
            session: environment.session(of: account, recordedBy: evidence)
        )
    }

    /// A session for the same cloud with other credentials, recorded as the test's evidence.
    public func session(_ authentication: Authentication, scope: Scope?) -> CloudSession {
        for secret in authentication.secrets { environment.redactor.learn(secret) }
        var configuration = session.configuration
        configuration.authentication = authentication
        configuration.scope = scope
        return CloudSession(configuration: configuration, transport: session.transport)
    }

    /// How requests travel that no service client sends: recorded as the test's evidence, weather kept away.
    ///
    /// A status that the test waits for is no weather, whatever it usually means.
    public func transport(awaiting statuses: Set<Int> = []) -> any Transport {
        environment.transport(recordedBy: evidence, awaiting: statuses)
    }

    /// The cloud as the run found it when it began.
    public var facts: CloudFacts { environment.facts }

    // MARK: - Names and secrets

    /// A name that nothing else in the cloud has, for things that are not resources of their own, such as tags.
    public func uniqueName(_ kind: String) -> String { environment.names.next(kind) }

    /// Hides a text wherever it would be written from now on.
    public func conceal(_ secret: Secret) { environment.redactor.learn(secret) }

    /// A password that fulfils the usual rules; hidden wherever it would be written.
    public func newPassword() -> Secret {
        let password = Secret.randomPassword()
        environment.redactor.learn(password)
        return password
    }

    // MARK: - Steps and failures

    /// Runs a part of a test under a name that failures in it carry.
    public func step<Result>(_ name: String, _ body: () async throws -> Result) async rethrows -> Result {
        state.withLock { $0.steps.append(name) }
        defer { state.withLock { _ = $0.steps.popLast() } }
        return try await body()
    }

    /// What the test has borrowed.
    var loans: [Loan] { state.withLock(\.loans) }

    func took(_ loan: Loan) { state.withLock { $0.loans.append(loan) } }

    var failures: [Failure] { state.withLock(\.failures) }

    /// Reports that a check did not hold; the test goes on.
    public func fail(_ failure: Failure) {
        var failure = failure
        failure.exchange = failure.exchange ?? evidence.numbers.last
        failure.message = environment.redactor.redacted(failure.message)
        failure.expected = failure.expected.map(environment.redactor.redacted)
        failure.actual = failure.actual.map(environment.redactor.redacted)
        state.withLock { state in
            failure.step = failure.step ?? state.steps.last
            state.failures.append(failure)
        }
    }
}

extension Secret {
    static func randomPassword() -> Secret {
        let letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        // A digit, a capital and a sign at the end satisfy the usual password policies.
        return Secret(String((0..<24).compactMap { _ in letters.randomElement() }) + "A1#")
    }
}
