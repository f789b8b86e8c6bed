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

    /// Something the test has for itself and leaves as it found it, for the next test to use.
    ///
    /// - Throws: what making it throws.
    public func borrowed<Value: Sendable>(_ fixture: LentFixture<Value>) async throws -> Value {
        let loan = try await environment.fixtures.lend(fixture, to: self)
        took(loan)
        return value(of: loan, as: fixture)
    }

    /// Something of the same kind for the test to change or remove as it likes: what others no longer need, or a new one.
    ///
    /// It is removed after the test like what the test made itself.
    ///
    /// - Throws: what making it throws.
    public func taken<Value: Sendable>(_ fixture: LentFixture<Value>) async throws -> Value {
        let loan = try await environment.fixtures.lend(fixture, to: self)
        resources.take(over: loan.resources)
        return value(of: loan, as: fixture)
    }

    /// Leaves a resource that the test made for others to borrow, if the test passes.
    ///
    /// - Parameters:
    ///   - resource: what the test made; it is no longer removed after the test.
    ///   - fixture: what it is as good as.
    public func leave<Value: CloudResource>(_ resource: Value, as fixture: LentFixture<Value>) {
        let own = ResourceLedger(owner: nil, preparation: environment.preparation)
        own.take(over: resources, onlyID: resource.id)
        took(Loan(fixture: fixture.name, value: resource, exchanges: evidence.numbers, resources: own))
    }

    private func value<Value: Sendable>(of loan: Loan, as fixture: LentFixture<Value>) -> Value {
        guard let value = loan.value as? Value else { preconditionFailure("two fixtures are called \(fixture.name)") }
        return value
    }
}
