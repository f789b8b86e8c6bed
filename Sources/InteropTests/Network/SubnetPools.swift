import Conformance
import OpenStack

/// Subnet pools are made, shown, changed and deleted.
///
/// Network API reference v2, “Subnet pools extension”.
struct SubnetPools: TestClass {
    let name = "tempest.api.network.test_subnetpools_extensions.SubnetPoolsTestJSON"
    let requirements: [Requirement] = [.service(.network), .extension(.network, "subnet_allocation")]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "62595970-ab1c-4b7f-8fcc-fddfe55e9811",
            "test_create_list_show_update_delete_subnetpools",
            "A subnet pool has the name it was made with, can be renamed, and is unknown once it is deleted.",
            attributes: ["smoke"]
        ) { t in
            var name = ""
            let pool = try await t.provision(.subnetPool) { unique throws(CloudError) in
                name = unique
                return try await t.network.createSubnetPool([
                    "name": .string(unique), "prefixes": ["1.0.0.0/16", "2.0.0.0/16"],
                ])
            }
            t.expect("name of the new pool", pool.name, is: name)
            t.expect("name shown", try await t.network.subnetPool(pool.id)["name"].string, is: name)

            let newName = t.uniqueName("renamed-subnet-pool")
            let renamed = try await t.network.updateSubnetPool(pool.id, ["name": .string(newName)])
            t.expect("name after the change", renamed["name"].string, is: newName)

            try await t.network.deleteSubnetPool(pool.id)
            await t.confirmRemoved(pool)
            try await t.expectRefusal(404, "a deleted pool is unknown") {
                _ = try await t.network.subnetPool(pool.id)
            }
        }
    }
}
