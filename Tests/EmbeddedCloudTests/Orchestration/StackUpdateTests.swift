import HTTPTypes
import Testing

@testable import EmbeddedCloud

/// What an update does to what is already there, as upstream does it.
@Suite struct StackUpdateTests {
    private static func machine(size: JSON = 1, image: JSON, fails: JSON = false) -> JSON {
        StackLab.hot([
            "resources": [
                "net": ["type": "OS::Neutron::Net"],
                "subnet": [
                    "type": "OS::Neutron::Subnet",
                    "properties": ["network": ["get_resource": "net"], "cidr": "192.168.86.0/24"],
                ],
                "port": [
                    "type": "OS::Neutron::Port", "depends_on": "subnet",
                    "properties": ["network": ["get_resource": "net"]],
                ],
                "server": [
                    "type": "OS::Nova::Server",
                    "properties": [
                        "flavor": "m1.nano", "image": image, "image_update_policy": "REPLACE",
                        "networks": [["port": ["get_resource": "port"]]],
                    ],
                ],
                "volume": ["type": "OS::Cinder::Volume", "properties": ["size": size]],
                "attachment": [
                    "type": "OS::Cinder::VolumeAttachment",
                    "properties": [
                        "instance_uuid": ["get_resource": "server"], "volume_id": ["get_resource": "volume"],
                    ],
                ],
                "last": [
                    "type": "OS::Heat::TestResource", "depends_on": "server", "properties": ["fail": fails],
                ],
            ],
            "outputs": [
                "server": ["value": ["get_resource": "server"]], "port": ["value": ["get_resource": "port"]],
                "size": ["value": ["get_attr": ["volume", "size"]]],
                // Upstream hides this attribute, and still has it.
                "address": ["value": ["get_attr": ["server", "first_address"]]],
            ],
        ])
    }

    private static func images(_ lab: StackLab) async throws -> [JSON] {
        (try await lab.get("/image/v2/images")["images"]?.array ?? []).compactMap { $0["name"] }
    }

    private static func ports(_ lab: StackLab, of server: JSON?) async throws -> [JSON] {
        let path = "/compute/v2.1/servers/\(server?.string ?? "")/os-interface"
        return (try await lab.get(path)["interfaceAttachments"]?.array ?? []).compactMap { $0["port_id"] }
    }

    @Test func `A volume grows while a server has it`() async throws {
        try await StackLab.run { lab in
            let image = try #require(try await Self.images(lab).first)
            let path = try await lab.stack("growing", Self.machine(image: image))
            #expect(try await lab.output(path, "size") == "1")
            #expect(try await lab.output(path, "address")?.string?.hasPrefix("192.168.86.") == true)
            let grown = try await lab.send(.put, path, ["template": Self.machine(size: 2, image: image)])
            #expect(grown.status == 202)
            #expect(try await lab.settle(path) == "UPDATE_COMPLETE")
            #expect(try await lab.output(path, "size") == "2")
        }
    }

    @Test(arguments: [false, true])
    func `A port goes to the server that takes the place of another, and comes back`(fails: Bool) async throws {
        try await StackLab.run { lab in
            let images = try await Self.images(lab)
            try #require(images.count > 1)
            let path = try await lab.stack("replacing", Self.machine(image: images[0]), ["disable_rollback": false])
            let before = try await lab.output(path, "server")
            let port = try #require(try await lab.output(path, "port"))
            #expect(try await Self.ports(lab, of: before) == [port])

            let template = Self.machine(image: images[1], fails: .bool(fails))
            let update = try await lab.send(.put, path, ["template": template, "disable_rollback": false])
            #expect(update.status == 202)
            #expect(try await lab.settle(path) == (fails ? "ROLLBACK_COMPLETE" : "UPDATE_COMPLETE"))
            let after = try await lab.output(path, "server")
            #expect((after == before) == fails)
            #expect(try await Self.ports(lab, of: after) == [port])
        }
    }

    @Test(
        arguments: [
            (["packages": ["nginx", "curl"]], "packages:\n- nginx\n- curl\n"),
            (["b": 1, "a": ["c": "yes", "d": true]], "a:\n  c: 'yes'\n  d: true\nb: 1\n"),
            (["text": "one\ntwo\n", "none": .null], "none: null\ntext: 'one\n\n  two\n\n  '\n"), ([:], "{}\n"),
        ] as [(JSON, String)]
    )
    func `A cloud-config is YAML in blocks`(config: JSON, text: String) async throws {
        try await StackLab.run { lab in
            let path = try await lab.stack(
                "config",
                StackLab.hot([
                    "resources": ["boot": ["type": "OS::Heat::CloudConfig", "properties": ["cloud_config": config]]],
                    "outputs": ["config": ["value": ["get_attr": ["boot", "config"]]]],
                ])
            )
            #expect(try await lab.output(path, "config") == .string("#cloud-config\n" + text))
        }
    }
}
