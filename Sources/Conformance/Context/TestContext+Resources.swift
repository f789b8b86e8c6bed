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

    /// Watches over a request that makes a resource and that the test sends by itself.
    ///
    /// A name that only this run can have given goes into the journal before the request is sent. A resource with any
    /// other name goes there when the service has told its id: by such a name nothing is ever removed.
    ///
    /// - Parameters:
    ///   - kind: what the request makes.
    ///   - name: the name that the request gives it; `nil` for none.
    ///   - parent: where to look for it, for kinds that are not found by their name alone.
    ///   - send: sends the request and says what came of it.
    /// - Returns: what sending it gave.
    /// - Throws: what sending it throws.
    public func watchingOver<Answer>(
        _ kind: ResourceKind,
        named name: String?,
        parent: String? = nil,
        _ send: () async throws -> (Answer, ResourceRequestEnd)
    ) async throws -> Answer {
        if let name, resources.isOwn(name) {
            await resources.announce(kind, named: name, as: session, parent: parent)
            let (answer, end) = try await send()
            await resources.settle(named: name, end)
            return answer
        }
        let (answer, end) = try await send()
        if case .made(let id) = end {
            // The journal tells resources apart by their names.
            let label = (name.map { $0 + " " } ?? "") + id
            await resources.announce(kind, named: label, as: session, parent: parent)
            await resources.settle(named: label, end)
        }
        return answer
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
