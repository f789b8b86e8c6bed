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
    /// In the list of an image's tasks; imports are done when they are answered, so that all have succeeded.
    var members: JSON.Object {
        [
            "id": .string(id), "type": "api_image_import", "status": "success", "owner": JSON(owner),
            "expires_at": .string(created.adding(seconds: 172_800).withoutZone),
            "created_at": .string(created.withoutZone), "updated_at": .string(created.withoutZone),
            "deleted_at": nil, "deleted": false, "image_id": .string(imageID), "request_id": .string(requestID),
            "user_id": .string(userID), "input": .object(input), "result": ["image_id": .string(imageID)],
            "message": "",
        ]
    }

    /// By itself, or in the list of all tasks.
    var taskMembers: JSON.Object {
        var members = members
        members["deleted_at"] = nil
        members["deleted"] = nil
        members["expires_at"] = .string(created.adding(seconds: 172_800).seconds)
        members["created_at"] = .string(created.seconds)
        members["updated_at"] = .string(created.seconds)
        members["self"] = .string("/v2/tasks/\(id)")
        members["schema"] = "/v2/schemas/task"
        return members
    }
}
