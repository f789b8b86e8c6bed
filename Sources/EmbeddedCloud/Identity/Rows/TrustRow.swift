/// One user's letting another act with some of its roles in a project.
struct TrustRow: StoredRow {
    static let table = "identity.trust"
    var id: String
    /// Whose roles they are.
    var trustorID: String
    /// Who gets tokens by it.
    var trusteeID: String
    /// Nil for a trust of no use: its tokens would need a project.
    var projectID: String?
    /// Whether tokens show the trustor as their user.
    var impersonates: Bool
    var expires: Timestamp?
    /// How many tokens it still gives; nil for any number.
    var remainingUses: Int?
    /// Without what they imply; one that was deleted stays, and spoils the trust.
    var roleIDs: [String]
    /// The trust whose token it was made with.
    var parentID: String?
    /// How many trusts may be made one from the other, starting with this one.
    var redelegations: Int
    var extra: JSON.Object = [:]
}

extension TrustRow {
    /// As lists show it.
    var members: JSON.Object {
        var members = extra
        members.merge([
            "id": .string(id), "trustor_user_id": .string(trustorID), "trustee_user_id": .string(trusteeID),
            "project_id": JSON(projectID), "impersonation": .bool(impersonates),
            "expires_at": JSON(expires.map { $0.withoutZone + "Z" }), "remaining_uses": JSON(remainingUses),
            "deleted_at": nil, "redelegated_trust_id": JSON(parentID), "redelegation_count": .int(redelegations),
        ])
        return members
    }

    /// Whether it is over; a trust that is only used up still stands behind the tokens it gave.
    func hasExpired(at now: Timestamp) -> Bool { expires.map { $0 < now } ?? false }

    var isUsedUp: Bool { remainingUses.map { $0 <= 0 } ?? false }
}

extension IdentityState {
    /// A trust and those it was made from, the nearest first.
    ///
    /// - Throws: 404 if one of them has ended, 403 if somebody along the way may no longer act.
    func pedigree(ofTrust id: String, at now: Timestamp) throws(IdentityError) -> [TrustRow] {
        var chain: [TrustRow] = []
        var next: String? = id
        while let id = next, chain.count < 100 {
            guard let trust = trusts[id], !trust.hasExpired(at: now) else { throw .notFound("trust", id) }
            if !chain.isEmpty {
                guard let agent = users[trust.trusteeID], agent.enabled else { throw .forbidden }
            }
            chain.append(trust)
            next = trust.parentID
        }
        return chain
    }

    /// A trust that can still be used, or looked at; 404 for any other.
    func usableTrust(_ id: String, at now: Timestamp) throws(IdentityError) -> TrustRow {
        guard let trust = try pedigree(ofTrust: id, at: now).first, !trust.isUsedUp else {
            throw .notFound("trust", id)
        }
        return trust
    }

    /// Removes a trust and all that were made from it.
    mutating func removeTrust(_ id: String) {
        trusts[id] = nil
        for child in trusts.values where child.parentID == id { removeTrust(child.id) }
    }
}
