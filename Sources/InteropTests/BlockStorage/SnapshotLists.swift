import Conformance
import OpenStack

/// Lists of snapshots, narrowed, sorted and cut.
///
/// Block storage API reference v3, “List accessible snapshots” and “List snapshots and details”.
struct SnapshotLists: TestClass {
    let name = "tempest.api.volume.test_volumes_snapshots_list.VolumesSnapshotListTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    /// Three snapshots of one volume; tests only read them.
    private static let snapshots = SharedFixture<[VolumeSnapshot]>("snapshots to list") { t in
        let volume = try await t.newVolume()
        var snapshots: [VolumeSnapshot] = []
        for _ in 1...3 { snapshots.append(try await t.newSnapshot(of: volume)) }
        return snapshots
    }

    func declare(in tests: inout TestDeclarations) {
        declareFilters(in: &tests)
        declareOrders(in: &tests)
        declareLimits(in: &tests)
        declarePlaces(in: &tests)
    }

    // MARK: - Filters

    private func declareFilters(in tests: inout TestDeclarations) {
        for (id, method, detailed) in [
            ("59f41f43-aebf-48a9-ab5d-d76340fab32b", "test_snapshots_list_with_params", false),
            ("220a1022-1fcd-4a74-a7bd-6b859156cda2", "test_snapshots_list_details_with_params", true),
        ] {
            tests.test(
                id,
                method,
                "The list \(detailed ? "with details " : "")can be narrowed to a name, to a status, and to both.",
                uses: [.volumes: 1]
            ) { t in
                let snapshots = try await t.shared(Self.snapshots)
                let name = try t.require("the snapshot's name", snapshots.last?.name)
                for query in [
                    [("name", name)], [("status", "available")], [("status", "available"), ("name", name)],
                ] {
                    let listed = try await t.blockStorage.snapshotsPage(query, detailed: detailed).resources
                    for snapshot in listed {
                        for (attribute, value) in query {
                            t.expect("\(attribute) of snapshot \(snapshot.id)", snapshot[attribute].string, is: value)
                        }
                    }
                }
            }
        }
    }

    // MARK: - Orders

    private func declareOrders(in tests: inout TestDeclarations) {
        for (id, key, direction) in [
            ("c5513ada-64c1-4d28-83b9-af3307ec1388", "id", "asc"),
            ("8a7fe058-0b41-402a-8afd-2dbc5a4a718b", "id", "desc"),
            ("4052c3a0-2415-440a-a8cc-305a875331b0", "created_at", "asc"),
            ("dcbbe24a-f3c0-4ec8-9274-55d48db8d1cf", "created_at", "desc"),
            ("d58b5fed-0c37-42d3-8c5d-39014ac13c00", "name", "asc"),
            ("96ba6f4d-1f18-47e1-b4bc-76edc6c21250", "name", "desc"),
        ] {
            tests.test(
                id,
                "test_snapshot_list_param_sort_\(key)_\(direction)",
                "The list can be sorted by \(key), \(direction == "asc" ? "ascending" : "descending").",
                uses: [.volumes: 1]
            ) { t in
                _ = try await t.shared(Self.snapshots)
                // Names are sorted by what they were called of old.
                let sortKey = key == "name" ? "display_name" : key
                let listed = try await t.blockStorage.snapshotsPage([
                    ("sort_key", sortKey), ("sort_dir", direction),
                ]).resources
                t.expect(!listed.isEmpty, "snapshots are listed")
                let values = try listed.map { try t.require("\(key) of snapshot \($0.id)", $0[key].string) }
                t.expect("values of \(key)", values, is: values.sorted(by: direction == "asc" ? (<) : (>)))
            }
        }
    }

    // MARK: - Limits

    private func declareLimits(in tests: inout TestDeclarations) {
        for (id, method, limit) in [
            ("db4d8e0a-7a2e-41cc-a712-961f6844e896", "test_snapshot_list_param_limit", 1),
            ("e3b44b7f-ae87-45b5-8a8c-66110eb24d0a", "test_snapshot_list_param_limit_equals_zero", 0),
        ] {
            tests.test(
                id,
                method,
                "A list with limit \(limit) has \(limit == 0 ? "no snapshot" : "one snapshot").",
                uses: [.volumes: 1]
            ) { t in
                _ = try await t.shared(Self.snapshots)
                let listed = try await t.blockStorage.snapshotsPage([("limit", "\(limit)")]).resources
                t.expect("number of snapshots listed", listed.count, is: limit)
            }
        }

        tests.test(
            "a1427f61-420e-48a5-b6e3-0b394fa95400",
            "test_snapshot_list_param_limit_equals_infinite",
            "A limit that is more than there are changes nothing.",
            uses: [.volumes: 1, .volumeSnapshots: .max]
        ) { t in
            _ = try await t.shared(Self.snapshots)
            let all = try await t.blockStorage.snapshotsPage().resources
            let listed = try await t.blockStorage.snapshotsPage([("limit", "100000")]).resources
            t.expect("number of snapshots listed", listed.count, is: all.count)
        }
    }

    // MARK: - Places in the list

    private func declarePlaces(in tests: inout TestDeclarations) {
        tests.test(
            "05489dde-44bc-4961-a1f5-3ce7ee7824f7",
            "test_snapshot_list_param_marker",
            "A list with a marker has what comes after the marker: the newest come first.",
            uses: [.volumes: 1, .volumeSnapshots: .max]
        ) { t in
            _ = try await t.shared(Self.snapshots)
            let oldestFirst = try await t.blockStorage.snapshotsPage().resources.map(\.id).reversed()
            let oldest = Array(oldestFirst.prefix(1))
            let marker = try t.require("a second snapshot", oldestFirst.dropFirst().first)
            let listed = try await t.blockStorage.snapshotsPage([("marker", marker)]).resources
            t.expect("snapshots after the last but one", listed.map(\.id), is: oldest)
        }

        tests.test(
            "ca96d551-17c6-4e11-b0e8-52d3bb8a63c7",
            "test_snapshot_list_param_offset",
            "A list of three snapshots without its first two has one.",
            uses: [.volumes: 1, .volumeSnapshots: .max],
            remark: "Counts all snapshots of the project: other ones that exist already make it fail."
        ) { t in
            _ = try await t.shared(Self.snapshots)
            let listed = try await t.blockStorage.snapshotsPage([("offset", "2"), ("limit", "3")]).resources
            t.expect("number of snapshots listed", listed.count, is: 1)
        }
    }
}
