import Conformance
import OpenStack

/// What a client learns of the network service before it knows anything else.
///
/// Network API reference v2, “API versions”.
struct NetworkVersions: TestClass {
    let name = "tempest.api.network.test_versions.NetworksApiDiscovery"
    let requirements: [Requirement] = [.service(.network)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "cac8a836-c2e0-4304-b556-cd299c7281d1",
            "test_api_version_resources",
            "The version document lists version 2.0 with its id, links and status, and no other version.",
            attributes: ["smoke"],
            remark: "Fails where the service announces a version that is not called v2.0."
        ) { t in
            let document = try await t.network.versions()
            let members = try t.require("the version document as an object", document.object)
            for (_, list) in members.sorted(by: { $0.key < $1.key }) {
                for version in try t.require("a list of versions", list.array) {
                    for member in ["id", "links", "status"] {
                        t.expect(version.has(member), "a version has the member '\(member)'")
                    }
                    t.expect("id of the version", version["id"].string, is: "v2.0")
                }
            }
        }
    }
}
