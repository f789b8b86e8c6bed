/// What a domain has configured for itself.
struct DomainConfigurationRow: StoredRow {
    static let table = "identity.domain_configuration"
    /// The domain's.
    var id: String
    /// The options by their groups: `{"ldap": {"url": …}}`; a group has at least one.
    var groups: JSON.Object
}
