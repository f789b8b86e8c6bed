import Conformance
import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures
import Upgrades

extension UpgradeDriver {
    /// Works on the deployment that belongs to the upgrade; `nil` when there is none, or none any more.
    func deployment() throws -> DeploymentDriver? {
        guard let name = settings.deployment else { return nil }
        let store = DeploymentStore.usual(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        guard let settings = try store.settings(of: name) else { return nil }
        let view = DeploymentView(console: .standardError, isQuiet: false)
        return try DeploymentDriver(settings, store, surroundings, view: view)
    }

    /// Deploys a reference architecture beside the representative set.
    ///
    /// - Parameters:
    ///   - deployment: what it is made of; without an engine Heat is taken where the cloud has it.
    ///   - session: the cloud.
    /// - Returns: its resources that are to be recorded.
    /// - Throws: ``CommandFailure`` with the resources that failed.
    func deploy(_ deployment: DeploymentSettings, in session: CloudSession) async throws -> [RecordedResource] {
        var deployment = deployment
        if deployment.engine.isEmpty {
            let hasHeat = try await HeatEngine.isAvailable(in: session)
            deployment.engine = (hasHeat ? DeploymentEngineName.heat : .direct).rawValue
        }
        let driver = try DeploymentDriver(
            deployment,
            DeploymentStore.usual(environment: surroundings.environment, homeDirectory: surroundings.homeDirectory),
            surroundings,
            view: DeploymentView(console: .standardError, isQuiet: false)
        )
        let source = try ArchitectureSource(deployment)
        let outcome = try await driver.deploy(source, rollsBack: false, width: nil, in: session)
        guard outcome.isComplete else {
            let reasons = outcome.failures.map { "\n  \($0)" }.joined()
            throw CommandFailure(.testsFailed, "\(deployment.source) cannot be deployed:\(reasons)")
        }
        let deployed = try await driver.deployed(source, in: session)
        return deployed.resources.sorted { $0.key < $1.key }.compactMap { path, resource in
            guard let kind = RecordedKind(templateType: resource.type), let id = resource.id else { return nil }
            return RecordedResource(kind: kind, id: id, architecture: "\(path)")
        }
    }

    /// The verdicts of the reference architecture's own checks; empty when the upgrade has none.
    func architectureVerdicts(in session: CloudSession, keptIn store: RunStore) async throws -> [StepVerdict] {
        guard let driver = try deployment() else { return [] }
        let source = try ArchitectureSource(driver.settings)
        guard let bundle = source.bundle else { return [] }
        let deployed = try await driver.deployed(source, in: session)
        return await driver.verdicts(of: bundle, deployed, keptIn: store, in: session)
    }
}
