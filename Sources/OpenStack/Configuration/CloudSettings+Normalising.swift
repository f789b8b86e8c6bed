/// The old spellings, abbreviations and fill-ins that openstacksdk understands (`magic_fixes` of its loader).
extension CloudSettings {
    /// Moves project, domains, token and passcode under `auth`, from where they stand beside it too.
    ///
    /// Here, unlike with user name and password, what stands beside `auth` wins; of several spellings the present one.
    mutating func gatherAuthentication() {
        let spellings: [(key: String, all: [String])] = [
            ("domain_id", ["domain_id"]), ("domain_name", ["domain_name"]),
            ("user_domain_id", ["user_domain_id"]), ("user_domain_name", ["user_domain_name"]),
            ("project_domain_id", ["project_domain_id"]), ("project_domain_name", ["project_domain_name"]),
            ("token", ["auth_token", "token"]), ("passcode", ["passcode"]),
            ("project_id", ["tenant_id", "project_id"]), ("project_name", ["tenant_name", "project_name"]),
        ]
        for (key, all) in spellings {
            var found: SettingValue?
            for spelling in all {
                for value in [auth[spelling], values[spelling]] where value?.isNull == false { found = value }
                auth[spelling] = nil
                values[spelling] = nil
            }
            if let found, found.text != nil { auth[key] = found }
        }
        for spelling in [auth["user_name"], values["user_name"]] {
            if let spelling, text("username") == nil { auth["username"] = spelling }
        }
        auth["user_name"] = nil
        values["user_name"] = nil
    }

    /// Brings every setting to its present name and form.
    mutating func normalise() throws(ConfigurationError) {
        renameTimeouts()
        renameAuthPlugin()
        values = values.renamingKeys { key in
            key.hasSuffix("endpoint_type") ? key.replacing("endpoint_type", with: "interface") : key
        }
        spreadDomain()
        for key in ["insecure", "cache"] {
            guard let value = values[key], value.map == nil else { continue }
            values[key] = SettingValue(.bool(value.isTrue), at: value.origin)
        }
        try formatAuthURL()
        formatValues()
    }

    /// One time-out for all: of `foo_timeout` and its like the last wins over `api_timeout`.
    private mutating func renameTimeouts() {
        for (key, value) in values.pairs
        where key.hasSuffix("timeout") && key != "timeout" && key != "api_timeout" {
            values[key] = nil
            values["api_timeout"] = value
        }
    }

    private mutating func renameAuthPlugin() {
        guard let plugin = values["auth_plugin"] else { return }
        values["auth_plugin"] = nil
        guard values["auth_type"]?.origin == .builtIn else { return }
        // openstacksdk's own default auth_type hides auth_plugin from it, surely not what its authors meant.
        values["auth_type"] = plugin
        note(
            .warning,
            "auth_plugin is deprecated, and openstacksdk ignores it",
            at: plugin.origin,
            advice: "call it auth_type"
        )
    }

    /// A domain written once holds for user and project; without a project it is what the token is for.
    private mutating func spreadDomain() {
        guard auth["project_id"] != nil || auth["project_name"] != nil else { return }
        for form in ["id", "name"] {
            guard let domain = auth["domain_\(form)"] else { continue }
            for owner in ["user", "project"] where auth["\(owner)_domain_\(form)"] == nil {
                auth["\(owner)_domain_\(form)"] = domain
            }
            auth["domain_\(form)"] = nil
        }
    }

    // MARK: - Texts with settings in them

    private static let formatAdvice = "name a setting of the entry, or write {{ and }} for the braces themselves"

    private mutating func formatAuthURL() throws(ConfigurationError) {
        guard let url = setting("auth_url"), let text = url.text else { return }
        do {
            let formatted = try FormatString(text: text).formatted(formatValue)
            auth["auth_url"] = SettingValue(.text(formatted), at: url.origin)
        } catch {
            throw invalid("auth_url", url, "has \(error.message)", advice: Self.formatAdvice)
        }
    }

    private mutating func formatValues() {
        for (key, value) in values.pairs where !Self.authenticationKeys.contains(key) {
            guard case .text(let text) = value.content else { continue }
            do {
                let formatted = try FormatString(text: text).formatted(formatValue)
                values[key] = SettingValue(.text(formatted), at: value.origin)
            } catch {
                note(
                    .warning,
                    "\(key) of cloud \"\(name)\" has \(error.message)",
                    at: value.origin,
                    advice: Self.formatAdvice
                )
            }
        }
    }

    /// What `{key}` or `{auth[member]}` stands for; secrets stand for nothing.
    private func formatValue(_ key: String, _ member: String?) -> String? {
        guard !Self.secretKeys.contains(member ?? key) else { return nil }
        guard let member else { return values[key]?.text }
        return (key == "auth" ? auth : values[key]?.map)?[member]?.text
    }
}
