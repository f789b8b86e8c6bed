import Conformance
import OpenStack

/// What files of tests find around them.
struct GabbiSurroundings: Sendable {
    /// The process's environment.
    let environment: [String: String]
    /// The service that URLs without scheme and host are of; `nil` when nobody knows.
    let service: ServiceType?

    /// Finds out what the steps of a file need to know of the cloud and the run.
    func prepare(_ file: GabbiFile, _ context: TestContext) async throws -> GabbiPreparation {
        let token = try await context.session.token()
        context.conceal(token.id)
        let configuration = context.session.configuration
        var own = [
            "OS_TOKEN": token.id.revealed,
            "OS_AUTH_URL": configuration.authURL,
            "OS_PROJECT_ID": context.credentials.projectID,
            "OS_PROJECT_NAME": context.credentials.projectName,
            "OS_USER_ID": context.credentials.userID,
            "OS_USERNAME": context.credentials.userName,
        ]
        own["OS_REGION_NAME"] = configuration.region
        for service in token.catalog.services {
            let type = ServiceType.named(service.type)
            guard let endpoint = try? await context.session.endpoint(of: type) else { continue }
            own[type.settingsKey.uppercased() + "_ENDPOINT"] = endpoint
        }
        if file.needs(.credentials(.admin)) {
            let admin = try context.administrator()
            own["OS_ADMIN_TOKEN"] = try await self.token(of: admin, context)
        }
        if file.needs(.credentials(.alternate)) {
            let alternate = try await context.alternate()
            own["OS_ALT_TOKEN"] = try await self.token(of: alternate, context)
            own["OS_ALT_PROJECT_ID"] = alternate.credentials.projectID
        }
        var target: GabbiTarget?
        if let service { target = GabbiTarget(try await context.session.endpoint(of: service)) }
        return GabbiPreparation(
            target: target,
            own: own,
            fallback: ["PREFIX": context.uniqueName("api")],
            prefersPrefix: file.fixtures.contains("AuthenticationFixture"),
            environment: environment
        )
    }

    private func token(of actor: TestContext.Actor, _ context: TestContext) async throws -> String {
        let token = try await actor.session.token().id
        context.conceal(token)
        return token.revealed
    }
}

extension GabbiFile {
    fileprivate func needs(_ requirement: Requirement) -> Bool { header.needs.contains(requirement) }
}

/// What the steps of one walk through a file know of the cloud and the run.
struct GabbiPreparation: Sendable {
    /// What paths are relative to.
    let target: GabbiTarget?
    /// Variables that the run sets, whatever the process's environment says.
    fileprivate let own: [String: String]
    /// Variables that the run sets where the process's environment has none.
    fileprivate let fallback: [String: String]
    /// Whether the run's own prefix comes first: what is named by it can be found again.
    fileprivate let prefersPrefix: Bool
    fileprivate let environment: [String: String]

    /// The variable with a name; what it holds is hidden in the run's evidence when it sounds like a secret.
    ///
    /// Of the variables that describe a cloud only those of the run's own are given: the process's may be of another
    /// cloud, and hold its password.
    func variable(_ name: String, hiding context: TestContext) -> String? {
        if let value = own[name] ?? (prefersPrefix ? fallback[name] : nil) { return value }
        guard !name.hasPrefix("OS_") else { return nil }
        guard let value = environment[name] else { return fallback[name] }
        let sounds = ["TOKEN", "PASSWORD", "PASSPHRASE", "SECRET", "CREDENTIAL", "PRIVATE_KEY", "API_KEY"]
        if sounds.contains(where: name.uppercased().contains) { context.conceal(Secret(value)) }
        return value
    }
}
