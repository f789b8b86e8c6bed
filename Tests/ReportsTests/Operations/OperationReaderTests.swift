import Conformance
import Foundation
import OpenStack
import Reports
import Testing

@Suite("Operations, as requests tell them")
struct OperationReaderTests {
    private static let server = "3bc1d244-10a8-4bac-850c-36a316006b27"
    private static let project = "624c2b665d314e36a8fb56f20ca3c7f3"

    private func operation(
        _ method: String,
        _ url: String,
        body: String = "",
        after: [StoredExchange] = []
    )
        -> APIOperation
    {
        let exchange = StoredExchangeBuilder.exchange(
            9,
            method,
            url,
            request: StoredExchangeBuilder.message([:], body)
        )
        return OperationReader(after + [exchange]).operation(of: exchange)
    }

    @Test(
        "Without a catalog the path tells",
        arguments: [
            ("http://c:5000/", nil, "/"),
            ("http://c:5000/v3/", nil, "/v3"),
            ("http://c:5000/v3/auth/tokens", "identity", "/v3/auth/tokens"),
            ("http://c/identity/v3/users/\(project)/projects?enabled=1", "identity", "/v3/users/{id}/projects"),
            ("http://c:5000/v3/projects/default/tags/blue", "identity", "/v3/projects/{id}/tags/{id}"),
            (
                "http://c:5000/v3/users/u/application_credentials/\(project)", "identity",
                "/v3/users/{id}/application_credentials/{id}"
            ),
            ("http://c:8774/v2.1", "compute", "/v2.1"),
            ("http://c:8774/v2.1/servers", "compute", "/v2.1/servers"),
            ("http://c:8774/v2.1/\(project)/servers/detail?limit=1", "compute", "/v2.1/servers/detail"),
            ("http://c:8774/v2.1/servers/no-such", "compute", "/v2.1/servers/{id}"),
            ("http://c:8774/v2.1/servers/\(server)/metadata/detail2", "compute", "/v2.1/servers/{id}/metadata/{id}"),
            (
                "http://c:8774/v2.1/servers/\(server)/os-volume_attachments/\(server)", "compute",
                "/v2.1/servers/{id}/os-volume_attachments/{id}"
            ),
            ("http://c:8774/v2.1/flavors/42", "compute", "/v2.1/flavors/{id}"),
            ("http://c:8774/v2.1/os-keypairs/fits-1-key", "compute", "/v2.1/os-keypairs/{id}"),
            ("http://c:8774/v2.1/os-hypervisors/statistics", "compute", "/v2.1/os-hypervisors/statistics"),
            ("http://c:9292/v2/images/", "image", "/v2/images"),
            ("http://c:9292/v2/images/\(server)/file", "image", "/v2/images/{id}/file"),
            ("http://c:9292/v2/images/\(server)/actions/deactivate", "image", "/v2/images/{id}/actions/deactivate"),
            ("http://c:9292/v2/schemas/image", "image", "/v2/schemas/image"),
            (
                "http://c:9292/v2/metadefs/namespaces/a/tags/b", "image", "/v2/metadefs/namespaces/{id}/tags/{id}"
            ),
            ("http://c:9696/v2.0/qos/policies/\(server)", "network", "/v2.0/qos/policies/{id}"),
            (
                "http://c:9696/v2.0/routers/\(server)/add_router_interface", "network",
                "/v2.0/routers/{id}/add_router_interface"
            ),
            ("http://c:9876/v2.0/lbaas/listeners/\(server)", "load-balancer", "/v2.0/lbaas/listeners/{id}"),
            ("http://c:8776/v3/\(project)/volumes/detail", "block-storage", "/v3/volumes/detail"),
            ("http://c:8776/v3/volumes/\(server)/metadata/key3", "block-storage", "/v3/volumes/{id}/metadata/{id}"),
            ("http://c:8888/v1/AUTH_\(project)", "object-store", "/v1/{account}"),
            ("http://c:8888/v1/AUTH_\(project)/box?limit=3", "object-store", "/v1/{account}/{container}"),
            ("http://c:8888/v1/AUTH_\(project)/box/a/b/c", "object-store", "/v1/{account}/{container}/{object}"),
            ("http://c:8888/info", nil, "/info"),
            (
                "http://c:8004/v1/\(project)/stacks/stack/\(server)/resources/r/metadata", "orchestration",
                "/v1/stacks/{id}/{id}/resources/{id}/metadata"
            ),
            ("http://c/placement/resource_providers", "placement", "/resource_providers"),
            ("http://c:8778/resource_providers/\(server)/traits", "placement", "/resource_providers/{id}/traits"),
            ("nonsense", nil, "/nonsense"),
            ("", nil, "/"),
        ] as [(String, String?, String)]
    )
    func paths(_ url: String, _ service: String?, _ path: String) {
        #expect(operation("GET", url) == APIOperation(service: service, method: "GET", path: path))
    }

    @Test("The catalog tells wherever a cloud has its endpoints")
    func catalog() {
        let catalog = """
            {"token": {"catalog": [
              {"type": "placement", "endpoints": [{"interface": "public", "url": "https://c/placement"}]},
              {"type": "volumev3", "endpoints": [{"interface": "public", "url": "https://c/volume/v3/own-project"}]},
              {"type": "object-store", "endpoints": [{"interface": "public", "url": "https://c/swift/v1"}]},
              {"type": "container-infra", "endpoints": [{"interface": "public", "url": "https://c/magnum/v1"}]},
              {"type": "image", "endpoints": [{"interface": "public", "url": "https://shared:9292"}]},
              {"type": "compute", "endpoints": [{"interface": "public", "url": "https://shared:9292"}]}
            ]}}
            """
        let login = StoredExchangeBuilder.exchange(
            1,
            "POST",
            "https://c/identity/v3/auth/tokens",
            response: StoredExchangeBuilder.message([:], catalog),
            status: 201
        )
        func path(_ url: String) -> String {
            let found = operation("GET", url, after: [login])
            return "\(found.service ?? "-") \(found.path)"
        }
        #expect(path("https://c/placement/traits/CUSTOM_A") == "placement /traits/{id}")
        #expect(path("https://c/volume/v3/own-project/volumes/v") == "block-storage /v3/volumes/{id}")
        #expect(path("https://c/volume/") == "block-storage /")
        #expect(path("https://c/swift/v1/box/a/b") == "object-store /v1/{account}/{container}/{object}")
        #expect(path("https://c/swift/v1") == "object-store /v1/{account}")
        #expect(path("https://c/magnum/v1/clusters/x") == "container-infra /v1/clusters/{id}")
        // Two services at one address: the path tells after all.
        #expect(path("https://shared:9292/v2/images/x") == "image /v2/images/{id}")
        #expect(path("https://shared:9292/v2.1/images/x") == "compute /v2.1/images/{id}")
        #expect(path("https://cloud/volume/v3/types/x") == "block-storage /v3/types/{id}")
    }

    @Test(
        "Where one path serves many actions the body tells",
        arguments: [
            (#"{"reboot": {"type": "SOFT"}}"#, "reboot"), (#"{"os-getConsoleOutput": null}"#, "os-getConsoleOutput"),
            (#"{"a": 1, "b": 2}"#, nil), ("{}", nil), ("[1]", nil), ("", nil), (#"{"<b>": 1}"#, nil),
        ] as [(String, String?)]
    )
    func actions(_ body: String, _ action: String?) {
        let found = operation("POST", "http://c:8774/v2.1/servers/\(Self.server)/action", body: body)
        #expect(found.action == action)
        #expect(found.description == "POST /v2.1/servers/{id}/action" + (action.map { " (\($0))" } ?? ""))
        #expect(operation("POST", "http://c:8774/v2.1/servers", body: body).action == nil)
    }

    @Test func order() {
        let operations = ["DELETE", "GET", "POST", "BREW"].map {
            APIOperation(service: "image", method: $0, path: "/v2/images/{id}")
        }
        let others = [
            APIOperation(service: nil, method: "GET", path: "/"),
            APIOperation(service: "compute", method: "GET", path: "/v2.1"),
        ]
        #expect((operations + others).sorted().map(\.method) == ["GET", "POST", "GET", "DELETE", "BREW", "GET"])
    }
}
