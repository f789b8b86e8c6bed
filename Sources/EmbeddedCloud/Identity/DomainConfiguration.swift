import HTTPTypes

/// The options of the identity service that a domain may set for itself.
enum DomainConfiguration {
    /// The part of a configuration that a path names: all of it, a group, or one option.
    struct Part: Sendable {
        var group: String?
        var option: String?

        init(_ request: ServiceRequest) {
            group = request.parameters["group"]
            option = request.parameters["option"]
        }

        /// As messages have it.
        var name: String {
            switch (group, option) {
            case (let group?, let option?): "option \(option) in group \(group)"
            case (let group?, nil): "group \(group)"
            case (nil, _): "any options"
            }
        }

        /// What of the groups the part names; nil if there is none.
        func select(from groups: JSON.Object) -> JSON? {
            guard let group else { return groups.isEmpty ? nil : .object(groups) }
            guard let options = groups[group] else { return nil }
            guard let option else { return .object([group: options]) }
            return options[option].map { .object([option: $0]) }
        }

        /// The groups without what the part names.
        func remove(from groups: inout JSON.Object) {
            guard let group else {
                groups = [:]
                return
            }
            var options = groups[group]?.object ?? [:]
            if let option { options[option] = nil }
            groups[group] = option == nil || options.isEmpty ? nil : .object(options)
        }
    }

    /// Upstream's defaults by group, in upstream's order.
    static let defaults: JSON.Object = [
        "identity": ["driver": "sql", "list_limit": nil],
        "ldap": .object(directory),
    ]

    private static let directory: JSON.Object = [
        "url": "ldap://localhost", "user": nil, "suffix": "cn=example,cn=com", "query_scope": "one", "page_size": 0,
        "alias_dereferencing": "default", "debug_level": nil, "chase_referrals": nil, "user_tree_dn": nil,
        "user_filter": nil, "user_objectclass": "inetOrgPerson", "user_id_attribute": "cn",
        "user_name_attribute": "sn", "user_mail_attribute": "mail", "user_description_attribute": "description",
        "user_pass_attribute": "userPassword", "user_enabled_attribute": "enabled", "user_enabled_invert": false,
        "user_enabled_mask": 0, "user_enabled_default": "True", "user_attribute_ignore": ["default_project_id"],
        "user_default_project_id_attribute": nil, "user_enabled_emulation": false, "user_enabled_emulation_dn": nil,
        "user_enabled_emulation_use_group_config": false, "user_additional_attribute_mapping": [],
        "group_tree_dn": nil, "group_filter": nil, "group_objectclass": "groupOfNames", "group_id_attribute": "cn",
        "group_name_attribute": "ou", "group_members_are_ids": false, "group_member_attribute": "member",
        "group_desc_attribute": "description", "group_attribute_ignore": [],
        "group_additional_attribute_mapping": [], "tls_cacertfile": nil, "tls_cacertdir": nil, "use_tls": false,
        "tls_req_cert": "demand", "use_pool": true, "pool_size": 10, "pool_retry_max": 3,
        "pool_retry_delay": .double(0.1), "pool_connection_timeout": -1, "pool_connection_lifetime": 600,
        "use_auth_pool": true, "auth_pool_size": 100, "auth_pool_connection_lifetime": 60,
    ]

    /// May be set, but is never shown.
    private static let secrets = ["ldap": ["password"]]

    /// The groups as they may be shown, and their options, by their names.
    static func shown(_ groups: JSON.Object) -> JSON.Object {
        var shown: JSON.Object = [:]
        for group in groups.names.sorted() {
            let options = groups[group]?.object ?? [:]
            var sorted: JSON.Object = [:]
            for option in options.names.sorted() { sorted[option] = options[option] }
            shown[group] = .object(sorted)
        }
        for (group, options) in secrets {
            guard var left = shown[group]?.object else { continue }
            for option in options { left[option] = nil }
            shown[group] = left.isEmpty ? nil : .object(left)
        }
        return shown
    }

    // MARK: - What may be asked for

    static func invalid(_ reason: String) -> IdentityError {
        IdentityError(.forbidden, "Invalid domain specific configuration: \(reason).")
    }

    /// Throws 403 if the part is none of a domain's.
    static func check(_ part: Part) throws(IdentityError) {
        guard let group = part.group else { return }
        guard let options = defaults[group]?.object else {
            throw invalid("Group \(group) is not supported for domain specific configurations")
        }
        guard let option = part.option else { return }
        guard options[option] != nil || secrets[group]?.contains(option) == true else {
            throw invalid("Option \(option) in group \(group) is not supported for domain specific configurations")
        }
    }

    /// Throws 403 unless these are groups of options that a domain may set.
    static func check(_ groups: JSON.Object) throws(IdentityError) {
        if groups.isEmpty { throw invalid("No options specified") }
        for (group, options) in groups {
            guard let options = options.object, !options.isEmpty else {
                throw invalid(
                    "The value of group \(group) specified in the config should be a dictionary of options"
                )
            }
            for option in options.names { try check(Part(group: group, option: option)) }
        }
    }

    /// The groups that a change of a part sets; throws 403 if the change has anything but the part.
    static func changes(_ given: JSON.Object, of part: Part) throws(IdentityError) -> JSON.Object {
        guard let group = part.group else {
            try check(given)
            return given
        }
        let groups: JSON.Object = part.option == nil ? given : [group: .object(given)]
        try check(groups)
        try check(part)
        guard groups.names.count == 1, part.option == nil || given.names.count == 1 else {
            // Upstream's message about options has a second space.
            let rest = part.option == nil ? "group must be specified in" : "option must be specified  in"
            throw invalid("Trying to update \(part.name), so that, and only that, \(rest) the config")
        }
        guard groups[group] != nil else {
            throw invalid(
                "request to update group \(group), but config provided contains group \(groups.names[0]) instead"
            )
        }
        if let option = part.option, given[option] == nil {
            throw invalid(
                "Trying to update option \(option) in group \(group), but config provided contains option "
                    + "\(given.names[0]) instead"
            )
        }
        return groups
    }
}

extension DomainConfiguration.Part {
    fileprivate init(group: String, option: String) {
        self.group = group
        self.option = option
    }
}
