import Conformance
import OpenStack

/// Containers are made and deleted.
///
/// Object storage API reference, “Containers”.
struct Containers: TestClass {
    let name = "tempest.api.object_storage.test_container_services.ContainerTest"
    let requirements = ObjectStorageNeeds.account

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "92139d73-7819-4db1-85f8-3f2f22a8d91f",
            "test_create_container",
            "A container is made.",
            attributes: ["smoke"],
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer()
            try await t.expectHeaders(of: container.answer, for: .container)
        }

        tests.test(
            "49f866ed-d6af-4395-93e7-4187eb56d322",
            "test_create_container_overwrite",
            "A container that is there already can be made again.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer()
            let answer = try await t.objectStorage.createContainer(container.name)
            try await t.expectHeaders(of: answer, for: .container)
        }

        tests.test(
            "95d3a249-b702-4082-a2c4-14bb860cf06a",
            "test_delete_container",
            "An empty container can be deleted.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer()
            let answer = try await t.objectStorage.deleteContainer(container.name)
            await t.confirmRemoved(StorageContainer(named: container.name))
            try await t.expectHeaders(of: answer, for: .container)
        }
    }
}
