import Conformance
import OpenStack

/// A container that keeps what its objects were before in another container.
///
/// Swift documentation, middleware `versioned_writes`, the field `X-Versions-Location`.
struct ObjectVersions: TestClass {
    let name = "tempest.api.object_storage.test_object_version.ContainerTest"
    let requirements = ObjectStorageNeeds.account + [.extension(.objectStore, "versioned_writes")]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "a151e158-dcbf-4a1f-a1e7-46cd65895a6f",
            "test_versioned_container",
            "An object that is deleted becomes what it was before, until nothing of it is left.",
            uses: [.containers: 2]
        ) { t in
            let archive = try await t.newContainer()
            try await t.expectHeaders(of: archive.answer, for: .container)
            try await expectContent(of: archive.name, objects: 0, bytes: 0, t)

            let location = Headers([(name: "X-Versions-Location", value: archive.name)])
            let container = try await t.newContainer(with: location)
            try await t.expectHeaders(of: container.answer, for: .container)
            try await expectContent(of: container.name, objects: 0, bytes: 0, archivedIn: archive.name, t)

            let name = t.uniqueName("object")
            let versions = [randomBytes(1024), randomBytes(1024)]
            for data in versions {
                _ = try await t.objectStorage.createObject(name, in: container.name, data)
            }
            try await expectData(versions[1], of: name, in: container.name, t)

            _ = try await t.objectStorage.deleteObject(name, in: container.name)
            try await expectContent(of: container.name, objects: 1, bytes: 1024, archivedIn: archive.name, t)
            try await expectData(versions[0], of: name, in: container.name, t)

            _ = try await t.objectStorage.deleteObject(name, in: container.name)
            try await expectContent(of: container.name, objects: 0, bytes: 0, archivedIn: archive.name, t)
            try await expectContent(of: archive.name, objects: 0, bytes: 0, t)

            try await t.step("remove both containers") {
                try await t.deleteAndAwait(container: container.name)
                try await t.deleteAndAwait(container: archive.name)
            }
        }
    }

    /// Checks what a container says of its content and of where older versions are kept.
    private func expectContent(
        of container: String,
        objects: Int,
        bytes: Int,
        archivedIn archive: String? = nil,
        _ t: TestContext
    ) async throws {
        let shown = try await t.objectStorage.container(container)
        try await t.expectHeaders(of: shown, for: .container)
        t.expect("number of objects", shown.headers["X-Container-Object-Count"], is: "\(objects)")
        t.expect("number of bytes", shown.headers["X-Container-Bytes-Used"], is: "\(bytes)")
        t.expect("where versions are kept", shown.headers["X-Versions-Location"] ?? "nowhere", is: archive ?? "nowhere")
    }

    private func expectData(_ data: [UInt8], of name: String, in container: String, _ t: TestContext) async throws {
        let shown = try await t.objectStorage.object(name, in: container)
        t.expect(shown.body == data, "the data read is the data written")
    }
}
