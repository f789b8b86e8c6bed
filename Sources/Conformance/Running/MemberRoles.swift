import OpenStack

extension Role {
    /// The role that may change what an object storage account's owner may not, such as its quota.
    ///
    /// Swift's `reseller_admin_role`, in lower case.
    static let storageReseller = "reselleradmin"

    /// Whether users with the role may use the object storage where the member role does not suffice.
    ///
    /// One of Swift's `operator_roles` on clouds that keep to its documentation.
    fileprivate var opensObjectStorage: Bool { name?.lowercased() == "swiftoperator" }
}

extension [Role] {
    /// Of all roles those that make a user a usual member of a project.
    var ofMembers: [Role] {
        // “_member_” is what the role was called before Keystone created “member” itself.
        let member = filter { ["member", "_member_"].contains($0.name?.lowercased()) }
            .min { ($0.name ?? "") > ($1.name ?? "") }
        return [member].compactMap(\.self) + filter(\.opensObjectStorage)
    }
}
