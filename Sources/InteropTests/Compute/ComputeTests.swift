import Conformance
import OpenStack

/// The tests of the compute service.
enum ComputeTests {
    static let classes: [any TestClass] = [
        APIVersions(), AvailabilityZones(), ComputeQuotas(), Flavors(), KeyPairs(), ServerSecurityGroups(),
        ServerSecurityGroupRefusals(), CreatedServer(), Servers(), ServerDeletion(), ServerListFilters(),
        ServerListRefusals(), ServerRefusals(), ServersAtOnce(), ServerActions(), ServerActionHistory(),
        ServerImages(), ServerMetadata(), ServerTags(), VolumeAttachments(),
    ]

    static let schemas: [ResponseSchemas.Rule] = ComputeSchemas.rules
}

extension [Requirement] {
    /// What servers need: an image to boot from and a network to be on.
    static var servers: [Requirement] { [.service(.compute), .service(.image), .service(.network)] }
}
