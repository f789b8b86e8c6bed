public import OpenStack

extension TestContext {
    /// Makes a resource under a name of its own and promises to remove it.
    ///
    /// The name stands in the journal before the request is sent. The resource is removed after the test, last made
    /// first removed; what cannot be removed is reported beside the outcome.
    ///
    /// - Parameters:
    ///   - kind: what it is.
    ///   - session: who makes and removes it; the member unless said otherwise.
    ///   - parent: where to look for it, for kinds that are not found by their name alone.
    ///   - create: makes a resource with the name given.
    /// - Returns: the resource as the service described it when it made it.
    /// - Throws: what making it throws; what may have been made all the same is looked for and removed after the test.
    public func provision<Resource: CloudResource>(
        _ kind: ResourceKind,
        as session: CloudSession? = nil,
        parent: String? = nil,
        create: (_ name: String) async throws(CloudError) -> Resource
    ) async throws(CloudError) -> Resource {
        try await resources.provision(kind, as: session ?? self.session, parent: parent, create: create)
    }

    /// Says that a resource is gone because the test removed it, so that nobody has to look for it.
    public func confirmRemoved(_ resource: some CloudResource) async {
        await resources.confirmRemoved(id: resource.id)
    }

    /// A resource that many tests read and none changes, made once for all of them.
    ///
    /// - Throws: what making it throws; every test that shares it learns that.
    public func shared<Value: Sendable>(_ fixture: SharedFixture<Value>) async throws -> Value {
        try await environment.fixtures.value(of: fixture, for: self)
    }
}
