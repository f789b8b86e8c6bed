/// A service as the catalog of a new cloud has it.
struct CatalogEntry: Sendable {
    var type: String
    var name: String
    /// Below the cloud's address; may hold the place of a project, `$(project_id)s`.
    var path: String
}

extension CloudAssembly {
    static let catalog: [CatalogEntry] = [
        CatalogEntry(type: "identity", name: "keystone", path: "/identity"),
        CatalogEntry(type: "image", name: "glance", path: "/image"),
        CatalogEntry(type: "compute", name: "nova", path: "/compute/v2.1"),
        CatalogEntry(type: "placement", name: "placement", path: "/placement"),
        CatalogEntry(type: "network", name: "neutron", path: "/network"),
        CatalogEntry(type: "volumev3", name: "cinderv3", path: "/block-storage/v3/$(project_id)s"),
        CatalogEntry(type: "block-storage", name: "cinder", path: "/block-storage/v3/$(project_id)s"),
        CatalogEntry(type: "object-store", name: "swift", path: "/object-store/v1/AUTH_$(project_id)s"),
        CatalogEntry(type: "orchestration", name: "heat", path: "/orchestration/v1/$(project_id)s"),
    ]

    /// The services besides identity and image, each with what a new cloud has of it.
    static func services(of parts: CloudParts) async throws -> [any CloudService] {
        try await [
            NetworkAPI(parts),
            ComputeAPI(ComputeService(parts)),
            PlacementAPI(PlacementService(parts)),
            BlockStorageAPI(BlockStorageService(parts)),
            ObjectStorageAPI(ObjectStorageService(parts)),
            OrchestrationAPI(OrchestrationService(parts)),
        ]
    }
}
