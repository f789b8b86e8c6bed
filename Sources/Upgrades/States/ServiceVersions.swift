import Conformance
import OpenStack

/// The newest version that each service of a cloud says it has.
struct ServiceVersions: Sendable, Hashable {
    /// By the service's type: the highest microversion, or else the id of the current version.
    let newest: [String: String]

    init(_ newest: [String: String]) { self.newest = newest }

    /// Asks the services for their version documents; one that does not answer is left out.
    init(of session: CloudSession) async throws(CloudError) {
        var newest: [String: String] = [:]
        for service in try await CloudInspection(session, detail: .traits(of: [])).services {
            let microversions = service.versions.compactMap { $0.microversions?.upperBound }
            let current = service.versions.first { ["CURRENT", "stable"].contains($0.status) }
            guard let version = microversions.max()?.description ?? current?.id else { continue }
            newest[ServiceType.named(service.type).name] = version
        }
        self.newest = newest
    }

    /// The microversion to ask a service with, so that it tells everything; `nil` for services without microversions.
    func microversion(_ service: ServiceType) -> Microversion? { newest[service.name].flatMap { Microversion($0) } }
}
