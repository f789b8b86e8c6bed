import Conformance
import OpenStack

/// Lists of volumes, narrowed by what volumes are like.
///
/// Block storage API reference v3, “List accessible volumes” and “List accessible volumes with details”.
struct VolumeLists: TestClass {
    let name = "tempest.api.volume.test_volumes_list.VolumesListTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    private static let metadata = ["Type": "work"]
    /// The metadata as a filter: Cinder reads a dictionary as Python writes it.
    private static let metadataFilter = ("metadata", "{'Type': 'work'}")

    /// Three volumes with metadata, as the service shows them; tests only read them.
    static let volumes = SharedFixture<[Volume]>("volumes to list") { t in
        _ = try await t.volumes.volumesPage()
        var volumes: [Volume] = []
        for _ in 1...3 {
            let volume = try await t.newVolume(VolumeDescription(size: 1, metadata: metadata))
            volumes.append(try await t.volumes.volume(volume.id))
        }
        return volumes
    }

    func declare(in tests: inout TestDeclarations) {
        for (id, method, summary, attributes, detailed) in [
            (
                "0b6ddd39-b948-471f-8038-4787978747c4", "test_volume_list",
                "A project's volumes are listed with id and name.", ["smoke"], false
            ),
            (
                "adcbb5a7-5ad8-4b61-bd10-5380e111a877", "test_volume_list_with_details",
                "A project's volumes are listed in detail just as they are shown.", [], true
            ),
        ] {
            tests.test(id, method, summary, attributes: attributes, uses: [.volumes: 1]) { t in
                let volumes = try await t.shared(Self.volumes)
                let listed = try await t.volumes.volumesPage(detailed: detailed).resources
                expect(listed, contain: volumes, detailed: detailed, t)
            }
        }

        declareFilters(in: &tests)
        declareCombinations(in: &tests)
        declarePages(in: &tests)
    }

    // MARK: - Filters

    private func declareFilters(in tests: inout TestDeclarations) {
        for (id, method, detailed) in [
            ("a28e8da4-0b56-472f-87a8-0f4d3f819c02", "test_volume_list_by_name", false),
            ("2de3a6d4-12aa-403b-a8f2-fdeb42a89623", "test_volume_list_details_by_name", true),
        ] {
            tests.test(
                id,
                method,
                "The \(kind(detailed)) can be narrowed to a name, which only one volume has.",
                uses: [.volumes: 1]
            ) { t in
                let name = try await nameOfAVolume(t)
                let listed = try await t.volumes.volumesPage([("name", name)], detailed: detailed).resources
                t.expect("names of the volumes listed", listed.map(\.name), is: [name])
            }
        }

        for (id, method, detailed) in [
            ("39654e13-734c-4dab-95ce-7613bf8407ce", "test_volumes_list_by_status", false),
            ("2943f712-71ec-482a-bf49-d5ca06216b9f", "test_volumes_list_details_by_status", true),
        ] {
            tests.test(
                id,
                method,
                "The \(kind(detailed)) can be narrowed to volumes that are available.",
                uses: [.volumes: 1]
            ) { t in try await expectFilter("status", "available", detailed: detailed, t) }
        }

        for (id, method, detailed) in [
            ("c0cfa863-3020-40d7-b587-e35f597d5d87", "test_volumes_list_by_availability_zone", false),
            ("e1b80d13-94f0-4ba2-a40e-386af29f8db1", "test_volumes_list_details_by_availability_zone", true),
        ] {
            tests.test(
                id,
                method,
                "The \(kind(detailed)) can be narrowed to an availability zone.",
                uses: [.volumes: 1]
            ) { t in
                let volumes = try await t.shared(Self.volumes)
                let zone = try t.require("the volume's availability zone", volumes.first?.availabilityZone)
                try await expectFilter("availability_zone", zone, detailed: detailed, t)
            }
        }
    }

    /// Every volume listed has the value, and those that are known to have it are listed.
    private func expectFilter(_ attribute: String, _ value: String, detailed: Bool, _ t: TestContext) async throws {
        let volumes = try await t.shared(Self.volumes)
        let listed = try await t.volumes.volumesPage([(attribute, value)], detailed: detailed).resources
        if detailed {
            for volume in listed {
                t.expect("\(attribute) of listed volume \(volume.id)", volume[attribute].string, is: value)
            }
        }
        expect(listed, contain: volumes, detailed: detailed, t)
    }

    // MARK: - Combinations

    private func declareCombinations(in tests: inout TestDeclarations) {
        tests.test(
            "b5ebea1b-0603-40a0-bb41-15fcd0a53214",
            "test_volume_list_with_param_metadata",
            "The list can be narrowed to volumes with some metadata.",
            uses: [.volumes: 1],
            remark: "Which volumes are listed is not looked at."
        ) { t in
            _ = try await t.shared(Self.volumes)
            _ = try await t.volumes.volumesPage([Self.metadataFilter])
        }

        tests.test(
            "1ca92d3c-4a8e-4b43-93f5-e4c7fb3b291d",
            "test_volume_list_with_detail_param_metadata",
            "The list with details can be narrowed to volumes with some metadata.",
            uses: [.volumes: 1]
        ) { t in
            _ = try await t.shared(Self.volumes)
            for volume in try await t.volumes.volumesPage([Self.metadataFilter], detailed: true).resources {
                t.expectMetadata("the metadata of listed volume \(volume.id)", volume.metadata, has: Self.metadata)
            }
        }

        tests.test(
            "777c87c1-2fc4-4883-8b8e-5c0b951d1ec8",
            "test_volume_list_param_display_name_and_status",
            "The list can be narrowed to a name and a status at once.",
            uses: [.volumes: 1],
            remark: "Which volumes are listed is not looked at."
        ) { t in
            let name = try await nameOfAVolume(t)
            _ = try await t.volumes.volumesPage([("name", name), ("status", "available")])
        }

        tests.test(
            "856ab8ca-6009-4c37-b691-be1065528ad4",
            "test_volume_list_with_detail_param_display_name_and_status",
            "The list with details can be narrowed to a name and a status at once.",
            uses: [.volumes: 1]
        ) { t in
            let name = try await nameOfAVolume(t)
            let query = [("name", name), ("status", "available")]
            for volume in try await t.volumes.volumesPage(query, detailed: true).resources {
                t.expect("name of listed volume \(volume.id)", volume.name, is: name)
                t.expect("status of listed volume \(volume.id)", volume.status, is: "available")
            }
        }

        tests.test(
            "2a7064eb-b9c3-429b-b888-33928fc5edd3",
            "test_volume_list_details_with_multiple_params",
            "The list with details can be narrowed to a status, sorted by id either way, and cut to a length.",
            uses: [.volumes: 1]
        ) { t in
            _ = try await t.shared(Self.volumes)
            for direction in ["asc", "desc"] {
                let listed = try await t.volumes.volumesPage(
                    [("limit", "2"), ("status", "available"), ("sort_dir", direction), ("sort_key", "id")],
                    detailed: true
                ).resources
                t.expect("number of volumes listed", listed.count, is: 2)
                guard let first = listed.first, let second = listed.dropFirst().first else { continue }
                t.expect("status of the first volume", first.status, is: "available")
                t.expect("status of the second volume", second.status, is: "available")
                t.expect(
                    direction == "asc" ? first.id < second.id : first.id > second.id,
                    "\(first.id) and then \(second.id) are in the order '\(direction)'"
                )
            }
        }
    }

    private func nameOfAVolume(_ t: TestContext) async throws -> String {
        try t.require("the volume's name", try await t.shared(Self.volumes).first?.name)
    }

    private func kind(_ detailed: Bool) -> String { detailed ? "list with details" : "list" }

    /// Checks that volumes are listed: without details by id and name, with details as they were shown before.
    private func expect(_ listed: [Volume], contain volumes: [Volume], detailed: Bool, _ t: TestContext) {
        func relevant(_ volume: Volume) -> JSON {
            guard detailed else { return ["id": volume["id"], "name": volume["name"]] }
            // When a volume was changed last may change without anybody's doing.
            return .object((volume.attributes.object ?? [:]).filter { $0.key != "updated_at" })
        }
        for volume in volumes {
            t.expect("volumes listed", listed.map(relevant), contains: relevant(volume))
        }
    }
}
