import Conformance
import OpenStack

/// The tests of the object storage service.
enum ObjectStorageTests {
    static let classes: [any TestClass] = [
        AccountLists(), AccountQuotas(), AccountQuotaRefusals(), ContainerAccess(), ContainerLists(),
        ContainerMetadata(), ContainerQuotas(), Containers(), ObjectCopies(), ObjectExpiry(), ObjectVersions(),
        Objects(), SegmentedObjects(), StaticLargeObjects(), TemporaryURLs(),
    ]

    /// None: the object storage's API promises header fields and not the shape of bodies.
    static let schemas: [ResponseSchemas.Rule] = []
}

/// What every test of the object storage needs.
enum ObjectStorageNeeds {
    static let account: [Requirement] = [.service(.objectStore), .access(.objectStore)]
}

/// What tests of the object storage read and do not change.
enum StorageFixtures {
    /// What the service says it can do.
    static let capabilities = SharedFixture<JSON>("object storage capabilities") { t in
        let capabilities = try await t.objectStorage.capabilities()
        _ = try t.require("an object of capabilities", capabilities.object)
        return capabilities
    }

    /// A container for objects that tests make under names of their own.
    static let container = SharedFixture<String>("container for objects") { t in
        _ = try await t.shared(capabilities)
        return try await t.newContainer().name
    }

    /// An object to be read.
    static let object = SharedFixture<StoredObject>("object to be read") { t in
        try await t.newObject(in: try await t.shared(container))
    }
}
