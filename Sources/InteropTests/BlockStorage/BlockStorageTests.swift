import Conformance

/// The tests of the block storage service.
enum BlockStorageTests {
    static let classes: [any TestClass] = [
        VolumeAvailabilityZones(), VolumeExtensions(), VolumeVersions(), VolumeMetadata(), SnapshotMetadata(),
        VolumeActions(), VolumeLife(), VolumeLists(), VolumeRefusals(), SnapshotLife(), SnapshotLists(),
        SnapshotRefusals(),
    ]

    /// The shapes that the service's answers must have, whichever test asks.
    static let schemas: [ResponseSchemas.Rule] =
        VolumeSchemas.rules + SnapshotSchemas.rules + DiscoverySchemas.rules
}
