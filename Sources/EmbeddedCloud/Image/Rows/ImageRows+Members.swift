extension ImageRow {
    /// As the API shows it, its properties first.
    var members: JSON.Object {
        var members = properties
        members.merge([
            "name": JSON(name), "disk_format": JSON(diskFormat), "container_format": JSON(containerFormat),
            "visibility": .string(visibility.rawValue), "size": JSON(size), "virtual_size": JSON(virtualSize),
            "status": .string(status.rawValue), "checksum": JSON(shownDigest?.md5), "protected": .bool(isProtected),
            "min_ram": .int(minRAM), "min_disk": .int(minDisk), "owner": JSON(owner), "os_hidden": .bool(isHidden),
            "os_hash_algo": JSON(shownDigest.map { _ in "sha512" }), "os_hash_value": JSON(shownDigest?.sha512),
            "id": .string(id), "created_at": .string(created.seconds), "updated_at": .string(updated.seconds),
            "tags": JSON(tags), "self": .string("/v2/images/\(id)"), "file": .string("/v2/images/\(id)/file"),
            "schema": "/v2/schemas/image",
        ])
        if hasData { members["stores"] = .string(ImageService.storeName) }
        return members
    }

    /// Whether there are bytes to download; staged ones are not yet.
    var hasData: Bool { status == .active || status == .deactivated }

    private var shownDigest: ImageDigest? { hasData ? digest : nil }
}

extension ImageMemberRow {
    var members: JSON.Object {
        [
            "member_id": .string(projectID), "image_id": .string(imageID), "status": .string(status.rawValue),
            "created_at": .string(created.seconds), "updated_at": .string(updated.seconds),
            "schema": "/v2/schemas/member",
        ]
    }
}

extension ImageTaskRow {
    /// When it is forgotten.
    private var expires: Timestamp { created.adding(seconds: 172_800) }
    private var updated: Timestamp { finished ?? created }
    private var status: JSON { isRunning ?? false ? "processing" : failure == nil ? "success" : "failure" }
    private var type: JSON { .string(failure?.type ?? Self.importType) }
    private var result: JSON {
        guard status == "success", let imageID else { return .null }
        return ["image_id": .string(imageID)]
    }
    private var message: String {
        failure?.message ?? copied.map { $0 == 0 ? "" : "Copied \($0 >> 20) MiB" } ?? ""
    }

    /// What a request to import an image becomes.
    static let importType = "api_image_import"

    /// In the list of an image's tasks.
    var members: JSON.Object {
        [
            "id": .string(id), "type": type, "status": status, "owner": JSON(owner),
            "expires_at": .string(expires.withoutZone),
            "created_at": .string(created.withoutZone), "updated_at": .string(updated.withoutZone),
            "deleted_at": nil, "deleted": false, "image_id": JSON(imageID), "request_id": .string(requestID),
            "user_id": .string(userID), "input": .object(input), "result": result,
            "message": .string(message),
        ]
    }

    /// In the list of all tasks.
    var taskStub: JSON.Object {
        [
            "id": .string(id), "type": type, "status": status, "owner": JSON(owner),
            "created_at": .string(created.seconds), "updated_at": .string(updated.seconds),
            "self": .string("/v2/tasks/\(id)"), "schema": "/v2/schemas/task",
            "expires_at": .string(expires.seconds),
        ]
    }

    /// By itself.
    var taskMembers: JSON.Object {
        var members: JSON.Object = [
            "id": .string(id), "input": .object(input), "type": type, "status": status, "owner": JSON(owner),
            "message": .string(message), "result": result,
            "created_at": .string(created.seconds), "updated_at": .string(updated.seconds),
            "self": .string("/v2/tasks/\(id)"), "schema": "/v2/schemas/task",
        ]
        members["image_id"] = imageID.map(JSON.string)
        members["request_id"] = .string(requestID)
        members["user_id"] = .string(userID)
        members["expires_at"] = .string(expires.seconds)
        return members
    }

    /// In the answer to its request, when nothing has been done yet.
    var pendingMembers: JSON.Object {
        var members = taskMembers
        members["status"] = "pending"
        members["message"] = ""
        members["expires_at"] = nil
        return members
    }
}
