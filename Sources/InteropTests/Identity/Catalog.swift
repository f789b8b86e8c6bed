import Conformance
import OpenStack

/// The catalog calls services by their standard names.
///
/// Service types authority; identity API reference v3, “Get service catalog”.
struct Catalog: TestClass {
    let name = "tempest.api.identity.v3.test_catalog.IdentityCatalogTest"
    let requirements: [Requirement] = []

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "56b57ced-22b8-4127-9b8a-565dfb0207e2",
            "test_catalog_standardization",
            "Every service of the catalog that has a standard type goes by it.",
            remark: """
                Tempest looks for compute, image and object-store where its configuration says they exist. Here a \
                service exists when its name or type in the catalog says so.
                """
        ) { t in
            let services = try await t.identity.catalog().services
            let types = services.map(\.type)
            t.expect("service types in the catalog", types, contains: "identity")
            for (project, type) in [("nova", "compute"), ("glance", "image"), ("swift", "object-store")]
            where services.contains(where: { $0.name?.lowercased() == project }) {
                t.expect("service types in the catalog", types, contains: type)
            }
        }
    }
}
