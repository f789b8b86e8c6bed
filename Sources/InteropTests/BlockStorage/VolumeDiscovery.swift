import Conformance
import OpenStack

/// Where volumes can be.
///
/// Block storage API reference v3, “Get Availability Zone Information”.
struct VolumeAvailabilityZones: TestClass {
    let name = "tempest.api.volume.test_availability_zone.AvailabilityZoneTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "01f1ae88-eba9-4c6b-a011-6f7ace06b725",
            "test_get_availability_zone_list",
            "There is an availability zone for volumes."
        ) { t in
            let zones = try await t.blockStorage.availabilityZones()
            t.expect(zones.array?.isEmpty == false, "an availability zone is listed")
        }
    }
}

/// What the API can do beyond its core.
///
/// Block storage API reference v3, “List Known API extensions”.
struct VolumeExtensions: TestClass {
    let name = "tempest.api.volume.test_extensions.ExtensionsTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "94607eb0-43a5-47ca-82aa-736b41bd2e2c",
            "test_list_extensions",
            "The extensions are listed, and 'Hosts' is one of them.",
            remark: "An admin's extension stands for all of them, because it has always been there."
        ) { t in
            let extensions = try await t.blockStorage.extensions()
            t.expect("names of the extensions", extensions.array?.map(\.["name"].string), contains: "Hosts")
        }
    }
}

/// Which versions of the API there are.
///
/// Block storage API reference v3, “List All API Versions”.
struct VolumeVersions: TestClass {
    let name = "tempest.api.volume.test_versions.VersionsTest"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "77838fc4-b49b-4c64-9533-166762517369",
            "test_list_versions",
            "The service lists its versions to everybody, each with id, status, date, links and microversions.",
            attributes: ["smoke"]
        ) { t in
            // The shape of the answer is the promise; it is checked whenever the service is asked.
            _ = try await t.blockStorage.versions()
        }
    }
}
