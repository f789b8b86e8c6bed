import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct NetworkTests {
    // MARK: - A cloud as it is made

    @Test func `A new cloud has an external network, and a private one with a router in each project`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let names = try await demo.list("networks").compactMap { $0["name"]?.string }
            #expect(Set(names) == ["public", "private"])
            let router = try #require(try await demo.list("routers").first)
            #expect(router["external_gateway_info"]?["external_fixed_ips"]?.array?.count == 2)
            let groups = try await demo.list("security-groups")
            #expect(groups.map { $0["name"] } == ["default"])
            #expect(groups.first?["security_group_rules"]?.array?.count == 4)
        }
    }

    @Test func `Versions need no token, everything else does`() async throws {
        try await TestCloud.run { cloud in
            let versions = try await cloud.send(.get, "/network/")
            #expect(versions.json["versions"]?.array?.first?["id"] == "v2.0")
            let refused = try await cloud.send(.get, "/network/v2.0/networks")
            #expect(refused.status == 401)
            #expect(refused.headers[.wwwAuthenticate]?.hasPrefix("Keystone uri=") == true)
        }
    }

    // MARK: - Documents

    static let malformed: [(String, JSON, Int, String)] = [
        ("networks", ["network": ["foo": 1]], 400, "Unrecognized attribute(s) 'foo'"),
        ("networks", ["network": ["status": "UP"]], 400, "Attribute 'status' not allowed in POST"),
        ("networks", ["net": [:]], 400, "Unable to find 'network' in request body"),
        ("networks", ["networks": []], 400, "Resources required"),
        ("networks", ["network": ["name": 5]], 400, "Invalid input for name. Reason: '5' is not a valid string."),
        (
            "networks", ["network": ["admin_state_up": "maybe"]], 400,
            "Invalid input for operation: 'maybe' cannot be converted to boolean."
        ),
        (
            "networks", ["network": ["shared": true]], 403,
            "(rule:create_network and rule:create_network:shared) is disallowed by policy"
        ),
        ("ports", ["port": ["network_id": "x"]], 400, "Invalid input for network_id. Reason: 'x' is not a valid UUID."),
        (
            "ports", ["port": ["network_id": "11111111-1111-1111-1111-111111111111"]], 404,
            "Network 11111111-1111-1111-1111-111111111111 could not be found."
        ),
    ]

    @Test(arguments: malformed)
    func `What is wrong with a document is said in upstream's words`(
        _ path: String,
        _ body: JSON,
        _ status: Int,
        _ message: String
    ) async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let reply = try await demo.send(.post, path, body)
            #expect(reply.status == status)
            #expect(reply.json["NeutronError"]?["message"]?.string == message)
        }
    }

    @Test func `A bulk request makes all or nothing`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let made = try await demo.send(.post, "networks", ["networks": [["name": "a"], ["name": "b"]]])
            #expect(made.json["networks"]?.array?.count == 2)
            let network = made.json["networks"]?.array?.first?["id"] ?? .null
            let subnets: [JSON] = ["10.0.0.0/24", "10.0.0.0/25"].map {
                ["network_id": network, "cidr": .string($0), "ip_version": 4]
            }
            let refused = try await demo.send(.post, "subnets", ["subnets": .array(subnets)])
            #expect(refused.status == 400)
            #expect(try await demo.list("subnets?network_id=\(network.string ?? "")").isEmpty)
        }
    }

    @Test func `Lists have pages with links, an order, fields and checked filters`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            for name in ["c", "a", "b"] { _ = try await demo.make("network", ["name": .string(name)]) }
            let sorted = try await demo.list("networks?sort_key=name&sort_dir=desc&fields=name")
            #expect(sorted.first == ["name": "public"])
            let page = try await demo.send(.get, "networks?limit=2").json
            #expect(page["networks"]?.array?.count == 2)
            let next = page["networks_links"]?.array?.first
            #expect(next?["rel"] == "next")
            let marker = page["networks"]?.array?.last?["id"]?.string ?? ""
            #expect(next?["href"]?.string?.hasSuffix("?limit=2&marker=\(marker)") == true)
            let refused = try await demo.send(.get, "networks?foo=1")
            #expect(refused.json["NeutronError"]?["message"] == "['foo'] is invalid attribute for filtering")
        }
    }

    @Test func `A change may be tied to a revision`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let id = try await demo.make("network", [:])["id"]?.string ?? ""
            let body: JSON = ["network": ["name": "x"]]
            let stale = try await demo.send(.put, "networks/\(id)", body, headers: [.ifMatch: "revision_number=0"])
            #expect(stale.status == 412)
            let fresh = try await demo.send(.put, "networks/\(id)", body, headers: [.ifMatch: "revision_number=1"])
            #expect(fresh.json["network"]?["revision_number"] == 2)
        }
    }

    // MARK: - Addresses

    static let subnets: [(JSON.Object, String?, [String])] = [
        (["cidr": "10.1.0.0/24", "ip_version": 4], "10.1.0.1", ["10.1.0.2-10.1.0.254"]),
        (
            ["cidr": "10.1.0.0/28", "ip_version": 4, "gateway_ip": "10.1.0.5"], "10.1.0.5",
            ["10.1.0.1-10.1.0.4", "10.1.0.6-10.1.0.14"]
        ),
        (["cidr": "10.1.0.0/28", "ip_version": 4, "gateway_ip": nil], nil, ["10.1.0.1-10.1.0.14"]),
        (
            ["cidr": "2001:db8:1::/64", "ip_version": 6], "2001:db8:1::",
            ["2001:db8:1::1-2001:db8:1:0:ffff:ffff:ffff:ffff"]
        ),
    ]

    @Test(arguments: subnets)
    func `A subnet's pools are all there is but the gateway`(
        _ values: JSON.Object,
        _ gateway: String?,
        _ pools: [String]
    ) async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let network = try await demo.make("network", [:])["id"] ?? .null
            var values = values
            values["network_id"] = network
            let subnet = try await demo.make("subnet", .object(values))
            #expect(subnet["gateway_ip"]?.string == gateway)
            let shown = subnet["allocation_pools"]?.array?.map {
                "\($0["start"]?.string ?? "")-\($0["end"]?.string ?? "")"
            }
            #expect(shown == pools)
        }
    }

    @Test func `A port makes its own address of its hardware address where the subnet says so`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let network = try await demo.make("network", [:])["id"] ?? .null
            _ = try await demo.make(
                "subnet",
                [
                    "network_id": network, "ip_version": 6, "cidr": "2001:db8:2::/64", "ipv6_ra_mode": "slaac",
                    "ipv6_address_mode": "slaac",
                ]
            )
            let port = try await demo.make("port", ["network_id": network, "mac_address": "fa:16:3e:01:02:03"])
            #expect(port["fixed_ips"]?.array?.first?["ip_address"] == "2001:db8:2:0:f816:3eff:fe01:203")
        }
    }

    @Test func `An address is given once, and a full subnet says so`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let network = try await demo.make("network", [:])["id"] ?? .null
            _ = try await demo.make("subnet", ["network_id": network, "cidr": "10.2.0.0/29", "ip_version": 4])
            var seen: Set<String> = []
            for _ in 0..<5 {
                let port = try await demo.make("port", ["network_id": network])
                seen.insert(port["fixed_ips"]?.array?.first?["ip_address"]?.string ?? "")
            }
            #expect(seen.count == 5)
            let full = try await demo.send(.post, "ports", ["port": ["network_id": network]])
            #expect(full.status == 409)
            #expect(full.json["NeutronError"]?["type"] == "IpAddressGenerationFailure")
            let taken: JSON = ["network_id": network, "fixed_ips": [["ip_address": .string(seen.first ?? "")]]]
            let refused = try await demo.send(.post, "ports", ["port": taken])
            #expect(refused.json["NeutronError"]?["type"] == "IpAddressAlreadyAllocated")
        }
    }

    @Test func `Some members are shown only by some answers`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let network = try await demo.make("network", ["name": "a"])
            #expect(network["is_default"] == false)
            let id = try #require(network["id"]?.string)
            #expect(try await demo.send(.get, "networks/\(id)").json["network"]?["is_default"] == nil)

            let group = try await demo.make("address_group", ["addresses": ["10.0.0.0/24"]])
            let path = "address-groups/\(try #require(group["id"]?.string))"
            #expect(group["shared"] == nil)
            let added = try await demo.send(.put, path + "/add_addresses", ["addresses": ["10.0.1.0/24"]])
            #expect(added.json["address_group"]?["addresses"] == ["10.0.0.0/24", "10.0.1.0/24"])
            #expect(added.json["address_group"]?["shared"] == false)
            #expect(added.json["address_group"]?["standard_attr_id"] != nil)
        }
    }
}
