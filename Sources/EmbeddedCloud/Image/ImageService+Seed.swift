import NIOCore

extension ImageService {
    /// Puts images right that an import was under way for when the cloud ended.
    func recover() throws {
        let now = clock.now
        try store.write { $0.failInterruptedImports(at: now) }
    }

    /// Puts in the two public images and the resource types a cloud is made with, unless there are images already.
    ///
    /// Their names begin with the prefix; they belong to the project `owner`.
    func seed(prefix: String, owner: String) async throws {
        guard store.read({ $0.images.isEmpty }) else { return }
        let now = clock.now
        try store.write { state in
            for type in ResourceTypeRow.seeds { state.addResourceType(type, at: now) }
        }
        for name in ["\(prefix)-guest", "\(prefix)-guest-alt"] {
            let disk = DiskImage.emptyQcow2
            let blob = Identifier.uuid()
            try await blobs.append(ByteBuffer(bytes: disk), to: blob, at: 0)
            var image = ImageRow(id: Identifier.uuid(), name: name, owner: owner, created: now, updated: now)
            image.status = .active
            image.visibility = .public
            image.diskFormat = "qcow2"
            image.containerFormat = "bare"
            image.size = disk.count
            image.virtualSize = DiskImage.virtualSize("qcow2", size: disk.count, head: Array(disk.prefix(512)))
            image.digest = ImageDigest(disk)
            image.blob = blob
            let row = image
            try store.write { $0.images.insert(row) }
        }
    }
}
