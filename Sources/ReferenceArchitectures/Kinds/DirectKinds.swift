/// Every type of resource that the direct engine can make, by its name in templates.
enum DirectKinds {
    /// The kind of a type; `nil` of types that only Heat can make.
    static func named(_ type: String) -> (any DirectKind)? { all[type] }

    /// The names of all types.
    static var names: [String] { all.keys.sorted() }

    private static let all: [String: any DirectKind] = network.merging(compute) { $1 }.merging(storage) { $1 }
        .merging(local) { $1 }

    private static let network: [String: any DirectKind] = [
        "OS::Neutron::Net": NetworkKinds.network,
        "OS::Neutron::Subnet": NetworkKinds.subnet,
        "OS::Neutron::Router": NetworkKinds.router,
        "OS::Neutron::RouterInterface": RouterInterfaceKind(),
        "OS::Neutron::Port": PortKind(),
        "OS::Neutron::FloatingIP": FloatingIPKind(),
        "OS::Neutron::FloatingIPAssociation": FloatingIPAssociationKind(),
        "OS::Neutron::SecurityGroup": SecurityGroupKind(),
        "OS::Neutron::SecurityGroupRule": NetworkKinds.securityGroupRule,
    ]

    private static let compute: [String: any DirectKind] = [
        "OS::Nova::Server": ServerKind(),
        "OS::Nova::KeyPair": KeyPairKind(),
        "OS::Nova::ServerGroup": ServerGroupKind(),
    ]

    private static let storage: [String: any DirectKind] = [
        "OS::Cinder::Volume": VolumeKind(),
        "OS::Cinder::VolumeAttachment": VolumeAttachmentKind(),
        "OS::Swift::Container": ContainerKind(),
        "OS::Glance::WebImage": WebImageKind(),
    ]

    private static let local: [String: any DirectKind] = [
        "OS::Heat::RandomString": RandomStringKind(),
        "OS::Heat::Value": ValueKind(),
        "OS::Heat::None": NothingKind(),
        "OS::Heat::SoftwareConfig": ConfigKind.software,
        "OS::Heat::CloudConfig": ConfigKind.cloud,
        "OS::Heat::MultipartMime": ConfigKind.multipart,
    ]
}
