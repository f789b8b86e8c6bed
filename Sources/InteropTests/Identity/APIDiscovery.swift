import Conformance
import OpenStack

/// What a client learns of the identity service before it has a token.
///
/// Identity API reference v3, “API versions”.
struct APIDiscovery: TestClass {
    let name = "tempest.api.identity.v3.test_api_discovery.TestApiDiscovery"
    let requirements: [Requirement] = []

    /// The members that every version of a version document has.
    private static let members = ["id", "links", "media-types", "status", "updated"]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "721f480f-35b6-46c7-846e-047e6acea0dc",
            "test_list_api_versions",
            "The version document lists versions, each with its id, links, media types, status and date.",
            attributes: ["smoke"]
        ) { t in
            let versions = try await t.identity.versions()
            for version in try t.require("versions.values", versions["versions"]["values"].array) {
                expectMembers(of: version, t)
            }
        }

        tests.test(
            "b9232f5e-d9e5-4d97-b96c-28d3db4de1bd",
            "test_api_version_resources",
            "Version 3 describes itself with its id, links, media types, status and date.",
            attributes: ["smoke"]
        ) { t in
            expectMembers(of: try await t.identity.versionDescription()["version"], t)
        }

        tests.test(
            "657c1970-4722-4189-8831-7325f3bc4265",
            "test_api_media_types",
            "Version 3 names its JSON media type.",
            attributes: ["smoke"]
        ) { t in
            let version = try await t.identity.versionDescription()["version"]
            let mediaTypes = version["media-types"].array?.map { mediaType in
                "\(mediaType["base"].string ?? "") \(mediaType["type"].string ?? "")"
            }
            t.expect(
                "media types of version 3",
                mediaTypes,
                contains: "application/json application/vnd.openstack.identity-v3+json"
            )
        }

        tests.test(
            "8879a470-abfb-47bb-bb8d-5a7fd279ad1e",
            "test_api_version_statuses",
            "Version 3 has a status that clients know.",
            attributes: ["smoke"]
        ) { t in
            let version = try await t.identity.versionDescription()["version"]
            t.expect(
                "status of version 3",
                version["status"].string?.lowercased(),
                isOneOf: ["current", "stable", "experimental", "supported", "deprecated"]
            )
        }
    }

    private func expectMembers(of version: JSON, _ t: TestContext) {
        for member in Self.members {
            t.expect(version.has(member), "version \(version["id"].string ?? "?") has the member '\(member)'")
        }
    }
}
