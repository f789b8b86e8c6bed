import HTTPTypes

// How much an account or a container may hold. What is in it counts, not what a replaced object frees.
extension ObjectStorageService {
    static let quotaNames = ["X-Account-Quota-Bytes", "X-Account-Quota-Count"]

    /// 413 if an object of the announced length would be too much.
    func checkQuotas(_ call: ObjectCall, _ container: ObjectContainerRow) throws {
        let length = call.contentLength ?? 0
        if let quota = Self.quota(container.headers["X-Container-Meta-Quota-Bytes"]),
            quota < container.bytesUsed + length
        {
            throw Self.exceeded()
        }
        if let quota = Self.quota(container.headers["X-Container-Meta-Quota-Count"]),
            quota < container.objectCount + 1
        {
            throw Self.exceeded()
        }
        guard !isReseller(call), let account = store.read({ $0.accounts[call.account] }) else { return }
        let policy = "-Policy-" + Self.policy
        for (suffix, text) in [("", "Upload exceeds quota."), (policy, "Upload exceeds policy quota.")] {
            if let quota = Self.quota(account.headers["X-Account-Quota-Bytes" + suffix]),
                quota < account.bytesUsed + length
            {
                throw Self.exceeded(text)
            }
            if let quota = Self.quota(account.headers["X-Account-Quota-Count" + suffix]),
                quota < account.objectCount + 1
            {
                throw Self.exceeded(text)
            }
        }
    }

    private static func quota(_ text: String?) -> Int? { text.flatMap { $0.isDecimal ? Int($0) : nil } }

    private static func exceeded(_ text: String = "Upload exceeds quota.") -> ObjectStorageError {
        ObjectStorageError(.contentTooLarge, text)
    }

    /// 400 for a container's quota that is no number.
    static func checkQuotaFields(_ fields: HTTPFields) throws {
        for kind in ["bytes", "count"] {
            if let value = fields[text: "X-Container-Meta-Quota-" + HeaderName.title(kind)], !value.isEmpty,
                !value.isDecimal
            {
                throw ObjectStorageError(.badRequest, "Invalid \(kind) quota.")
            }
        }
    }

    /// Sets an account's quotas as the fields say; only those above accounts may.
    func setQuotas(_ account: inout ObjectAccountRow, _ call: ObjectCall) throws {
        var changes: [(name: String, value: String)] = []
        for name in Self.quotaNames {
            for full in [name, "\(name)-Policy-\(Self.policy)"] {
                let remove = "X-Remove-" + full.dropFirst(2)
                if let value = call.headers[text: String(remove)], !value.isEmpty {
                    changes.append((full, ""))
                } else if let value = call.headers[text: full] {
                    changes.append((full, value))
                }
            }
        }
        // The older spelling, of metadata.
        if !changes.contains(where: { $0.name == Self.quotaNames[0] }) {
            if let value = call.headers[text: "X-Remove-Account-Meta-Quota-Bytes"], !value.isEmpty {
                changes.append((Self.quotaNames[0], ""))
            } else if let value = call.headers[text: "X-Account-Meta-Quota-Bytes"] {
                changes.append((Self.quotaNames[0], value))
            }
        }
        guard !changes.isEmpty else { return }
        guard isReseller(call) else { throw ObjectStorageError.forbidden }
        guard changes.allSatisfy({ $0.value.isEmpty || $0.value.isDecimal }) else {
            throw ObjectStorageError(.badRequest)
        }
        for change in changes { account.headers[HeaderName.title(change.name)] = change.value }
    }
}
