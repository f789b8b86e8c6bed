public import HeatTemplates
public import OpenStack

/// Deploys templates through a cloud's own orchestration service.
public struct HeatEngine: Sendable {
    private let cloud: CloudAccess
    private let name: String
    private let options: Options
    private let observe: @Sendable (StackEvent) -> Void

    /// How to deploy.
    public struct Options: Sendable, Hashable {
        /// How long the whole may take.
        public var timeout = Duration.seconds(3600)
        /// Whether the service takes back what fails.
        public var rollsBack = false

        /// The usual options.
        public init() {}
    }

    /// What a stack is made of.
    public struct Source: Sendable {
        /// The template's text.
        public var template: String
        /// The template with its files, as far as it can be resolved here.
        public var stack: Stack
        /// The environments, later ones on top of earlier ones.
        public var environments: [TemplateLint.EnvironmentDocument]
        /// Values for parameters, which win over those of the environments.
        public var parameters: [String: TemplateValue]

        /// What a stack is made of.
        public init(
            template: String,
            stack: Stack,
            environments: [TemplateLint.EnvironmentDocument] = [],
            parameters: [String: TemplateValue] = [:]
        ) {
            self.template = template
            self.stack = stack
            self.environments = environments
            self.parameters = parameters
        }
    }

    /// An engine for one stack.
    ///
    /// - Parameters:
    ///   - session: the cloud.
    ///   - name: the stack's name.
    ///   - options: how to deploy.
    ///   - observe: is told of every event of the stack and those nested in it, as soon as the service has it.
    public init(
        _ session: CloudSession,
        stack name: String,
        options: Options = Options(),
        observe: @escaping @Sendable (StackEvent) -> Void = { _ in }
    ) {
        cloud = CloudAccess(session: session)
        self.name = name
        self.options = options
        self.observe = observe
    }

    /// Whether a cloud has the service.
    public static func isAvailable(in session: CloudSession) async throws(CloudError) -> Bool {
        try await session.token().catalog.has(.orchestration)
    }

    // MARK: - Actions

    /// Makes the stack, or changes the one there is, and waits until that is done.
    public func deploy(_ source: Source) async -> DeploymentOutcome {
        await act { () throws(DeploymentFailure) in
            let body = try body(source)
            if let existing = try await find() {
                // What happened before is of no interest now.
                let past = try await events(of: existing, after: nil).last?["id"].string
                try await cloud.send(.orchestration, .put, ["stacks", name, existing], json: .object(body))
                return Begun(id: existing, action: "UPDATE", lastEvent: past)
            }
            var all = body
            all["stack_name"] = .string(name)
            let made = try await cloud.send(.orchestration, .post, ["stacks"], json: .object(all))
            guard let id = made["stack"]["id"].string else {
                throw DeploymentFailure("the service does not say which stack it made")
            }
            return Begun(id: id, action: "CREATE", lastEvent: nil)
        }
    }

    /// Removes the stack with everything in it; that there is none is as good.
    public func delete() async -> DeploymentOutcome {
        await act { () throws(DeploymentFailure) in
            guard let existing = try await find() else { return nil }
            let past = try await events(of: existing, after: nil).last?["id"].string
            try await cloud.send(.orchestration, .delete, ["stacks", name, existing])
            return Begun(id: existing, action: "DELETE", lastEvent: past)
        }
    }

    /// What deploying would do; nothing is changed.
    public func preview(_ source: Source) async throws(DeploymentFailure) -> [PlannedChange] {
        guard let existing = try await find() else {
            return source.stack.resources.map {
                PlannedChange(
                    path: ResourcePath([$0.name]),
                    type: $0.definition.type,
                    kind: .added,
                    properties: []
                )
            }
        }
        let answer = try await cloud.send(
            .orchestration,
            .put,
            ["stacks", name, existing, "preview"],
            json: .object(try body(source))
        )
        var changes: [PlannedChange] = []
        for (kind, members) in answer["resource_changes"].object ?? [:] {
            guard let kind = PlannedChange.Kind(rawValue: kind) else { continue }
            for member in members.array ?? [] {
                changes.append(
                    PlannedChange(
                        path: ResourcePath([member["resource_name"].string ?? ""]),
                        type: member["resource_type"].string ?? "",
                        kind: kind,
                        properties: []
                    )
                )
            }
        }
        return changes.sorted { $0.path < $1.path }
    }

    /// The stack as the service shows it; `nil` when there is none.
    public func show() async throws(DeploymentFailure) -> JSON? {
        guard let id = try await find() else { return nil }
        return try await cloud.look(.orchestration, ["stacks", name, id])?["stack"]
    }

    /// The outputs of the stack; none when there is no stack.
    public func outputs() async throws(DeploymentFailure) -> [DeploymentOutcome.Output] {
        try await show().map(Self.outputs) ?? []
    }

    /// The resources of the stack and of those nested in it.
    public func resources() async throws(DeploymentFailure) -> [ResourcePath: DeployedStack.Resource] {
        guard let id = try await find() else { return [:] }
        let listed = try await resources(of: id)
        var places = StackPlaces(stack: id)
        places.learn(listed)
        var resources: [ResourcePath: DeployedStack.Resource] = [:]
        for json in listed {
            guard let path = places.path(of: json) else { continue }
            resources[path] = DeployedStack.Resource(
                type: json["resource_type"].string ?? "",
                id: json["physical_resource_id"].string,
                isComplete: json["resource_status"].string?.hasSuffix("_COMPLETE") ?? false,
                reason: json["resource_status_reason"].string
            )
        }
        return resources
    }

    // MARK: - Requests

    private func body(_ source: Source) throws(DeploymentFailure) -> [String: JSON] {
        var files = try StackFiles(of: source.stack).contents.mapValues(JSON.string)
        for environment in source.environments { files[environment.file] = .string(environment.text) }
        let minutes = Int(options.timeout.components.seconds / 60)
        return [
            "template": .string(source.template),
            "parameters": .object(source.parameters.mapValues { JSON($0) }),
            "files": .object(files),
            "environment_files": JSON(source.environments.map(\.file)),
            "timeout_mins": .integer(max(1, minutes)),
            "disable_rollback": .bool(!options.rollsBack),
        ]
    }

    private func find() async throws(DeploymentFailure) -> String? {
        let found = try await cloud.send(.orchestration, .get, ["stacks"], query: [("name", name)])
        return found["stacks"].array?.first { $0["stack_name"].string == name }?["id"].string
    }

    private func resources(of id: String) async throws(DeploymentFailure) -> [JSON] {
        let found = try await cloud.send(
            .orchestration,
            .get,
            ["stacks", name, id, "resources"],
            query: [("nested_depth", "5")]
        )
        return found["resources"].array ?? []
    }

    private func events(of id: String, after marker: String?) async throws(DeploymentFailure) -> [JSON] {
        var query = [("nested_depth", "5"), ("sort_dir", "asc")]
        if let marker { query.append(("marker", marker)) }
        do throws(DeploymentFailure) {
            let found = try await cloud.send(.orchestration, .get, ["stacks", name, id, "events"], query: query)
            return found["events"].array ?? []
        } catch {
            // Heat answers so as long as a stack has no event at all.
            guard error.status == 404 else { throw error }
            return []
        }
    }

    // MARK: - Following

    /// An action that the service has begun.
    private struct Begun {
        var id: String
        var action: String
        var lastEvent: String?
    }

    private func act(
        _ begin: () async throws(DeploymentFailure) -> Begun?
    ) async -> DeploymentOutcome {
        let start = ContinuousClock.now
        var outcome = DeploymentOutcome()
        do throws(DeploymentFailure) {
            guard let begun = try await begin() else { return outcome }
            let (stack, events) = try await follow(begun)
            if let stack, stack["stack_status"].string != "\(begun.action)_COMPLETE" {
                outcome.failures = Self.failures(events, stack)
                outcome.isRolledBack = stack["stack_status"].string == "ROLLBACK_COMPLETE"
            } else if let stack, begun.action != "DELETE" {
                outcome.outputs = Self.outputs(stack)
            }
        } catch {
            outcome.failures = [.whole(error.message)]
        }
        outcome.wallTime = ContinuousClock.now - start
        return outcome
    }

    /// Follows an action to its end.
    ///
    /// - Returns: the stack, `nil` when it is gone, and what happened.
    private func follow(
        _ begun: Begun
    ) async throws(DeploymentFailure) -> (stack: JSON?, events: [StackEvent]) {
        var places = StackPlaces(stack: begun.id)
        var marker = begun.lastEvent
        var events: [StackEvent] = []
        var pause = Pause()
        var looksAfterFailure = 0
        while true {
            // Asked for first: what happens in between is told of the next time.
            let stack = try await cloud.look(.orchestration, ["stacks", name, begun.id])?["stack"]
            let found = try await self.events(of: begun.id, after: marker)
            if !found.allSatisfy({ places.knows($0) }) { places.learn(try await resources(of: begun.id)) }
            for json in found {
                marker = json["id"].string ?? marker
                guard let event = places.event(json) else { continue }
                events.append(event)
                observe(event)
            }
            guard let stack, let status = stack["stack_status"].string, status != "DELETE_COMPLETE" else {
                return (nil, events)
            }
            // Right after the request the service may still show what was before it.
            let hasBegun = !events.isEmpty || pause.total > .seconds(10)
            let isOurs = hasBegun && (status.hasPrefix(begun.action) || status.hasPrefix("ROLLBACK"))
            if isOurs, !status.hasSuffix("_IN_PROGRESS") {
                // A rollback begins some time after the failure, and is part of it.
                let mayRollBack = options.rollsBack && begun.action != "DELETE" && status == "\(begun.action)_FAILED"
                guard mayRollBack, looksAfterFailure < 5 else { return (stack, events) }
                looksAfterFailure += 1
            }
            guard pause.total < options.timeout + .seconds(60) else {
                throw DeploymentFailure("the stack \(name) is still \(status)")
            }
            try await pause.sleep()
        }
    }

    private static func outputs(_ stack: JSON) -> [DeploymentOutcome.Output] {
        (stack["outputs"].array ?? []).map { output in
            DeploymentOutcome.Output(
                name: output["output_key"].string ?? "",
                description: output["description"].string.flatMap { $0 == "No description given" ? nil : $0 },
                value: TemplateValue(output["output_value"]),
                problem: output["output_error"].string
            )
        }
    }

    /// The resources that failed by themselves, not because of others in them; where none is known, the stack.
    private static func failures(_ events: [StackEvent], _ stack: JSON) -> [DeploymentOutcome.Failure] {
        // What Heat stopped because of another failure is not the reason for anything.
        let failed = events.filter {
            $0.isFailure && !$0.path.names.isEmpty && !$0.reason.contains("aborted") && !$0.status.hasPrefix("ROLLBACK")
        }
        let outer = Set(failed.flatMap { $0.path.lineage.dropFirst() })
        let failures = failed.filter { !outer.contains($0.path) }
            .map { DeploymentOutcome.Failure(path: $0.path, type: $0.type, reason: $0.reason) }
        return failures.isEmpty ? [.whole(stack["stack_status_reason"].string ?? "the stack failed")] : failures
    }
}
