import Conformance
import OpenStack

/// Which versions of the API there are.
///
/// Compute API reference, “API Versions”.
struct APIVersions: TestClass {
    let name = "tempest.api.compute.test_versions.TestVersions"
    let requirements: [Requirement] = [.service(.compute)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "6c0a0990-43b6-4529-9b61-5fd8daf7c55c",
            "test_list_api_versions",
            "The service lists its versions at its root, v2.0 first.",
            attributes: ["smoke"],
            remark: "A cloud without the old v2.0 fails."
        ) { t in
            t.expect("first version listed", try await t.compute.versions().first?["id"].string, is: "v2.0")
        }
    }
}

/// Where in the cloud servers can be.
///
/// Compute API reference, “Availability zones”.
struct AvailabilityZones: TestClass {
    let name = "tempest.api.compute.servers.test_availability_zone.AZV2TestJSON"
    let requirements: [Requirement] = [.service(.compute)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "a8333aa2-205c-449f-a828-d38c2489bf25",
            "test_get_availability_zone_list_with_non_admin_user",
            "A member sees which availability zones there are."
        ) { t in
            t.expect(!(try await t.compute.availabilityZones().isEmpty), "there is an availability zone")
        }
    }
}

/// How much of what compute offers a project may use.
///
/// Compute API reference, “Quota sets”.
struct ComputeQuotas: TestClass {
    let name = "tempest.api.compute.test_quotas.QuotasTestJSON"
    let requirements: [Requirement] = [.service(.compute)]

    private static let limits = [
        "cores", "fixed_ips", "floating_ips", "injected_file_content_bytes", "injected_file_path_bytes",
        "injected_files", "instances", "key_pairs", "metadata_items", "ram", "security_group_rules",
        "security_groups", "server_group_members", "server_groups",
    ]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "f1ef0a97-dbbb-4cca-adc5-c9fbc4f76107",
            "test_get_quotas",
            "A member sees the limits of the project, and those of a user in it."
        ) { t in
            let (project, user) = (t.credentials.projectID, t.credentials.userID)
            expectLimits(try await t.compute.quotas(ofProject: project), of: project, t)
            expectLimits(try await t.compute.quotas(ofProject: project, user: user), of: project, t)
        }

        tests.test(
            "9bfecac7-b966-4f47-913f-1a9e2c12134a",
            "test_get_default_quotas",
            "A member sees the limits that projects have unless somebody says otherwise."
        ) { t in
            let project = t.credentials.projectID
            expectLimits(try await t.compute.defaultQuotas(ofProject: project), of: project, t)
        }
    }

    private func expectLimits(_ quotas: JSON, of project: String, _ t: TestContext) {
        t.expect("project of the limits", quotas["id"].string, is: project)
        for limit in Self.limits { t.expect(quotas.has(limit), "there is a limit of \(limit)") }
    }
}

/// The sizes that servers come in.
///
/// Compute API reference, “Flavors”.
struct Flavors: TestClass {
    let name = "tempest.api.compute.flavors.test_flavors.FlavorsV2TestJSON"
    let requirements: [Requirement] = [.service(.compute)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "e36c0eaa-dff5-4082-ad1f-3f9a80aa3f59",
            "test_list_flavors",
            "A flavor is listed with the id, name and links that it is shown with.",
            attributes: ["smoke"]
        ) { t in
            let listed = try await t.compute.flavorsPage()
            let flavor = try await t.compute.flavor(try await t.flavor().id)
            let summary: JSON = ["id": flavor["id"], "name": flavor["name"], "links": flavor["links"]]
            t.expect("flavors listed", listed.map(\.attributes), contains: summary)
        }

        tests.test(
            "6e85fde4-b3cd-4137-ab72-ed5f418e8c24",
            "test_list_flavors_with_detail",
            "The detailed list has a flavor as it is shown by itself."
        ) { t in
            let listed = try await t.compute.flavorsPage(details: true)
            let flavor = try await t.compute.flavor(try await t.flavor().id)
            t.expect("flavors listed", listed.map(\.attributes), contains: flavor.attributes)
        }
    }
}

/// The keys that servers let their owners in with.
///
/// Compute API reference, “Keypairs”, from microversion 2.2 on, which knows types.
struct KeyPairs: TestClass {
    let name = "tempest.api.compute.keypairs.test_keypairs_v22.KeyPairsV22TestJSON"
    let requirements: [Requirement] = [.service(.compute)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "89d59d43-f735-441a-abcf-0601727f47b6",
            "test_keypairsv22_create_list_show_with_type",
            "A key pair of type x509 says so when it is made, shown and listed."
        ) { t in
            let compute = t.compute.at(Microversion(2, 2))
            let made = try await t.provision(.keyPair, parent: t.credentials.userID) { name throws(CloudError) in
                try await compute.createKeyPair(name: name, type: "x509")
            }
            t.expect("type of the new key pair", made.type, is: "x509")
            t.expect("type of the key pair shown", try await compute.keyPair(made.id).type, is: "x509")
            for listed in try await compute.keyPairs() where listed.id == made.id {
                t.expect("type of the key pair listed", listed.type, is: "x509")
            }
            try await compute.deleteKeyPair(made.id)
            await t.confirmRemoved(made)
        }
    }
}
