public import OpenStack

extension ArchitectureBundle.Needs {
    /// What a cloud does not have of it, a sentence each; empty when it has everything.
    ///
    /// - Throws: ``DeploymentFailure`` when the cloud cannot be asked.
    public func missing(in session: CloudSession) async throws(DeploymentFailure) -> [String] {
        let catalog: ServiceCatalog
        do throws(CloudError) {
            catalog = try await session.token().catalog
        } catch {
            throw DeploymentFailure(error)
        }
        var missing = services.filter { !catalog.has(ServiceType.named($0)) }
            .map { "the catalog has no service of the type \($0)" }
        if externalNetwork, catalog.has(.network) {
            let found = try await CloudAccess(session: session)
                .send(.network, .get, ["networks"], query: [("router:external", "true")])
            if found["networks"].array?.isEmpty ?? true { missing.append("no network leads out of the cloud") }
        }
        return missing
    }
}
