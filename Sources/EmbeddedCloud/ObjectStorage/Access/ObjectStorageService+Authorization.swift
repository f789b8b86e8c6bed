import HTTPTypes

extension ObjectStorageService {
    /// The roles that make a user of a project the master of its account.
    private static let operatorRoles: Set<String> = ["admin", "member", "swiftoperator"]
    static let resellerRole = "reselleradmin"

    /// What somebody who may do something is to the account.
    enum Standing: Sendable {
        /// Sees and sets access lists and keys.
        case owner
        case guest

        var isOwner: Bool { self == .owner }
    }

    /// Throws 401 or 403 unless the call is allowed, by the container's access list too if one counts for the method.
    @discardableResult
    func authorize(_ call: ObjectCall, list: String? = nil) throws -> Standing {
        switch call.access {
        case .service: return .owner
        case .signed(.account(let account)):
            guard call.account == account, call.path.container != nil else { throw denial(call) }
            return .guest
        case .signed(.container(let account, let container)):
            guard call.account == account, call.path.container == container else { throw denial(call) }
            return .guest
        case .anonymous:
            let list = AccessList(list)
            guard call.account.hasPrefix("AUTH_"), referrerAllows(call, list) == true else { throw denial(call) }
            return .guest
        case .user(let caller):
            // Who may do it anyway is no guest, even if the list lets everybody in.
            if let standing = try? authorize(caller, call, AccessList(nil)) { return standing }
            return try authorize(caller, call, AccessList(list))
        }
    }

    private func authorize(_ caller: Caller, _ call: ObjectCall, _ list: AccessList) throws -> Standing {
        let roles = Set(caller.roles.map { $0.lowercased() })
        if roles.contains(Self.resellerRole) { return .owner }
        if roles.contains("swiftsystemreader"), call.isRead { return .guest }
        if call.path.container == nil, call.method == .delete { throw denial(call) }
        if !list.groups.isEmpty, isNamed(caller, in: list, account: call.account) { return .guest }
        let byReferrer = referrerAllows(call, list)
        if byReferrer == true { return .guest }
        guard let project = caller.projectID, call.account == "AUTH_" + project else { throw denial(call) }
        if !roles.isDisjoint(with: Self.operatorRoles) { return .owner }
        if roles.contains("reader"), call.isRead { return .guest }
        if byReferrer == false { throw denial(call) }
        guard list.groups.contains(where: { roles.contains($0.lowercased()) }) else { throw denial(call) }
        return .guest
    }

    /// Nil where the referrer makes no difference.
    private func referrerAllows(_ call: ObjectCall, _ list: AccessList) -> Bool? {
        guard list.allows(referrer: call.headers[.referer]) else { return nil }
        return call.path.object != nil || list.allowsListings
    }

    /// Whether a list has `project:user`, either by id, by name within the default domain, or as a star.
    private func isNamed(_ caller: Caller, in list: AccessList, account: String) -> Bool {
        var projects = ["*"] + [caller.projectID].compactMap { $0 }
        var users = ["*", caller.userID]
        if mayUseNames(caller, account: account) {
            projects += [caller.projectName].compactMap { $0 }
            users.append(caller.userName)
        }
        return projects.contains { project in users.contains { list.groups.contains("\(project):\($0)") } }
    }

    private func mayUseNames(_ caller: Caller, account: String) -> Bool {
        guard caller.userDomainID == "default" || caller.userDomainID.isEmpty,
            [nil, "default"].contains(caller.projectDomainID)
        else { return false }
        if let project = caller.projectID, account == "AUTH_" + project { return true }
        guard let row = store.read({ $0.accounts[account] }) else { return false }
        return [nil, "default"].contains(row.domainID)
    }

    /// 403 for somebody known, 401 for anybody else.
    func denial(_ call: ObjectCall) -> ObjectStorageError {
        if case .user = call.access { return .forbidden }
        return Self.unauthorized(call.path, keystone: address.base(of: "identity"))
    }

    /// 401 with what could be done about it.
    static func unauthorized(_ path: ObjectPath, keystone: String? = nil) -> ObjectStorageError {
        var error = ObjectStorageError(.unauthorized)
        error.headers.add(
            "Www-Authenticate",
            "Swift realm=\"\(PercentCoding.encodePath(path.account, keeping: ""))\""
        )
        if let keystone { error.headers.add("WWW-Authenticate", "Keystone uri=\"\(keystone)\"") }
        return error
    }

    /// Whether the caller is above accounts.
    func isReseller(_ call: ObjectCall) -> Bool {
        call.access.caller?.roles.contains { $0.lowercased() == Self.resellerRole } ?? false
    }

    // MARK: - Of objects

    /// The container of an object that is to be read, once it is known that it may be; nil if there is none.
    func containerForReading(_ call: ObjectCall) throws -> ObjectContainerRow? {
        let container = container(call.path)
        try authorize(call, list: container?.readList)
        return container
    }

    /// The container of an object that is to be written; 404 if there is none.
    func containerForWriting(_ call: ObjectCall) throws -> ObjectContainerRow {
        let container = container(call.path)
        try authorize(call, list: container?.writeList)
        guard let container else { throw ObjectStorageError.notFound }
        return container
    }
}
