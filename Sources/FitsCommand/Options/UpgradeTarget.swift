import ArgumentParser
import Foundation
import OpenStack
import Upgrades

/// Which upgrade is meant.
struct UpgradeTarget: ParsableArguments {
    @Option(name: [.customLong("cloud"), .customLong("os-cloud")], help: "Entry of clouds.yaml (default: OS_CLOUD).")
    var cloud: String?

    @Option(name: [.customLong("region"), .customLong("os-region-name")], help: "Region of the cloud.")
    var region: String?

    @Option(help: "What the upgrade is called (default: the name of the cloud).")
    var name: String?

    func store(_ surroundings: Surroundings) -> UpgradeStore {
        UpgradeStore.usual(environment: surroundings.environment, homeDirectory: surroundings.homeDirectory)
    }

    /// The folder and settings of an upgrade that was begun; `nil` when none was.
    func begun(_ surroundings: Surroundings) throws -> (folder: UpgradeFolder, settings: UpgradeSettings)? {
        let configuration = try surroundings.configuredClouds().cloud(named: cloud, region: region)
        let folder = try store(surroundings).folder(name ?? configuration.name)
        guard let settings = try folder.settings() else { return nil }
        guard settings.cloud == configuration.name else {
            throw CommandFailure(
                .usage,
                "the upgrade '\(settings.name)' is one of \(settings.cloud), not of \(configuration.name)"
            )
        }
        return (folder, settings)
    }

    /// The upgrade that was prepared.
    ///
    /// - Throws: when nothing was begun.
    func existing(_ surroundings: Surroundings) throws -> UpgradeDriver {
        guard let (folder, settings) = try begun(surroundings) else {
            let names = store(surroundings).names
            let others = names.isEmpty ? "none is" : "prepared: \(names.joined(separator: ", ")); name one with --name"
            throw CommandFailure(
                .usage,
                "no upgrade is prepared for this cloud; \(others); `fits upgrade prepare` prepares one"
            )
        }
        return try UpgradeDriver(folder, settings, surroundings)
    }
}
