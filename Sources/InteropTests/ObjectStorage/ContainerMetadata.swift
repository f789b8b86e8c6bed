import Conformance
import OpenStack

/// What users have a container say of itself.
///
/// Object storage API reference, “Create, update, or delete container metadata”.
struct ContainerMetadata: TestClass {
    let name = "tempest.api.object_storage.test_container_services.ContainerTest"
    let requirements = ObjectStorageNeeds.account

    private static let first = "X-Container-Meta-Test-Container-Meta1"
    private static let second = "X-Container-Meta-Test-Container-Meta2"
    private static let removal = "X-Remove-Container-Meta-Test-Container-Meta1"

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "96e68f0e-19ec-4aa2-86f3-adc6a45e14dd",
            "test_list_container_metadata",
            "A container says what it was made to say.",
            attributes: ["smoke"],
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            _ = try await t.objectStorage.updateContainer(container, ["X-Container-Meta-name": "Pictures"])
            let shown = try await t.objectStorage.container(container)
            try await t.expectHeaders(of: shown, for: .container)
            t.expect("metadata 'name'", shown.headers["X-Container-Meta-Name"], is: "Pictures")
        }

        tests.test(
            "a2faf936-6b13-4f8d-92a2-c2278355821e",
            "test_list_no_container_metadata",
            "A new container has no metadata.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            let shown = try await t.objectStorage.container(container)
            try await t.expectHeaders(of: shown, for: .container)
            let traces = shown.headers.fields.filter { field in
                field.name.lowercased().contains("x-container-meta-") || field.value.contains("x-container-meta-")
            }
            t.expect("fields that are or name metadata", traces.map(\.name), is: [])
        }

        tests.test(
            "cf19bc0b-7e16-4a5a-aaed-cb0c2fe8deef",
            "test_update_container_metadata_with_create_and_delete_metadata",
            "One request adds metadata and removes other metadata.",
            uses: [.containers: 1]
        ) { t in
            let shown = try await changed([Self.second: "Meta2", Self.removal: "Meta1"], madeWith: "Meta1", t)
            t.expect(shown[Self.first] == nil, "the removed metadata is not shown")
            t.expect("added metadata", shown[Self.second], is: "Meta2")
        }

        tests.test(
            "2ae5f295-4bf1-4e04-bfad-21e54b62cec5",
            "test_update_container_metadata_with_create_metadata",
            "Metadata that is added is shown.",
            uses: [.containers: 1]
        ) { t in
            let shown = try await changed([Self.first: "Meta1"], t)
            t.expect("added metadata", shown[Self.first], is: "Meta1")
        }

        tests.test(
            "3a5ce7d4-6e4b-47d0-9d87-7cd42c325094",
            "test_update_container_metadata_with_delete_metadata",
            "Metadata that is removed is not shown any more.",
            uses: [.containers: 1]
        ) { t in
            let shown = try await changed([Self.removal: "Meta1"], madeWith: "Meta1", t)
            t.expect(shown[Self.first] == nil, "the removed metadata is not shown")
        }

        tests.test(
            "31f40a5f-6a52-4314-8794-cd89baed3040",
            "test_update_container_metadata_with_create_metadata_key",
            "Metadata without a value is not kept.",
            uses: [.containers: 1]
        ) { t in
            let shown = try await changed([Self.first: ""], t)
            t.expect(shown[Self.first] == nil, "the metadata without a value is not shown")
        }

        tests.test(
            "a2e36378-6f1f-43f4-840a-ffd9cfd61914",
            "test_update_container_metadata_with_delete_metadata_key",
            "Metadata is removed by its name alone, without its value.",
            uses: [.containers: 1]
        ) { t in
            let shown = try await changed([Self.removal: ""], madeWith: "Meta1", t)
            t.expect(shown[Self.first] == nil, "the removed metadata is not shown")
        }
    }

    /// Makes a container, with the first piece of metadata or without, changes its metadata, and reads it back.
    private func changed(
        _ fields: Headers,
        madeWith value: String? = nil,
        _ t: TestContext
    ) async throws -> Headers {
        let metadata = value.map { (name: Self.first, value: $0) }
        let container = try await t.newContainer(with: Headers([metadata].compactMap(\.self))).name
        let answer = try await t.objectStorage.updateContainer(container, fields)
        try await t.expectHeaders(of: answer, for: .container)
        return try await t.objectStorage.container(container).headers
    }
}
