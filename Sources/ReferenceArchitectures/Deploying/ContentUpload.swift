public import HeatTemplates
public import OpenStack

extension ArchitectureBundle {
    /// Puts the bundle's objects into their containers, over those that are there.
    ///
    /// - Returns: what could not be put where it belongs.
    public func putObjects(
        _ files: TemplateFiles,
        in deployed: DeployedStack,
        _ session: CloudSession
    ) async -> [DeploymentOutcome.Failure] {
        let cloud = CloudAccess(session: session)
        var failures: [DeploymentOutcome.Failure] = []
        for object in objects {
            let path = ResourcePath(object.container.split(separator: "/").map(String.init))
            do throws(DeploymentFailure) {
                guard let container = deployed.resources[path]?.id else {
                    throw DeploymentFailure("there is no container '\(object.container)'")
                }
                guard let text = try? files.contents(of: object.file, namedIn: BundleFolder.descriptionFile) else {
                    throw DeploymentFailure("the file '\(object.file)' cannot be read")
                }
                try await cloud.send(
                    .objectStore,
                    .put,
                    [container] + object.name.split(separator: "/").map(String.init),
                    headers: ["Content-Type": object.mediaType],
                    body: Array(text.utf8)
                )
            } catch {
                failures.append(
                    DeploymentOutcome.Failure(
                        path: path,
                        type: "object",
                        reason: "\(object.name) was not put in: \(error.message)"
                    )
                )
            }
        }
        return failures
    }
}
