import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import EmbeddedCloud

@Suite struct SnapshotConflictTests {
    /// Milliseconds after a snapshot was asked for, what another one is answered then, and the task of the server.
    @Test(arguments: [(0, 409, "image_snapshot_pending"), (60, 409, "image_snapshot_pending"), (150, 202, nil)])
    func `One snapshot is saved at a time`(_ milliseconds: Int, _ status: Int, _ task: String?) async throws {
        let present = Mutex(Date(timeIntervalSince1970: 1_900_000_000))
        try await TestCloud.run {
            $0.now = { present.withLock { $0 } }
        } _: { cloud in
            let owner = try await ServerOwner(cloud, "demo")
            let id = try await owner.server()
            for _ in 0..<3 {
                present.withLock { $0 += 1 }
                _ = try await owner.show(id)
            }
            #expect(try await owner.act(["createImage": ["name": "a"]], on: id).status == 202)
            present.withLock { $0 += Double(milliseconds) / 1000 }
            #expect(try await owner.show(id)["OS-EXT-STS:task_state"] == JSON(task))
            let second = try await owner.act(["createImage": ["name": "b"]], on: id)
            #expect(second.status == status)
            if status == 409 {
                let message = "Cannot 'createImage' instance \(id) while it is in task_state image_snapshot_pending"
                #expect(second.json["conflictingRequest"]?["message"] == .string(message))
            }
        }
    }
}
