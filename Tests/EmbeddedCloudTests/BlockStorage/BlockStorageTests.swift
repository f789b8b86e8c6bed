import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct BlockStorageTests {
    @Test func `Versions need no token, everything else does`() async throws {
        try await VolumeUser.run { cloud in
            let versions = try await cloud.send(.get, "/block-storage/")
            #expect(versions.status == 300)
            #expect(versions.json["versions"]?.array?.first?["version"] == "3.71")
            #expect(try await cloud.send(.get, "/block-storage/v3/volumes").status == 401)
        }
    }

    @Test(arguments: [("3.0", 200), ("3.71", 200), ("latest", 200), ("3.72", 406), ("2.9", 406), ("3", 400)])
    func `A microversion is answered with, or refused`(_ version: String, _ status: Int) async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let reply = try await demo.send(.get, "volumes", version: version)
            #expect(reply.status == status)
            if status == 200 {
                let answered = version == "latest" ? "3.71" : version
                #expect(reply.headers[.volumeVersion] == "volume \(answered)")
            }
        }
    }

    @Test func `Members of a volume follow the microversion and who asks`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let admin = try await VolumeUser(cloud, "admin")
            let id = try await demo.volume(["name": " spaced "])
            let old = try await demo.send(.get, "volumes/" + id).json["volume"]
            #expect(old?["name"] == "spaced")
            #expect(old?["status"] == "available")
            #expect(old?["group_id"] == nil)
            #expect(old?["os-vol-host-attr:host"] == nil)
            let new = try await admin.send(.get, "volumes/" + id, version: "3.65").json["volume"]
            #expect(new?["group_id"] == .null)
            #expect(new?["consumes_quota"] == true)
            #expect(new?["os-vol-host-attr:host"] == "embedded@embedded#embedded")
        }
    }

    // MARK: - Documents

    private static let refusals: [(JSON, Int, String)] = [
        (
            ["volume": ["size": 0]], 400,
            "Invalid input for field/attribute size. Value: 0. 0 is less than the minimum of 1"
        ),
        (
            ["volume": ["size": "x"]], 400,
            "Invalid input for field/attribute size. Value: x. 'x' does not match '^[0-9]+$'"
        ),
        (
            ["volume": ["size": 1, "snapshot_id": "x"]], 400,
            "Invalid input for field/attribute snapshot_id. Value: x. 'x' is not valid under any of the given schemas"
        ),
        ([:], 400, "'volume' is a required property"), ([], 400, "[] is not of type 'object'"),
        (["volume": ["size": 1, "volume_type": "x"]], 404, "Volume type with name x could not be found."),
        (["volume": ["size": 1, "availability_zone": "x"]], 400, "Availability zone 'x' is invalid."),
        (
            ["volume": ["size": 1, "imageRef": "x"]], 400,
            "Invalid image identifier or unable to access requested image."
        ),
    ]

    @Test(arguments: refusals)
    func `What is wrong with a document is said in upstream's words`(
        _ body: JSON,
        _ status: Int,
        _ message: String
    ) async throws {
        try await VolumeUser.run { cloud in
            let reply = try await VolumeUser(cloud, "demo").send(.post, "volumes", body)
            #expect(reply.status == status)
            #expect(reply.json.object?.first { _ in true }?.1["message"] == .string(message))
        }
    }

    @Test func `Another project's volume isn't there, a reader's can't be changed`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume()
            #expect(try await VolumeUser(cloud, "alt").send(.get, "volumes/" + id).status == 404)
            let reader = try await cloud.login("reader", "demo")
            let path = "/block-storage/v3/volumes/" + id
            #expect(try await cloud.send(.get, path, token: reader).status == 200)
            let refused = try await cloud.send(.delete, path, token: reader)
            #expect(refused.status == 403)
            #expect(refused.json["forbidden"]?["message"] == "Policy doesn't allow volume:delete to be performed.")
        }
    }

    // MARK: - Lists

    @Test func `Lists come in pages, with a link to the next`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            for name in ["c", "a", "b"] { _ = try await demo.volume(["name": .string(name)]) }
            var names: [JSON] = []
            var path = "volumes?limit=2&sort=name:asc"
            while true {
                let page = try await demo.send(.get, path).json
                names += page["volumes"]?.array?.compactMap { $0["name"] } ?? []
                guard let next = page["volumes_links"]?.array?.first?["href"]?.string else { break }
                path = "volumes?" + (next.split(separator: "?").last ?? "")
            }
            #expect(names == ["a", "b", "c"])
            let counted = try await demo.send(.get, "volumes?with_count=true&limit=1", version: "3.45").json
            #expect(counted["count"] == 3)
        }
    }

    @Test(
        arguments: [
            ("name=a", 1), ("status=available", 2), ("bootable=true", 0), ("metadata={'k': 'v'}", 1), ("zzz=1", 2),
            ("name~=A", 2),
        ]
    )
    func `Filters leave out what was not asked for`(_ query: String, _ count: Int) async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            _ = try await demo.volume(["name": "a", "metadata": ["k": "v"]])
            _ = try await demo.volume(["name": "ba"])
            let escaped = query.replacing("'", with: "%27").replacing(" ", with: "%20").replacing("{", with: "%7B")
            let version = query.contains("~") ? "3.34" : nil
            let reply = try await demo.send(.get, "volumes?" + escaped.replacing("}", with: "%7D"), version: version)
            #expect(reply.json["volumes"]?.array?.count == count)
        }
    }

    // MARK: - Snapshots, copies, images

    @Test func `A snapshot keeps its volume, and becomes one`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume()
            let snapshot = try await demo.make("snapshots", "snapshot", ["volume_id": .string(id)])
            #expect(try await demo.status("snapshots/" + snapshot, "snapshot") == "available")
            #expect(try await demo.send(.delete, "volumes/" + id).status == 400)
            let copy = try await demo.volume(["snapshot_id": .string(snapshot), "size": 2])
            #expect(try await demo.send(.get, "volumes/" + copy).json["volume"]?["size"] == 2)
            #expect(try await demo.send(.delete, "volumes/\(id)?cascade=true").status == 202)
            #expect(try await demo.send(.get, "snapshots/" + snapshot).status == 404)
        }
    }

    @Test func `An image comes back from the volume it was put on`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let data = String(repeating: "0123456789abcdef", count: 100_000)
            let image = try await cloud.send(
                .post,
                "/image/v2/images",
                ["name": "i", "disk_format": "raw", "container_format": "bare", "colour": "red"],
                token: demo.token
            ).json["id"]?.string
            let octets: HTTPFields = [.contentType: "application/octet-stream"]
            let path = "/image/v2/images/\(image ?? "")/file"
            _ = try await cloud.send(.put, path, text: data, token: demo.token, headers: octets)
            let id = try await demo.volume(["imageRef": JSON(image)])
            let shown = try await demo.send(.get, "volumes/" + id).json["volume"]
            #expect(shown?["bootable"] == "true")
            #expect(shown?["volume_image_metadata"]?["colour"] == "red")
            let upload = try await demo.act(id, "os-volume_upload_image", ["image_name": "again"])
            #expect(upload.status == 202)
            let copy = upload.json["os-volume_upload_image"]?["image_id"]?.string ?? ""
            let back = try await cloud.send(.get, "/image/v2/images/\(copy)/file", token: demo.token)
            #expect(back.text == data)
            #expect(try await demo.status("volumes/" + id) == "available")
        }
    }

    // MARK: - Attaching

    @Test func `An attachment goes from reserved to attached, and the volume with it`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume()
            let server = Identifier.uuid()
            let attachment = try await demo.make(
                "attachments",
                "attachment",
                ["volume_uuid": .string(id), "instance_uuid": .string(server)],
                version: "3.44"
            )
            #expect(try await demo.status("volumes/" + id) == "reserved")
            let path = "attachments/" + attachment
            let connector: JSON = ["attachment": ["connector": ["host": "h", "mountpoint": "/dev/vdb"]]]
            #expect(try await demo.send(.put, path, connector, version: "3.44").status == 200)
            #expect(try await demo.status("volumes/" + id) == "attaching")
            let done = try await demo.send(.post, path + "/action", ["os-complete": .null], version: "3.44")
            #expect(done.status == 204)
            let shown = try await demo.send(.get, "volumes/" + id).json["volume"]
            #expect(shown?["status"] == "in-use")
            #expect(shown?["attachments"]?.array?.first?["server_id"] == .string(server))
            #expect(try await demo.send(.delete, path, version: "3.44").json["attachments"] == [])
            #expect(try await demo.status("volumes/" + id) == "available")
        }
    }

    // MARK: - Quotas, transfers, backups, failures

    @Test func `A quota that is used up refuses the next volume`() async throws {
        try await VolumeUser.run { cloud in
            let admin = try await VolumeUser(cloud, "admin")
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume()
            let project = try await admin.send(.get, "volumes/" + id).json["volume"]?["os-vol-tenant-attr:tenant_id"]
            let quota: JSON = ["quota_set": ["gigabytes": 1]]
            #expect(try await admin.send(.put, "os-quota-sets/\(project?.string ?? "")", quota).status == 200)
            let refused = try await demo.send(.post, "volumes", ["volume": ["size": 1]])
            #expect(refused.status == 413)
            #expect(
                refused.json["overLimit"]?["message"]
                    == "Requested volume or snapshot exceeds allowed gigabytes quota. Requested 1G, quota is 1G and 1G has been consumed."
            )
        }
    }

    @Test func `A transfer needs its key, and moves the volume`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let alt = try await VolumeUser(cloud, "alt")
            let id = try await demo.volume()
            let offer = try await demo.send(.post, "os-volume-transfer", ["transfer": ["volume_id": .string(id)]])
            let transfer = offer.json["transfer"]?["id"]?.string ?? ""
            #expect(try await demo.status("volumes/" + id) == "awaiting-transfer")
            let path = "os-volume-transfer/\(transfer)/accept"
            #expect(try await alt.send(.post, path, ["accept": ["auth_key": "x"]]).status == 400)
            let key = offer.json["transfer"]?["auth_key"] ?? .null
            #expect(try await alt.send(.post, path, ["accept": ["auth_key": key]]).status == 202)
            #expect(try await alt.status("volumes/" + id) == "available")
            #expect(try await demo.send(.get, "volumes/" + id).status == 404)
        }
    }

    @Test(
        arguments: [
            (["a": "1", "b": "2"], ["c": "3"], ["a": "1", "b": "2"]), ([:], ["c": "3"], ["c": "3"]),
            (["a": "1"], [:], ["a": "1"]),
        ] as [(JSON, JSON, JSON)]
    )
    func `A backup brings the volume's metadata back`(_ first: JSON, _ later: JSON, _ restored: JSON) async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume(["metadata": first])
            let backup = try await demo.make("backups", "backup", ["volume_id": .string(id)])
            _ = try await demo.send(.put, "volumes/\(id)/metadata", ["metadata": later])
            let body: JSON = ["restore": ["volume_id": .string(id)]]
            #expect(try await demo.send(.post, "backups/\(backup)/restore", body).status == 202)
            #expect(try await demo.send(.get, "volumes/\(id)").json["volume"]?["metadata"] == restored)
        }
    }

    @Test func `A backup is restored to a new volume of the old name`() async throws {
        try await VolumeUser.run { cloud in
            let demo = try await VolumeUser(cloud, "demo")
            let id = try await demo.volume(["name": "kept"])
            let backup = try await demo.make("backups", "backup", ["volume_id": .string(id)])
            #expect(try await demo.status("backups/" + backup, "backup") == "available")
            let restored = try await demo.send(.post, "backups/\(backup)/restore", ["restore": [:]])
            #expect(restored.status == 202)
            let new = restored.json["restore"]?["volume_id"]?.string ?? ""
            #expect(try await demo.send(.get, "volumes/" + new).json["volume"]?["name"] == "kept")
        }
    }

    @Test func `A type no backend serves ends in an error and a message`() async throws {
        try await VolumeUser.run { cloud in
            let admin = try await VolumeUser(cloud, "admin")
            let type: JSON = ["name": "t", "extra_specs": ["vendor_name": "nobody"]]
            _ = try await admin.send(.post, "types", ["volume_type": type])
            let id = try await admin.volume(["volume_type": "t"])
            #expect(try await admin.status("volumes/" + id) == "error")
            let messages = try await admin.send(.get, "messages", version: "3.3").json["messages"]?.array
            #expect(messages?.first?["resource_uuid"] == .string(id))
        }
    }

    @Test func `A group and its volumes are snapshot and deleted together`() async throws {
        try await VolumeUser.run { cloud in
            let admin = try await VolumeUser(cloud, "admin")
            let groupType = try await admin.make("group_types", "group_type", ["name": "g"], version: "3.14")
            let group = try await admin.make(
                "groups",
                "group",
                ["group_type": .string(groupType), "volume_types": ["embedded"]],
                version: "3.14"
            )
            let id = try await admin.make(
                "volumes",
                "volume",
                ["size": 1, "group_id": .string(group), "volume_type": "embedded"],
                version: "3.14"
            )
            #expect(try await admin.send(.delete, "volumes/" + id).status == 400)
            let snapshot = try await admin.make(
                "group_snapshots",
                "group_snapshot",
                ["group_id": .string(group)],
                version: "3.14"
            )
            #expect(
                try await admin.status("group_snapshots/" + snapshot, "group_snapshot", version: "3.14") == "available"
            )
            #expect(try await admin.send(.delete, "group_snapshots/" + snapshot, version: "3.14").status == 202)
            let deletion: JSON = ["delete": ["delete-volumes": true]]
            #expect(try await admin.send(.post, "groups/\(group)/action", deletion, version: "3.14").status == 202)
            #expect(try await admin.send(.get, "volumes/" + id).status == 404)
        }
    }
}
