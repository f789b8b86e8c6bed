import Conformance
import OpenStack

extension ResourceLimit {
    /// Containers of the object storage that are being used.
    static let containers: ResourceLimit = ResourceLimit("containers", amount: 16, most: 96)
    /// What the member's object storage account says of itself: tests that change or read it must not meet.
    static let accountMetadata: ResourceLimit = ResourceLimit("account-metadata", amount: 1)
}

/// A container that was just made, and what the service answered.
struct NewContainer: Sendable {
    let name: String
    let answer: Answer
}

/// An object, and what is in it.
struct StoredObject: Sendable {
    let container: String
    let name: String
    let data: [UInt8]
}

extension TestContext {
    /// The object storage with the member's account.
    var objectStorage: ObjectStorageClient { session.objectStorage }

    /// Makes a container; removed with its objects after the test.
    func newContainer(
        _ kind: ResourceKind = .container,
        as session: CloudSession? = nil,
        with fields: Headers = Headers()
    ) async throws -> NewContainer {
        let session = session ?? self.session
        let account = try await StorageAccount(of: session)
        var answer: Answer?
        let container = try await provision(kind, as: session, parent: account.description) {
            name throws(CloudError) in
            answer = try await session.objectStorage.createContainer(name, fields)
            return StorageContainer(named: name)
        }
        return NewContainer(name: container.id, answer: try require("answer to the new container", answer))
    }

    /// Makes an object in a container and waits until it can be read.
    ///
    /// A new container need not take objects at once (409), nor a new object be found at once (404).
    func newObject(
        in container: String,
        named name: String? = nil,
        data: [UInt8] = randomBytes(1024)
    ) async throws -> StoredObject {
        let object = StoredObject(container: container, name: name ?? uniqueName("object"), data: data)
        try await wait(until: "container \(container) has the object \(object.name)", timeout: .seconds(30)) {
            do throws(CloudError) {
                _ = try await objectStorage.createObject(object.name, in: container, data)
                _ = try await objectStorage.object(object.name, in: container)
                return true
            } catch {
                guard let status = error.status, [404, 409].contains(status) else { throw error }
                return false
            }
        }
        return object
    }

    /// Deletes a container and all that is in it, and waits until nothing of it is found any more.
    ///
    /// What is gone already is no fault.
    func deleteAndAwait(container: String) async throws {
        try await unlessGone {
            let answer = try await objectStorage.objects(in: container, [("format", "json"), ("limit", "9999")])
            for object in try require("list of objects", try answer.json().array) {
                let name = try require("name of a listed object", object["name"].string)
                try await unlessGone {
                    _ = try await objectStorage.deleteObject(name, in: container)
                    try await waitUntilGone("object \(name)") {
                        _ = try await objectStorage.object(name, in: container)
                    }
                }
            }
            _ = try await objectStorage.deleteContainer(container)
            try await waitUntilGone("container \(container)") {
                _ = try await objectStorage.container(container)
            }
            await confirmRemoved(StorageContainer(named: container))
        }
    }

    private func unlessGone(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CloudError where error.status == 404 {}
    }

    /// Waits until a call finds nothing.
    func waitUntilGone(_ what: String, timeout: Duration = .seconds(60), _ call: () async throws -> Void) async throws {
        try await wait(until: "\(what) is gone", timeout: timeout) {
            do {
                try await call()
                return false
            } catch let error as CloudError where error.status == 404 {
                return true
            }
        }
    }
}
