/// The formats of values that the service's schemas name.
enum BodyFormat: Sendable {
    case name, trimmedName, uuid, base64, looseName, looseDescription, availabilityZone, groupType, disabledReason
    case volumeStatus, attachStatus, migrationStatus, snapshotStatus, backupStatus, groupStatus, groupSnapshotStatus
    case progress, keySize, quotas, quotaClass, resetBody, logLevel

    /// What is wrong with the value, for the schema to say; throws where upstream answers with a sentence of its own.
    func problem(with value: JSON) throws -> String? {
        switch self {
        case .name, .trimmedName: try checkName(value)
        case .uuid: if let text = value.string, !Self.isUUID(text) { return "\(value.pythonLiteral) is not a 'uuid'" }
        case .base64:
            if let text = value.string, Base64Text.bytes(text) == nil {
                return "\(value.pythonLiteral) is not a 'base64'"
            }
        case .looseName: try Self.checkLength(value, "name")
        case .looseDescription: try Self.checkLength(value, "description")
        case .availabilityZone: try Self.checkLength(value, "availability_zone", isMandatory: true)
        case .groupType: try Self.checkLength(value, "group_type", isMandatory: true)
        case .disabledReason: try Self.checkLength(value, "disabled_reason")
        case .volumeStatus: try checkStatus(value, "Volume status", BlockStorageStatus.volume)
        case .attachStatus: try checkStatus(value, "Volume attach status", ["attached", "detached"], isList: true)
        case .migrationStatus: try checkStatus(value, "Volume migration status", BlockStorageStatus.migration)
        case .snapshotStatus: try checkStatus(value, "Snapshot status", BlockStorageStatus.snapshot)
        case .backupStatus: try checkStatus(value, "Backup status", ["available", "error"], isList: true)
        case .groupStatus:
            try checkGroupStatus(value, "Invalid Group Status: ", "Group status", BlockStorageStatus.group)
        case .groupSnapshotStatus:
            try checkGroupStatus(
                value,
                "Invalid GroupSnapshot Status: ",
                "Group snapshot status",
                BlockStorageStatus.groupSnapshot
            )
        case .progress: try checkProgress(value)
        case .keySize:
            if let text = value.string, Int(text) == nil {
                throw BlockStorageError.invalidInput("key_size must be an integer.")
            }
        case .quotas, .quotaClass: break
        case .resetBody:
            let names = ["status", "attach_status", "migration_status"]
            if let object = value.object, names.allSatisfy({ object[$0]?.string?.isEmpty ?? true }) {
                throw BlockStorageError.badRequest(
                    "Must specify 'status', 'attach_status' or 'migration_status' for update."
                )
            }
        case .logLevel:
            let known = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"]
            if let text = value.string, !known.contains(text.uppercased()) {
                throw BlockStorageError.invalidInput(
                    "Invalid log level: \(text)"
                        + ", must be one of \(known.map { "'\($0)'" }.joined(separator: ", "))."
                )
            }
        }
        return nil
    }

    /// As Python's `uuid` reads one: with or without its dashes.
    static func isUUID(_ text: String) -> Bool {
        var digits = text.lowercased()
        for part in ["urn:", "uuid:", "{", "}", "-"] { digits = digits.replacing(part, with: "") }
        return digits.utf8.count == 32 && digits.allSatisfy(\.isHexDigit)
    }

    private func checkName(_ value: JSON) throws {
        func refuse(_ reason: String) -> BlockStorageError {
            .badRequest("An invalid 'name' value was provided. \(reason)")
        }
        guard let text = value.string, !text.isEmpty else { throw refuse("The 'name' can not be None.") }
        let trimmed = text.trimmingSpaces
        if trimmed.isEmpty { throw refuse("The 'name' can not be empty.") }
        if case .trimmedName = self, trimmed.unicodeScalars.count > 255 {
            throw refuse("The 'name' can not be greater than 255 characters.")
        }
    }

    private static func checkLength(_ value: JSON, _ what: String, isMandatory: Bool = false) throws {
        guard let text = value.string, !text.isEmpty else {
            if isMandatory, value.string != nil {
                throw BlockStorageError.badRequest("The '\(what)' can not be None.")
            }
            return
        }
        let length = text.trimmingSpaces.unicodeScalars.count
        if isMandatory, length < 1 {
            throw BlockStorageError.invalidInput("\(what) has a minimum character requirement of 1.")
        }
        if length > 255 {
            throw BlockStorageError.invalidInput("\(what) has \(length) characters, more than 255.")
        }
    }

    private func checkStatus(_ value: JSON, _ what: String, _ known: [String], isList: Bool = false) throws {
        guard let text = value.string, !text.isEmpty, !known.contains(text.lowercased()) else { return }
        throw BlockStorageError.badRequest(
            "\(what): \(text) is invalid, valid statuses are: \(Self.listed(known, isList: isList))."
        )
    }

    private func checkGroupStatus(_ value: JSON, _ kind: String, _ what: String, _ known: [String]) throws {
        guard let text = value.string else { return }
        if text.trimmingSpaces.isEmpty { throw BlockStorageError.badRequest(kind + "The 'status' can not be empty.") }
        guard !BlockStorageStatus.groupSnapshot.contains(text.lowercased()) else { return }
        let verb = what == "Group status" ? "valid status are" : "valid statuses are"
        throw BlockStorageError.badRequest(
            "\(kind)\(what): \(text) is invalid, \(verb): \(Self.listed(known, isList: false))."
        )
    }

    private func checkProgress(_ value: JSON) throws {
        guard let text = value.string, !text.isEmpty else { return }
        guard let number = Int(text.dropLast()) else {
            throw BlockStorageError.invalidInput("progress must be an integer percentage")
        }
        if !(0...100).contains(number) || text.last != "%" {
            throw BlockStorageError.invalidInput("progress must be an integer percentage between 0 and 100")
        }
    }

    private static func listed(_ values: [String], isList: Bool) -> String {
        let texts = values.map { "'\($0)'" }.joined(separator: ", ")
        return isList ? "[\(texts)]" : "(\(texts))"
    }
}
