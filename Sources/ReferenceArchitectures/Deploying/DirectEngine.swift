public import HeatTemplates
public import OpenStack

/// Deploys templates without Heat: drives the services themselves, in the order of dependencies, side by side.
///
/// Everything that it makes is in the deployment's journal before it is asked for. Whatever ends the process, another
/// one can go on: what is complete stays, what was begun is found by its name.
public struct DirectEngine: Sendable {
    let cloud: CloudAccess
    let journal: DeploymentJournal
    let options: Options
    let slots: Slots

    /// How to deploy.
    public struct Options: Sendable, Hashable {
        /// How many resources are worked on at the same time.
        public var width = 32
        /// How long one resource may take.
        public var timeout = Duration.seconds(3600)
        /// Whether a deployment that fails is taken back.
        public var rollsBack = false

        /// The usual options.
        public init() {}
    }

    /// An engine for one deployment.
    public init(_ session: CloudSession, journal: DeploymentJournal, options: Options = Options()) {
        cloud = CloudAccess(session: session)
        self.journal = journal
        self.options = options
        slots = Slots(options.width)
    }

    // MARK: - Deploying

    /// Makes what a stack has, or goes on with it; of a deployment that exists only what differs is changed.
    ///
    /// What has failed before is tried again. Resources that the stack no longer has are removed at the end.
    ///
    /// - Parameters:
    ///   - stack: what there is to be.
    ///   - description: what the deployment is.
    ///   - previous: what was there before, to be gone back to when a change fails and the options say so.
    /// - Returns: what came of it.
    public func deploy(
        _ stack: Stack,
        as description: DeploymentDescription,
        previous: Stack? = nil
    ) async -> DeploymentOutcome {
        let before = await journal.record
        let action: DeploymentAction =
            before.description == nil || before.isGone || before.action == .create && before.end != .complete
            ? .create : .update
        let clock = ContinuousClock()
        let start = clock.now
        var outcome = DeploymentOutcome()
        let pass = DeploymentPass()
        do throws(DeploymentFailure) {
            try await journal.record(.actionStarted(description, action: action))
        } catch {
            outcome.failures = [.whole(error.message)]
            return outcome
        }
        let scope = DeploymentScope(stack: stack, place: ResourcePath([]), group: nil)
        let isComplete = await establish(scope, depth: 0, in: pass)
        outcome.failures = pass.failures
        if isComplete {
            outcome.outputs = await outputs(of: scope, in: pass)
            outcome.failures += await removeWhatIsNoLongerWanted(pass)
        } else if outcome.failures.isEmpty {
            outcome.failures = [.whole("interrupted")]
        }
        if !isComplete, options.rollsBack, !Task.isCancelled {
            let left = await rollBack(action, to: previous)
            outcome.isRolledBack = left.isEmpty
            outcome.failures += left
        }
        outcome.wallTime = clock.now - start
        let critical = pass.criticalPath(of: scope)
        outcome.criticalPath = critical.resources
        outcome.criticalTime = .milliseconds(critical.seconds * 1000)
        await end(outcome.isRolledBack ? .rollback : action, outcome.failures.first)
        return outcome
    }

    /// Takes back what was made, or goes back to what there was before a change.
    ///
    /// - Returns: what could not be taken back.
    private func rollBack(_ action: DeploymentAction, to previous: Stack?) async -> [DeploymentOutcome.Failure] {
        guard action == .update else { return await remove(await journal.record.resources) }
        guard let previous else { return [.whole("nothing was taken back: what there was before is not known")] }
        let pass = DeploymentPass()
        let scope = DeploymentScope(stack: previous, place: ResourcePath([]), group: nil)
        guard await establish(scope, depth: 0, in: pass) else {
            return pass.failures.isEmpty ? [.whole("interrupted while going back")] : pass.failures
        }
        return await removeWhatIsNoLongerWanted(pass)
    }

    /// Removes everything that a deployment has made, last made first.
    public func delete() async -> DeploymentOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        var outcome = DeploymentOutcome()
        let record = await journal.record
        if let description = record.description {
            do throws(DeploymentFailure) {
                try await journal.record(.actionStarted(description, action: .delete))
            } catch {
                outcome.failures = [.whole(error.message)]
                return outcome
            }
        }
        outcome.failures = await remove(record.resources)
        outcome.wallTime = clock.now - start
        await end(.delete, outcome.failures.first)
        return outcome
    }

    /// That the end cannot be written changes nothing of what is there.
    private func end(_ action: DeploymentAction, _ failure: DeploymentOutcome.Failure?) async {
        let text = failure.map { $0.path.names.isEmpty ? $0.reason : "\($0.path): \($0.reason)" }
        try? await journal.record(.actionEnded(action: action, failure: text))
    }

    // MARK: - Outputs

    /// What the outputs of a deployment come to now.
    public func outputs(of stack: Stack) async -> [DeploymentOutcome.Output] {
        let pass = DeploymentPass()
        await learn(DeploymentScope(stack: stack, place: ResourcePath([]), group: nil), in: pass)
        return await outputs(of: DeploymentScope(stack: stack, place: ResourcePath([]), group: nil), in: pass)
    }

    private func outputs(of scope: DeploymentScope, in pass: DeploymentPass) async -> [DeploymentOutcome.Output] {
        var outputs: [DeploymentOutcome.Output] = []
        // What one output fetched serves the others.
        let shown = ShownResources()
        for definition in scope.stack.outputs {
            var output = DeploymentOutcome.Output(
                name: definition.name,
                description: definition.description,
                value: .null
            )
            do throws(DeploymentFailure) {
                output.value = try await resolved(in: scope, pass, shown) { values throws(ResolutionError) in
                    try scope.stack.value(of: definition, with: values)
                }
            } catch {
                output.problem = error.message
            }
            outputs.append(output)
        }
        return outputs
    }

    /// Resolves something with what services say of the resources that it asks for.
    func resolved<Value>(
        in scope: DeploymentScope,
        _ pass: DeploymentPass,
        _ shown: ShownResources = ShownResources(),
        _ body: (ScopeValues) throws(ResolutionError) -> Value
    ) async throws(DeploymentFailure) -> Value {
        let values = ScopeValues(scope: scope, known: pass.known, shown: shown)
        // What one attribute comes to may decide which is asked for next, but not often.
        for _ in 0..<5 {
            let result = Result { () throws(ResolutionError) in try body(values) }
            let wanted = shown.takeWanted()
            guard !wanted.isEmpty else {
                switch result {
                case .success(let value): return value
                case .failure(let error): throw DeploymentFailure("\(scope.stack.template.file):\(error)")
                }
            }
            for path in wanted.sorted() {
                guard case .made(let kind, let made)? = pass.known[path] else { continue }
                shown.keep(try await kind.show(made, in: cloud), of: path)
            }
        }
        throw DeploymentFailure("the attributes of \(scope.place) never come to an end")
    }
}
