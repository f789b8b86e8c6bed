import HTTPTypes

// Identity API reference, `OS-TRUST`: what the token of a trust stands for.
extension IdentityService {
    /// The token of a trust with all it refers to.
    ///
    /// Its user is the trustor if the trust impersonates, the trustee otherwise; its roles are those of the trust with what they imply, and
    /// the trustor, like whoever gave it the roles to pass on, must still hold them all.
    ///
    /// - Throws: 404 if the trust or its project is gone, 403 if it no longer gives the token's user anything, 401 if it is no good for the
    ///   same reasons as any token.
    func context(
        of token: Token,
        trust id: String,
        in state: borrowing IdentityState
    ) throws(IdentityError) -> TokenContext {
        let pedigree = try state.pedigree(ofTrust: id, at: clock.now)
        guard let trust = pedigree.first, let origin = pedigree.last else { throw .notFound("trust", id) }
        guard trust.trusteeID == token.userID, let trustee = state.users[trust.trusteeID],
            let trustor = state.users[trust.trustorID], trustor.enabled
        else { throw .forbidden }
        if let from = trustor.tokensValidFrom, token.issued <= from { throw .unauthorized }
        let user = trust.impersonates ? trustor : trustee
        guard let project = trust.projectID.flatMap({ state.projects[$0] }) else {
            throw .notFound("project", trust.projectID ?? "None")
        }
        guard project.enabled, let projectDomain = state.domains[project.domainID], projectDomain.enabled,
            let userDomain = state.domains[user.domainID],
            [trustor.domainID, trustee.domainID].allSatisfy({ state.domains[$0]?.enabled ?? false })
        else { throw .unauthorized }

        let held = state.roleIDs(of: trust.trustorID, at: .project(project.id))
            .intersection(state.roleIDs(of: origin.trustorID, at: .project(project.id)))
        var roles: [RoleRow] = []
        for (id, _) in trust.roleIDs.flatMap({ state.expanded($0) }) where !roles.contains(where: { $0.id == id }) {
            guard held.contains(id), let role = state.roles[id] else { throw .forbidden }
            if role.domainID == nil { roles.append(role) }
        }
        return TokenContext(
            token: token,
            user: user,
            userDomain: userDomain,
            scope: .project(project, projectDomain),
            roles: roles,
            trust: trust
        )
    }

    /// Throws what upstream says of a token whose trust is no longer good, if it says more than of any other token.
    func checkTrust(of token: Token, in state: borrowing IdentityState) throws(IdentityError) {
        guard case .trust(let id) = token.scope else { return }
        do throws(IdentityError) { _ = try context(of: token, trust: id, in: state) } catch {
            if error.status != .unauthorized { throw error }
        }
    }

    /// The token with all it refers to, or nil; throws what there is to say of a trust.
    func valid(_ token: Token, in state: borrowing IdentityState) throws(IdentityError) -> TokenContext? {
        try checkTrust(of: token, in: state)
        return context(of: token, in: state)
    }

    /// Counts a token that a trust has given, where its uses are counted.
    func consumeUse(of trust: TrustRow?) throws {
        guard let trust, trust.remainingUses != nil else { return }
        try store.write { state in
            guard var row = state.trusts[trust.id] else { throw IdentityError.unauthorized }
            guard let left = row.remainingUses, left > 0 else {
                throw IdentityError(.forbidden, "No remaining uses for trust: \(row.id).")
            }
            row.remainingUses = left - 1
            state.trusts.insert(row)
        }
    }
}

extension TokenContext {
    /// Throws 403 for a token got by a trust: what is made with it could outlive the trust.
    func refuseTrust() throws(IdentityError) {
        if trust != nil { throw .forbidden }
    }
}
