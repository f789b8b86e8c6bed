/// Older names of properties and types, which templates may use and the API no longer shows.
enum PropertyAliases {
    private static let properties: [String: [String: String]] = [
        "OS::Cinder::Volume": ["imageRef": "image"],
        "OS::Neutron::FloatingIP": ["floating_network_id": "floating_network"],
        "OS::Neutron::Port": ["network_id": "network"],
        "OS::Neutron::RouterInterface": ["router_id": "router", "subnet_id": "subnet", "port_id": "port"],
        "OS::Neutron::Subnet": ["network_id": "network"],
    ]

    private static let types = ["OS::Heat::SoftwareDeployments": "OS::Heat::SoftwareDeploymentGroup"]

    static func present(type: String) -> String { types[type] ?? type }

    /// The properties under their present names.
    static func present(_ given: JSON.Object, of type: String) -> JSON.Object {
        guard let names = properties[type] else { return given }
        var renamed: JSON.Object = [:]
        for (name, value) in given { renamed[names[name] ?? name] = value }
        return renamed
    }
}
