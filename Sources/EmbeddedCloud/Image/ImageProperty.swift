import HTTPTypes

/// The members of an image a client may set, each with its check.
enum ImageProperty {
    /// Names no property may have.
    private static let reserved = ["locations", "location", "deleted", "deleted_at", "is_public", "member", "members"]

    /// Members every image has; they can be replaced but not removed.
    static let base = [
        "name", "visibility", "protected", "os_hidden", "owner", "container_format", "disk_format", "tags", "min_ram",
        "min_disk",
    ]

    /// Throws 403 for members that only the service sets.
    static func checkWritable(_ name: String, isNew: Bool) throws {
        if ImageSchema.readOnly.contains(name) || (name == "id" && !isNew) {
            throw ImageError(.forbidden, "Attribute '\(name)' is read-only.")
        }
        if reserved.contains(name) || name.hasPrefix("os_glance_") {
            throw ImageError(.forbidden, "Attribute '\(name)' is reserved.")
        }
    }

    /// Sets a member or a property; throws 400 if the value is not of its type.
    static func set(_ name: String, to value: JSON, in image: inout ImageRow) throws {
        switch name {
        case "name": image.name = try text(value, maximum: 255)
        case "owner": image.owner = try text(value, maximum: 255)
        case "visibility": image.visibility = try visibility(value)
        case "protected": image.isProtected = try flag(value)
        case "os_hidden": image.isHidden = try flag(value)
        case "disk_format": image.diskFormat = try choice(value, ImageService.diskFormats)
        case "container_format": image.containerFormat = try choice(value, ImageService.containerFormats)
        case "min_disk": image.minDisk = try number(value, name)
        case "min_ram": image.minRAM = try number(value, name)
        case "tags": image.tags = try tags(value)
        default:
            guard let text = value.string else { throw wrongType(value, "'string'") }
            guard name.unicodeScalars.count <= 255, text.utf8.count <= 65_535 else {
                throw ImageError.schema("'\(name.prefix(80))' is too long")
            }
            image.properties[name] = .string(text)
        }
    }

    /// A tag of at most 255 characters.
    static func tag(_ value: JSON) throws -> String {
        guard let tag = value.string else { throw wrongType(value, "'string'") }
        guard tag.unicodeScalars.count <= 255 else { throw ImageError.schema("\(value.pythonLiteral) is too long") }
        return tag
    }

    /// Throws 413 above upstream's default quotas.
    static func checkCounts(_ image: ImageRow) throws {
        for (count, maximum) in [(image.properties.names.count, 128), (image.tags.count, 128)] where count > maximum {
            throw ImageError(
                .contentTooLarge,
                "The limit has been exceeded on the number of allowed image properties. Attempted: \(count), Maximum: "
                    + "\(maximum)"
            )
        }
    }

    // MARK: - Types

    private static func wrongType(_ value: JSON, _ types: String) -> ImageError {
        .schema("\(value.pythonLiteral) is not of type \(types)")
    }

    private static func text(_ value: JSON, maximum: Int) throws -> String? {
        if value.isNull { return nil }
        guard let text = value.string else { throw wrongType(value, "'null', 'string'") }
        guard text.unicodeScalars.count <= maximum else { throw ImageError.schema("'\(text)' is too long") }
        return text
    }

    private static func flag(_ value: JSON) throws -> Bool {
        guard let flag = value.bool else { throw wrongType(value, "'boolean'") }
        return flag
    }

    private static func number(_ value: JSON, _ name: String) throws -> Int {
        guard let number = value.int else { throw wrongType(value, "'integer'") }
        guard number >= 0 else {
            throw ImageError(
                .badRequest,
                "Invalid value '\(number)' for parameter '\(name)': Cannot be a negative value"
            )
        }
        guard number <= Int32.max else { throw ImageError.schema("\(number) is greater than the maximum") }
        return number
    }

    private static func choice(_ value: JSON, _ choices: [String]) throws -> String? {
        if value.isNull { return nil }
        if let text = value.string, choices.contains(text) { return text }
        let all = JSON.array([.null] + choices.map(JSON.string))
        throw ImageError.schema("\(value.pythonLiteral) is not one of \(all.pythonLiteral)")
    }

    private static func visibility(_ value: JSON) throws -> ImageRow.Visibility {
        if let visibility = value.string.flatMap(ImageRow.Visibility.init) { return visibility }
        let all = JSON(ImageRow.Visibility.allCases.map(\.rawValue))
        throw ImageError.schema("\(value.pythonLiteral) is not one of \(all.pythonLiteral)")
    }

    private static func tags(_ value: JSON) throws -> [String] {
        guard let array = value.array else { throw wrongType(value, "'array'") }
        var tags: [String] = []
        for item in array {
            let tag = try tag(item)
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }
}
