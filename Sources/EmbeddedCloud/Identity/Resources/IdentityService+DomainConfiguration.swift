import HTTPTypes
import Hummingbird

// Identity API reference, “Domain configuration”.
extension IdentityService {
    func declareDomainConfiguration(in table: inout RouteTable) {
        table.on(.put, "/v3/domains/{id}/config", createConfiguration)
        for part in ["", "/{group}", "/{group}/{option}"] {
            table.on(.get, "/v3/domains/{id}/config" + part, showConfiguration)
            table.on(.patch, "/v3/domains/{id}/config" + part, updateConfiguration)
            table.on(.delete, "/v3/domains/{id}/config" + part, deleteConfiguration)
            table.on(.get, "/v3/domains/config\(part)/default", showDefaultConfiguration)
        }
    }

    private static func absent(_ part: DomainConfiguration.Part, _ domain: String) -> IdentityError {
        IdentityError(.notFound, "Could not find \(part.name) in domain configuration for domain \(domain).")
    }

    private func answer(_ config: JSON, status: HTTPResponse.Status = .ok) -> ServiceResponse {
        .json(["config": config], status: status)
    }

    /// The groups of options in a request.
    private func givenConfiguration(_ request: ServiceRequest) async throws -> JSON.Object {
        try await document(request)["config"]?.object ?? [:]
    }

    // “Create domain configuration”: 201, or 200 where there was one before.
    private func createConfiguration(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_domain_config", try caller(request).isAdmin)
        let groups = try await givenConfiguration(request)
        let id = request["id"]
        let isNew = try store.write { state in
            guard state.domains[id] != nil else { throw IdentityError.notFound("domain", id) }
            try DomainConfiguration.check(groups)
            let isNew = state.domainConfigurations[id] == nil
            state.domainConfigurations.insert(DomainConfigurationRow(id: id, groups: groups))
            return isNew
        }
        return answer(.object(DomainConfiguration.shown(groups)), status: isNew ? .created : .ok)
    }

    private func showConfiguration(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let part = DomainConfiguration.Part(request)
        if part.group == "security_compliance" { return try showPasswordRules(request["id"], part) }
        try require("get_domain_config", caller.seesAll)
        try DomainConfiguration.check(part)
        let groups = store.read { $0.domainConfigurations[request["id"]]?.groups } ?? [:]
        guard let config = part.select(from: DomainConfiguration.shown(groups)) else {
            throw Self.absent(part, request["id"])
        }
        return answer(config)
    }

    /// What passwords must look like, which everybody may know; this cloud has no rules.
    private func showPasswordRules(_ domain: String, _ part: DomainConfiguration.Part) throws -> ServiceResponse {
        guard domain == "default" else {
            throw DomainConfiguration.invalid(
                "Reading security compliance information for any domain other than the default domain is not allowed "
                    + "or supported."
            )
        }
        let rules: JSON.Object = ["password_regex": nil, "password_regex_description": nil]
        guard let config = part.select(from: ["security_compliance": .object(rules)]) else {
            throw DomainConfiguration.invalid(
                "Reading security compliance values other than password_regex and password_regex_description is not "
                    + "allowed."
            )
        }
        return answer(config)
    }

    private func updateConfiguration(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_domain_config", try caller(request).isAdmin)
        let given = try await givenConfiguration(request)
        let id = request["id"]
        let part = DomainConfiguration.Part(request)
        let groups = try store.write { state in
            guard state.domains[id] != nil else { throw IdentityError.notFound("domain", id) }
            let changes = try DomainConfiguration.changes(given, of: part)
            var row = state.domainConfigurations[id] ?? DomainConfigurationRow(id: id, groups: [:])
            guard part.group == nil || part.select(from: row.groups) != nil else { throw Self.absent(part, id) }
            for (group, options) in changes {
                var merged = row.groups[group]?.object ?? [:]
                merged.merge(options.object ?? [:])
                row.groups[group] = .object(merged)
            }
            state.domainConfigurations.insert(row)
            return row.groups
        }
        return answer(.object(DomainConfiguration.shown(groups)))
    }

    private func deleteConfiguration(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_domain_config", try caller(request).isAdmin)
        let id = request["id"]
        let part = DomainConfiguration.Part(request)
        try store.write { state in
            guard state.domains[id] != nil else { throw IdentityError.notFound("domain", id) }
            try DomainConfiguration.check(part)
            var row = state.domainConfigurations[id] ?? DomainConfigurationRow(id: id, groups: [:])
            guard part.group == nil || part.select(from: row.groups) != nil else { throw Self.absent(part, id) }
            part.remove(from: &row.groups)
            state.domainConfigurations[id] = row.groups.isEmpty ? nil : row
        }
        return .empty(.noContent)
    }

    // “Show default configuration settings”, also for a group or one option.
    private func showDefaultConfiguration(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_domain_config_default", try caller(request).seesAll)
        let part = DomainConfiguration.Part(request)
        try DomainConfiguration.check(part)
        guard let config = part.select(from: DomainConfiguration.defaults) else {
            throw DomainConfiguration.invalid("Reading the default for \(part.name) is not supported")
        }
        return answer(config)
    }
}
