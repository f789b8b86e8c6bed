/// A request that an application depends on, without what is particular to a cloud or a resource.
///
/// Written as runs write the requests they make: the path begins with the API's version, identifiers are `{id}`, and
/// the project that some endpoints have in their paths is left out.
public struct RequiredOperation: Sendable, Hashable {
    /// The service's type in the catalog: `block-storage`.
    public var service: String
    /// The method: `POST`.
    public var method: String
    /// The path: `/v2.1/servers/{id}/action`.
    public var path: String
    /// The action in the body, where one path serves many.
    public var action: String?
}

extension RequiredOperation: CustomStringConvertible {
    /// Method and path, then the action in brackets.
    public var description: String { "\(method) \(path)\(action.map { " (\($0))" } ?? "")" }
}

extension RequiredOperation: Comparable {
    /// By service, path and method.
    public static func < (left: RequiredOperation, right: RequiredOperation) -> Bool {
        (left.service, left.path, left.method, left.action ?? "")
            < (right.service, right.path, right.method, right.action ?? "")
    }
}

/// What making a resource of a type, reading it and removing it asks of a cloud.
struct ResourceOperations {
    let operations: [RequiredOperation]
    /// The capabilities of the interoperability guidelines that say whether a cloud can do it.
    let capabilities: [String]

    /// What a type needs; `nil` when only its service is known.
    static func of(_ type: String) -> ResourceOperations? { table[type] }

    private static let table: [String: ResourceOperations] = {
        var table: [String: ResourceOperations] = [:]
        // A line that is indented goes on with the one before.
        for record in text.replacing("\n  ", with: " ").split(separator: "\n") {
            let words = record.split(separator: " ").map(String.init)
            guard words.count > 2 else { continue }
            let end = words.firstIndex(of: "=") ?? words.endIndex
            table[words[0]] = ResourceOperations(
                operations: operations(words[2..<end], words[1]),
                capabilities: Array(words[end...].dropFirst())
            )
        }
        return table
    }()

    /// `CRLD/path` stands for creating, reading, listing and deleting in a collection; `PUT:/path` for one request,
    /// `POST:name/path` for an action.
    private static func operations(_ words: ArraySlice<String>, _ service: String) -> [RequiredOperation] {
        words.flatMap { word -> [RequiredOperation] in
            guard let slash = word.firstIndex(of: "/") else { return [] }
            let (letters, path) = (word[..<slash], String(word[slash...]))
            if let colon = letters.firstIndex(of: ":") {
                return [
                    RequiredOperation(
                        service: service,
                        method: String(letters[..<colon]),
                        path: path,
                        action: letters[letters.index(after: colon)...].isEmpty
                            ? nil : String(letters[letters.index(after: colon)...])
                    )
                ]
            }
            return letters.compactMap { letter in
                switch letter {
                case "C": RequiredOperation(service: service, method: "POST", path: path)
                case "R": RequiredOperation(service: service, method: "GET", path: path + "/{id}")
                case "L": RequiredOperation(service: service, method: "GET", path: path)
                case "D": RequiredOperation(service: service, method: "DELETE", path: path + "/{id}")
                default: nil
                }
            }
        }
    }

    /// A type and its service; what is asked for; after `=`, the capabilities.
    private static let text = """
        OS::Nova::Server compute
          CRD/v2.1/servers L/v2.1/flavors/detail = compute-servers-create compute-servers-get compute-servers-delete
          compute-flavors-list
        OS::Nova::KeyPair compute CRD/v2.1/os-keypairs = compute-keypairs-create compute-keypairs
        OS::Nova::Flavor compute CRD/v2.1/flavors
        OS::Nova::ServerGroup compute CRD/v2.1/os-server-groups
        OS::Nova::HostAggregate compute CRD/v2.1/os-aggregates
        OS::Nova::Quota compute PUT:/v2.1/os-quota-sets/{id} GET:/v2.1/os-quota-sets/{id}
        OS::Cinder::Volume block-storage CRD/v3/volumes = volumes-v3-create-delete volumes-v3-get
        OS::Cinder::VolumeAttachment compute CRD/v2.1/servers/{id}/os-volume_attachments = compute-volume-attach
        OS::Cinder::VolumeType block-storage CRD/v3/types
        OS::Cinder::EncryptedVolumeType block-storage C/v3/types/{id}/encryption
        OS::Cinder::QoSSpecs block-storage CRD/v3/qos-specs
        OS::Cinder::QoSAssociation block-storage GET:/v3/qos-specs/{id}/associate
        OS::Cinder::Quota block-storage PUT:/v3/os-quota-sets/{id}
        OS::Glance::Image image
          CRD/v2/images PUT:/v2/images/{id}/file = images-v2-update images-v2-get images-v2-delete
        OS::Glance::WebImage image
          CRD/v2/images POST:/v2/images/{id}/import = images-v2-import images-v2-get images-v2-delete
        OS::Keystone::User identity CRD/v3/users
        OS::Keystone::Project identity CRD/v3/projects
        OS::Keystone::Role identity CRD/v3/roles
        OS::Keystone::Domain identity CRD/v3/domains
        OS::Keystone::Group identity CRD/v3/groups
        OS::Keystone::Region identity CRD/v3/regions
        OS::Keystone::Service identity CRD/v3/services
        OS::Keystone::Endpoint identity CRD/v3/endpoints
        OS::Keystone::UserRoleAssignment identity
          PUT:/v3/projects/{id}/users/{id}/roles/{id} DELETE:/v3/projects/{id}/users/{id}/roles/{id}
        OS::Keystone::GroupRoleAssignment identity
          PUT:/v3/projects/{id}/groups/{id}/roles/{id} DELETE:/v3/projects/{id}/groups/{id}/roles/{id}
        OS::Neutron::Net network CRD/v2.0/networks = networks-l2-CRUD
        OS::Neutron::ProviderNet network CRD/v2.0/networks = networks-l2-CRUD
        OS::Neutron::Subnet network CRD/v2.0/subnets = networks-l2-CRUD
        OS::Neutron::SubnetPool network CRD/v2.0/subnetpools = networks-subnet-pools-CRUD
        OS::Neutron::AddressScope network CRD/v2.0/address-scopes
        OS::Neutron::Port network CRD/v2.0/ports = networks-l2-CRUD
        OS::Neutron::Router network CRD/v2.0/routers = networks-l3-router
        OS::Neutron::RouterInterface network
          PUT:/v2.0/routers/{id}/add_router_interface PUT:/v2.0/routers/{id}/remove_router_interface =
          networks-l3-router
        OS::Neutron::RouterGateway network PUT:/v2.0/routers/{id} = networks-l3-router
        OS::Neutron::ExtraRoute network PUT:/v2.0/routers/{id} = networks-l3-router
        OS::Neutron::ExtraRouteSet network
          PUT:/v2.0/routers/{id}/add_extraroutes PUT:/v2.0/routers/{id}/remove_extraroutes
        OS::Neutron::FloatingIP network CRD/v2.0/floatingips = networks-l3-CRUD
        OS::Neutron::FloatingIPAssociation network PUT:/v2.0/floatingips/{id} = networks-l3-CRUD
        OS::Neutron::FloatingIPPortForward network CRD/v2.0/floatingips/{id}/port_forwardings
        OS::Neutron::SecurityGroup network
          CRD/v2.0/security-groups CD/v2.0/security-group-rules = networks-security-groups-CRUD
        OS::Neutron::SecurityGroupRule network CRD/v2.0/security-group-rules = networks-security-groups-CRUD
        OS::Neutron::Trunk network CRD/v2.0/trunks
        OS::Neutron::Segment network CRD/v2.0/segments
        OS::Neutron::RBACPolicy network CRD/v2.0/rbac-policies
        OS::Neutron::QoSPolicy network CRD/v2.0/qos/policies
        OS::Neutron::QoSBandwidthLimitRule network CRD/v2.0/qos/policies/{id}/bandwidth_limit_rules
        OS::Neutron::QoSDscpMarkingRule network CRD/v2.0/qos/policies/{id}/dscp_marking_rules
        OS::Neutron::QoSMinimumBandwidthRule network CRD/v2.0/qos/policies/{id}/minimum_bandwidth_rules
        OS::Neutron::MeteringLabel network CRD/v2.0/metering/metering-labels
        OS::Neutron::MeteringRule network CRD/v2.0/metering/metering-label-rules
        OS::Neutron::VPNService network CRD/v2.0/vpn/vpnservices
        OS::Neutron::IKEPolicy network CRD/v2.0/vpn/ikepolicies
        OS::Neutron::IPsecPolicy network CRD/v2.0/vpn/ipsecpolicies
        OS::Neutron::IPsecSiteConnection network CRD/v2.0/vpn/ipsec-site-connections
        OS::Neutron::Quota network PUT:/v2.0/quotas/{id}
        OS::Octavia::LoadBalancer load-balancer CRD/v2/lbaas/loadbalancers
        OS::Octavia::Listener load-balancer CRD/v2/lbaas/listeners
        OS::Octavia::Pool load-balancer CRD/v2/lbaas/pools
        OS::Octavia::PoolMember load-balancer CRD/v2/lbaas/pools/{id}/members
        OS::Octavia::HealthMonitor load-balancer CRD/v2/lbaas/healthmonitors
        OS::Octavia::L7Policy load-balancer CRD/v2/lbaas/l7policies
        OS::Octavia::L7Rule load-balancer CRD/v2/lbaas/l7policies/{id}/rules
        OS::Octavia::Flavor load-balancer CRD/v2/lbaas/flavors
        OS::Octavia::FlavorProfile load-balancer CRD/v2/lbaas/flavorprofiles
        OS::Octavia::Quota load-balancer PUT:/v2/lbaas/quotas/{id}
        OS::Swift::Container object-store
          PUT:/v1/{account}/{container} HEAD:/v1/{account}/{container} DELETE:/v1/{account}/{container}
          = objectstore-container-create objectstore-container-list objectstore-container-delete
        OS::Designate::Zone dns CRD/v2/zones = dns-zone-crud
        OS::Designate::RecordSet dns CRD/v2/zones/{id}/recordsets = dns-record-crud
        OS::Barbican::Secret key-manager CRD/v1/secrets
        OS::Barbican::Order key-manager CRD/v1/orders
        OS::Barbican::GenericContainer key-manager CRD/v1/containers
        OS::Manila::Share shared-file-system CRD/v2/shares
        OS::Manila::ShareNetwork shared-file-system CRD/v2/share-networks
        OS::Manila::ShareType shared-file-system CRD/v2/types
        OS::Magnum::Cluster container-infrastructure-management CRD/v1/clusters
        OS::Magnum::ClusterTemplate container-infrastructure-management CRD/v1/clustertemplates
        OS::Trove::Instance database CRD/v1.0/instances
        OS::Zaqar::Queue message PUT:/v2/queues/{id} GET:/v2/queues/{id} DELETE:/v2/queues/{id}
        OS::Mistral::Workflow workflow CRD/v2/workflows
        OS::Mistral::CronTrigger workflow CRD/v2/cron_triggers
        OS::Aodh::Alarm alarm CRD/v2/alarms
        OS::Aodh::EventAlarm alarm CRD/v2/alarms
        OS::Aodh::GnocchiAggregationByResourcesAlarm alarm CRD/v2/alarms
        OS::Ironic::Port baremetal CRD/v1/ports
        OS::Blazar::Lease reservation CRD/v1/leases
        OS::Zun::Container application-container CRD/v1/containers
        """
}
