import Conformance
import OpenStack

/// A new server is what was ordered.
///
/// Compute API reference, “Create Server”.
struct CreatedServer: TestClass {
    let name = "tempest.api.compute.servers.test_create_server.ServersTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "5de47127-9977-400a-936f-abcfbec1218f",
            "test_verify_server_details",
            "A server has the name, image, flavor, metadata and access addresses that were asked for.",
            attributes: ["smoke"]
        ) { t in
            let (wanted, server) = try await (t.shared(sharedServer).description, t.activeServer())
            t.expect("IPv4 address for access", server.accessIPv4, is: "1.1.1.1")
            // Asked for in a long form; RFC 5952 has the short one.
            t.expect("IPv6 address for access", server.accessIPv6, is: "::babe:dc0c:1602")
            t.expect("name", server.name, is: wanted.name)
            t.expect("image", server.imageID, is: wanted.imageID)
            t.expect("flavor", server.flavorID, is: wanted.flavorID)
            t.expect("metadata", server.metadata, is: ["hello": "world"])
        }

        tests.test(
            "9a438d88-10c6-4bcd-8b5b-5b6e25e1346f",
            "test_list_servers",
            "A new server is in the list of servers.",
            attributes: ["smoke"]
        ) { t in
            let server = try await t.activeServer()
            t.expect("servers listed", try await t.compute.serversPage().map(\.id), contains: server.id)
        }

        tests.test(
            "585e934c-448e-43c4-acbf-d06a9b899997",
            "test_list_servers_with_detail",
            "A new server is in the detailed list of servers."
        ) { t in
            let server = try await t.activeServer()
            t.expect("servers listed", try await t.compute.serversPage(details: true).map(\.id), contains: server.id)
        }

        // These two log in to the server, which FITS does not do: it looks at a cloud through its APIs.
        for (id, method, summary) in [
            (
                "cbc0f52f-05aa-492b-bdc1-84b575ca294b", "test_verify_created_server_vcpus",
                "A server has as many processors as its flavor says."
            ),
            (
                "ac1ad47f-984b-4441-9274-c9079b7a0666", "test_host_name_is_same_as_server_name",
                "A server's host name is the server's name."
            ),
        ] {
            tests.test(
                id,
                method,
                summary,
                needs: [.guestLogin],
                remark: "Needs an image whose system is known, and a way to the server's address."
            ) { t in try t.stop("FITS cannot log in to servers") }
        }
    }
}
