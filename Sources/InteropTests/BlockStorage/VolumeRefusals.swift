import Conformance
import OpenStack

/// What the block storage service refuses about volumes, and what it lists nothing for.
///
/// Block storage API reference v3, “Volumes”. As with Tempest, a volume can be made before anything is refused: a
/// service that refuses everything does not pass.
struct VolumeRefusals: TestClass {
    let name = "tempest.api.volume.test_volumes_negative.VolumesNegativeTest"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        declareSizes(in: &tests)
        declareOrigins(in: &tests)
        declareUnknown(in: &tests)
        declareEmptyLists(in: &tests)
    }

    private func declareSizes(in tests: inout TestDeclarations) {
        for (id, method, size) in [
            ("1ed83a8a-682d-4dfb-a30e-ee63ffd6c049", "test_create_volume_with_invalid_size", "#$%"),
            ("9387686f-334f-4d31-a439-33494b9e2683", "test_create_volume_without_passing_size", ""),
            ("41331caa-eaf4-4001-869d-bc18c1869360", "test_create_volume_with_size_zero", "0"),
            ("8b472729-9eba-446e-a83b-916bdb34bef7", "test_create_volume_with_size_negative", "-1"),
        ] {
            tests.test(
                id,
                method,
                "A volume of the size '\(size)' is refused.",
                attributes: ["negative"],
                uses: [.volumes: 1]
            ) { t in
                _ = try await t.sharedVolume()
                try await t.expectRefusal(400, "an impossible size is refused") {
                    _ = try await t.newVolume(VolumeDescription(others: ["size": .string(size)]))
                }
            }
        }
    }

    private func declareOrigins(in tests: inout TestDeclarations) {
        for (id, method, attribute) in [
            (
                "10254ed8-3849-454e-862e-3ab8e6aa01d2", "test_create_volume_with_nonexistent_volume_type",
                "volume_type"
            ),
            (
                "0c36f6ae-4604-4017-b0a9-34fdc63096f9", "test_create_volume_with_nonexistent_snapshot_id",
                "snapshot_id"
            ),
            (
                "47c73e08-4be8-45bb-bfdf-0c4e79b88344", "test_create_volume_with_nonexistent_source_volid",
                "source_volid"
            ),
        ] {
            tests.test(
                id,
                method,
                "A volume cannot be created with a \(attribute) that does not exist.",
                attributes: ["negative"],
                uses: [.volumes: 1]
            ) { t in
                _ = try await t.sharedVolume()
                try await t.expectRefusal(404, "an unknown \(attribute) is not found") {
                    let description = VolumeDescription(size: 1, others: [attribute: .string(unknownID())])
                    _ = try await t.newVolume(description)
                }
            }
        }
    }

    /// Ids that no volume has: an unknown one, one that is no id at all, and none.
    private func declareUnknown(in tests: inout TestDeclarations) {
        for (id, method, volume) in [
            ("f131c586-9448-44a4-a8b0-54ca838aa43e", "test_volume_get_nonexistent_volume_id", UnknownVolume.unknown),
            ("30799cfd-7ee4-446c-b66c-45b383ed211b", "test_get_invalid_volume_id", .malformed),
            ("c6c3db06-29ad-4e91-beb0-2ab195fe49e3", "test_get_volume_without_passing_volume_id", .empty),
        ] {
            declareNotFound(id, method, volume, "shown", in: &tests) { t, id in
                _ = try await t.volumes.volume(id)
            }
        }

        for (id, method, volume) in [
            ("555efa6e-efcd-44ef-8a3b-4a7ca4837a29", "test_volume_delete_nonexistent_volume_id", UnknownVolume.unknown),
            ("1f035827-7c32-4019-9240-b4ec2dbd9dfd", "test_delete_invalid_volume_id", .malformed),
            ("441a1550-5d44-4b30-af0f-a6d402f52026", "test_delete_volume_without_passing_volume_id", .empty),
        ] {
            declareNotFound(id, method, volume, "deleted", in: &tests) { t, id in
                try await t.volumes.deleteVolume(id)
            }
        }

        for (id, method, volume) in [
            (
                "0186422c-999a-480e-a026-6a665744c30c", "test_update_volume_with_nonexistent_volume_id",
                UnknownVolume.unknown
            ),
            ("e66e40d6-65e6-4e75-bdc7-636792fa152d", "test_update_volume_with_invalid_volume_id", .malformed),
            ("72aeca85-57a5-4c1f-9057-f320f9ea575b", "test_update_volume_with_empty_volume_id", .empty),
        ] {
            declareNotFound(id, method, volume, "changed", in: &tests) { t, id in
                _ = try await t.volumes.updateVolume(id, id.isEmpty ? [:] : ["name": "n"])
            }
        }
    }

    private enum UnknownVolume: String {
        case unknown = "that does not exist"
        case malformed = "with an id that cannot be one"
        case empty = "without an id"

        func id(_ t: TestContext) -> String {
            switch self {
            case .unknown: unknownID()
            case .malformed: t.uniqueName("invalid")
            case .empty: ""
            }
        }
    }

    private func declareNotFound(
        _ id: String,
        _ method: String,
        _ volume: UnknownVolume,
        _ participle: String,
        in tests: inout TestDeclarations,
        call: @escaping @Sendable (TestContext, _ id: String) async throws -> Void
    ) {
        tests.test(
            id,
            method,
            "A volume \(volume.rawValue) cannot be \(participle).",
            attributes: ["negative"],
            uses: [.volumes: 1]
        ) { t in
            _ = try await t.sharedVolume()
            try await t.expectRefusal(404, "a volume \(volume.rawValue) is not found") {
                try await call(t, volume.id(t))
            }
        }
    }

    private func declareEmptyLists(in tests: inout TestDeclarations) {
        for (id, method, detailed) in [
            ("0f4aa809-8c7b-418f-8fb3-84c7a5dfc52f", "test_list_volumes_with_nonexistent_name", false),
            ("9ca17820-a0e7-4cbd-a7fa-f4468735e359", "test_list_volumes_detail_with_nonexistent_name", true),
        ] {
            tests.test(
                id,
                method,
                "The list \(detailed ? "with details " : "")of volumes with a name that none has is empty.",
                attributes: ["negative"],
                uses: [.volumes: 1]
            ) { t in
                try await expectNone("name", t.uniqueName("no-volume"), detailed: detailed, t)
            }
        }

        for (id, method, detailed) in [
            ("143b279b-7522-466b-81be-34a87d564a7c", "test_list_volumes_with_invalid_status", false),
            ("ba94b27b-be3f-496c-a00e-0283b373fa75", "test_list_volumes_detail_with_invalid_status", true),
        ] {
            tests.test(
                id,
                method,
                "The list \(detailed ? "with details " : "")of volumes in a state that there is not is empty.",
                attributes: ["negative"],
                uses: [.volumes: 1]
            ) { t in
                try await expectNone("status", "null", detailed: detailed, t)
            }
        }
    }

    private func expectNone(_ attribute: String, _ value: String, detailed: Bool, _ t: TestContext) async throws {
        _ = try await t.sharedVolume()
        let listed = try await t.volumes.volumesPage([(attribute, value)], detailed: detailed).resources
        t.expect("volumes with \(attribute) \(value)", listed.map(\.id), is: [])
    }
}
