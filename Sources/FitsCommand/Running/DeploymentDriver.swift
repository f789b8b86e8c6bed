import Conformance
import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures

/// Works on one deployment in its cloud.
struct DeploymentDriver {
    let settings: DeploymentSettings
    let store: DeploymentStore
    let configuration: CloudConfiguration
    let surroundings: Surroundings
    let view: DeploymentView

    /// A deployment that exists.
    ///
    /// - Throws: when there is none of the name, or its cloud is not configured any more.
    init(_ name: String, _ surroundings: Surroundings, view: DeploymentView) throws {
        let store = DeploymentStore.usual(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        guard let settings = try store.settings(of: name) else {
            let names = store.names.isEmpty ? "there is none" : "there are \(store.names.joined(separator: ", "))"
            throw CommandFailure(.usage, "there is no deployment '\(name)'; \(names)")
        }
        try self.init(settings, store, surroundings, view: view)
    }

    /// A deployment with its settings.
    init(
        _ settings: DeploymentSettings,
        _ store: DeploymentStore,
        _ surroundings: Surroundings,
        view: DeploymentView
    ) throws {
        self.settings = settings
        self.store = store
        self.view = view
        configuration = try surroundings.configuredClouds().cloud(named: settings.cloud, region: settings.region)
        self.surroundings = surroundings
    }

    /// Gives a session to a body; a signal cancels it.
    func withSession<Result: Sendable>(
        _ body: @escaping @Sendable (CloudSession) async throws -> Result
    ) async throws -> Result {
        let configuration = configuration
        return try await LiveTransport.withTransport(tls: configuration.tls, proxies: surroundings.proxies) { network in
            let session = CloudSession(configuration: configuration, transport: RetryingTransport(network))
            // Logging in first: a wrong password is one clear error, not one for each resource.
            _ = try await session.token()
            return try await cancellingOnSignal(
                notice: "stopping; `fits ra update \(settings.name)` goes on, `fits ra delete \(settings.name)` removes"
            ) { try await body(session) }
        }
    }

    // MARK: - Actions

    /// Makes the deployment, or changes it; the bundle's objects are put in place, too.
    func deploy(
        _ source: ArchitectureSource,
        rollsBack: Bool,
        width: Int?,
        in session: CloudSession
    ) async throws -> DeploymentOutcome {
        if settings.engine == "heat", try store.settings(of: settings.name) == nil,
            try await heat(session).show() != nil
        {
            throw CommandFailure(
                .usage,
                "\(settings.cloud) has a stack '\(settings.name)' already, which no deployment here made; "
                    + "give this one a --name"
            )
        }
        if let needs = source.bundle?.needs {
            let missing = try await needs.missing(in: session)
            guard missing.isEmpty else {
                throw CommandFailure(
                    .cannotStart,
                    "\(settings.cloud) does not have what \(settings.source) needs: "
                        + missing.joined(separator: "; ")
                )
            }
        }
        let earlier = try store.settings(of: settings.name)
        try store.keep(settings)
        var outcome: DeploymentOutcome
        if settings.engine == "heat" {
            var options = HeatEngine.Options()
            options.rollsBack = rollsBack
            outcome = await heat(session, options).deploy(heatSource(source))
        } else {
            var options = DirectEngine.Options()
            options.rollsBack = rollsBack
            if let width { options.width = width }
            let engine = try direct(session, options)
            let description = DeploymentDescription(
                name: settings.name,
                cloud: settings.cloud,
                source: settings.source,
                engine: settings.engine
            )
            let previous = store.snapshot(of: settings.name)?.stack(ArchitectureSource.identity(of: settings))
            outcome = await engine.deploy(source.stack, as: description, previous: previous)
        }
        if outcome.isRolledBack, let earlier {
            try store.keep(earlier)
        } else if outcome.isRolledBack, settings.engine != "heat" {
            // Nothing is there any more; Heat keeps the empty stack.
            store.forget(settings.name)
        } else if outcome.isComplete {
            try store.keep(source.snapshot, of: settings.name)
        }
        if outcome.isComplete, let bundle = source.bundle, !bundle.objects.isEmpty {
            let deployed = try await deployed(source, in: session)
            outcome.failures += await bundle.putObjects(source.files, in: deployed, session)
        }
        return outcome
    }

    /// What deploying would do.
    func preview(_ source: ArchitectureSource, in session: CloudSession) async throws -> [PlannedChange] {
        settings.engine == "heat"
            ? try await heat(session).preview(heatSource(source))
            : try await direct(session, isReader: true).preview(source.stack)
    }

    /// Removes the deployment, and forgets it when nothing is left.
    func delete(in session: CloudSession) async throws -> DeploymentOutcome {
        let outcome =
            settings.engine == "heat" ? await heat(session).delete() : await (try direct(session)).delete()
        if outcome.isComplete { store.forget(settings.name) }
        return outcome
    }

    /// The deployment as checks see it.
    func deployed(_ source: ArchitectureSource, in session: CloudSession) async throws -> DeployedStack {
        if settings.engine == "heat" {
            let engine = heat(session)
            return DeployedStack(heat: try await engine.resources(), outputs: try await engine.outputs())
        }
        let record = try DeploymentJournal.record(at: store.journalPath(settings.name))
        return DeployedStack(record, outputs: await (try direct(session, isReader: true)).outputs(of: source.stack))
    }

    // MARK: - Engines

    private func heat(_ session: CloudSession, _ options: HeatEngine.Options = HeatEngine.Options()) -> HeatEngine {
        HeatEngine(session, stack: settings.name, options: options) { [view] in view.show($0) }
    }

    private func heatSource(_ source: ArchitectureSource) -> HeatEngine.Source {
        HeatEngine.Source(
            template: source.template,
            stack: source.stack,
            environments: source.environments,
            parameters: source.parameters
        )
    }

    private func direct(
        _ session: CloudSession,
        _ options: DirectEngine.Options = DirectEngine.Options(),
        isReader: Bool = false
    ) throws -> DirectEngine {
        let path = store.journalPath(settings.name)
        let journal: DeploymentJournal
        if !isReader {
            journal = try DeploymentJournal(path: path) { [view] in view.show($0) }
        } else if FileManager.default.fileExists(atPath: path) {
            journal = try DeploymentJournal(reading: path)
        } else {
            journal = try DeploymentJournal(path: nil)
        }
        return DirectEngine(session, journal: journal, options: options)
    }
}
