extension CloudSettings {
    /// The configuration that the settings make, once they are normalised.
    mutating func configuration() throws(ConfigurationError) -> CloudConfiguration {
        try checkAuthType()
        let authURL = authType == "none" ? "" : try checkedAuthURL()
        let authentication = try authentication()
        let scope = authentication == .none ? nil : try scope()
        var services = try services()
        if authentication == .none {
            // Without identity service and catalog, one URL stands for every service.
            for type in ServiceType.known where text("endpoint") != nil {
                var settings = services[type.settingsKey] ?? ServiceSettings()
                settings.endpointOverride = settings.endpointOverride ?? text("endpoint")
                services[type.settingsKey] = settings
            }
        }
        return CloudConfiguration(
            name: name,
            authURL: authURL,
            authentication: authentication,
            scope: scope,
            region: values["region_name"]?.text,
            interface: try interface("interface") ?? .public,
            services: services,
            tls: tls(),
            requestTimeout: try requestTimeout(),
            networks: try networks()
        )
    }

    private func checkedAuthURL() throws(ConfigurationError) -> String {
        guard let value = setting("auth_url"), let url = value.text else { throw missing("auth_url") }
        guard url.wholeMatch(of: #/(?i:https?)://[^\s\/?#]+\S*/#) != nil else {
            throw invalid("auth_url", value, "is no URL", advice: "write http:// or https://, the host, and /v3")
        }
        return url
    }

    /// A URL without the name and password that may stand before its host.
    static func withoutUserInfo(_ url: String) -> String {
        url.replacing(#/:\/\/[^\/?#]*@/#, with: "://")
    }

    /// The endpoint interface of a key; `nil` when it is not set.
    func interface(_ key: String) throws(ConfigurationError) -> EndpointInterface? {
        guard let value = values[key], let text = value.text ?? value.list?.first?.text else { return nil }
        // Catalogs of the second identity API said publicURL, and keystoneauth still understands it.
        let name = text.hasSuffix("URL") ? String(text.dropLast(3)) : text
        guard let interface = EndpointInterface(rawValue: name) else {
            let names = EndpointInterface.allCases.map(\.rawValue)
            throw invalid(key, value, "is \"\(text)\"", advice: "write one of \(names.joined(separator: ", "))")
        }
        return interface
    }

    private func requestTimeout() throws(ConfigurationError) -> Duration? {
        guard let value = values["api_timeout"], let text = value.text else { return nil }
        guard let seconds = Double(text), seconds > 0, seconds < 1e9 else {
            throw invalid("api_timeout", value, "is no number of seconds", advice: "write a number above 0")
        }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }

    // MARK: - TLS

    private mutating func tls() -> TLSSettings {
        var settings = TLSSettings(
            certificateFile: values["cert"]?.text.map(path),
            keyFile: values["cert"]?.text == nil ? nil : values["key"]?.text.map(path)
        )
        var authority = values["cacert"]
        if let verify = values["verify"] {
            switch verify.content {
            case .bool(let value): settings.verifiesServer = value
            case .text(let text) where ["false", "no", "0", "off"].contains(text.lowercased()):
                settings.verifiesServer = false
            case .text(let text) where !["true", "yes", "1", "on", ""].contains(text.lowercased()):
                // As with Python's requests, a path is the authorities' file.
                if authority?.text == nil { authority = verify }
            default: break
            }
        }
        if values["insecure"]?.isTrue == true { settings.verifiesServer = false }
        if settings.verifiesServer {
            settings.authorityFile = authority?.text.map(path)
        } else if let authority, authority.text != nil {
            note(
                .warning,
                "cacert of cloud \"\(name)\" has no effect, since the server is not verified",
                at: authority.origin,
                advice: "remove verify: false or insecure: true"
            )
        }
        if settings.certificateFile == nil, let key = values["key"], key.text != nil {
            note(.warning, "key without cert has no effect", at: key.origin, advice: "add cert")
        }
        return settings
    }

    /// An absolute path; `~` is the home directory.
    private func path(_ text: String) -> String {
        if text.hasPrefix("/") { return text }
        if let homeDirectory, text == "~" || text.hasPrefix("~/") { return homeDirectory + text.dropFirst() }
        return "\(workingDirectory)/\(text)"
    }
}
