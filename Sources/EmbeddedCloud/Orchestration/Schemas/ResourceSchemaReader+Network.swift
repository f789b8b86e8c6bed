extension ResourceSchemaReader {
    /// Types of the network service.
    static let network = """
        OS::Neutron::AddressScope; SUPPORTED; 6.0.0
          name string; update
          shared boolean; update; default false
          tenant_id string; custom keystone.project
          ip_version integer; in [4,6]; default 4
          @show map
        OS::Neutron::ExtraRouteSet; SUPPORTED; 14.0.0
          router string; required; custom neutron.router
          routes list; update; default []
            * map
              destination string; required; custom net_cidr
              nexthop string; required; custom ip_addr
          @show map
        OS::Neutron::FloatingIP; SUPPORTED
          floating_network string; required; custom neutron.network
          floating_subnet string; custom neutron.subnet
          value_specs map; default {}
          port_id string; update; custom neutron.port
          fixed_ip_address string; update; custom ip_addr
          floating_ip_address string; custom ip_addr
          dns_name string; update; custom rel_dns_name
          dns_domain string; update; custom dns_domain
          @router_id string
          @tenant_id string
          @floating_network_id string
          @fixed_ip_address string
          @floating_ip_address string
          @port_id string
          @show map
        OS::Neutron::FloatingIPAssociation; SUPPORTED
          floatingip_id string; required; update
          port_id string; required; update; custom neutron.port
          fixed_ip_address string; update; custom ip_addr
          @show map
        OS::Neutron::Net; SUPPORTED
          name string; update
          value_specs map; update; default {}
          admin_state_up boolean; update; default true
          tenant_id string
          shared boolean; update; default false
          dhcp_agent_ids list; update
          port_security_enabled boolean; update
          qos_policy string; update; custom neutron.qos_policy
          dns_domain string; update; custom dns_domain
          availability_zone_hints list
          tags list; update
            * string
          @status string
          @name string
          @subnets list
          @admin_state_up string
          @tenant_id string
          @port_security_enabled boolean
          @mtu integer
          @qos_policy_id string
          @l2_adjacency boolean
          @segments list
          @show map
        OS::Neutron::Port; SUPPORTED
          name string; update
          network string; required; custom neutron.network
          device_id string; update; default ""
          device_owner string; update; default ""
          fixed_ips list; update
            * map
              subnet_id string; custom neutron.subnet
              subnet string; custom neutron.subnet
              ip_address string; custom ip_addr
          security_groups list; update
          dns_name string; update; custom dns_name
          tags list; update
            * string
          value_specs map; update; default {}
          admin_state_up boolean; update; default true
          mac_address string; custom mac_addr
          allowed_address_pairs list; update
            * map
              mac_address string; custom mac_addr
              ip_address string; required; custom ip_or_cidr
          binding:vnic_type string; update; in ["normal","direct","macvtap","direct-physical","baremetal",\
        "virtio-forwarder","smart-nic"]; default "normal"
          port_security_enabled boolean; update
          qos_policy string; update; custom neutron.qos_policy
          propagate_uplink_status boolean; update
          no_fixed_ips boolean; update; default false
          @admin_state_up string
          @device_id string
          @device_owner string
          @fixed_ips list
          @mac_address string
          @name string
          @network_id string
          @security_groups list
          @status string
          @tenant_id string
          @allowed_address_pairs list
          @subnets list
          @port_security_enabled boolean
          @qos_policy_id string
          @dns_assignment map
          @network map
          @propagate_uplink_status boolean
          @show map
        OS::Neutron::ProviderNet; SUPPORTED; 2014.1
          name string; update
          network_type string; required; update; in ["local","vlan","vxlan","gre","geneve","flat"]
          physical_network string; update
          segmentation_id string; update
          admin_state_up boolean; update; default true
          shared boolean; update; default true
          port_security_enabled boolean; update
          router_external boolean; update; default false
          tags list; update
            * string
          dns_domain string; update; custom dns_domain
          availability_zone_hints list; update
          tenant_id string
          @status string
          @subnets list
          @segments list
          @show map
        OS::Neutron::QoSPolicy; SUPPORTED; 6.0.0
          name string; update
          description string; update
          shared boolean; update; default false
          tenant_id string
          @rules list
          @show map
        OS::Neutron::Quota; SUPPORTED; 8.0.0
          project string; required; custom keystone.project
          subnet integer; update; range -1..
          network integer; update; range -1..
          floatingip integer; update; range -1..
          security_group_rule integer; update; range -1..
          security_group integer; update; range -1..
          router integer; update; range -1..
          port integer; update; range -1..
          subnetpool integer; update; range -1..
          rbac_policy integer; update; range -1..
          @show map
        OS::Neutron::RBACPolicy; SUPPORTED; 6.0.0
          object_type string; required; in ["network","qos_policy","security_group","address_scope","subnetpool"]
          target_tenant string; required; update
          action string; required; in ["access_as_shared","access_as_external"]
          object_id string; required
          tenant_id string
          @show map
        OS::Neutron::Router; SUPPORTED
          name string; update
          external_gateway_info map; update
            network string; required; update
            enable_snat boolean; update
            external_fixed_ips list; update
              * map
                ip_address string; custom ip_addr
                subnet string; custom neutron.subnet
          value_specs map; update; default {}
          admin_state_up boolean; update; default true
          l3_agent_ids list; update
            * string
          distributed boolean
          ha boolean
          availability_zone_hints list; update
          tags list; update
            * string
          tenant_id string
          @status string
          @external_gateway_info map
          @name string
          @admin_state_up string
          @tenant_id string
          @show map
        OS::Neutron::RouterInterface; SUPPORTED
          router string; required; custom neutron.router
          subnet string; custom neutron.subnet
          port string; custom neutron.port
          @show map
        OS::Neutron::SecurityGroup; SUPPORTED; 2014.1
          name string; update
          description string; update
          rules list; update; default []
            * map
              direction string; in ["ingress","egress"]; default "ingress"
              ethertype string; in ["IPv4","IPv6"]; default "IPv4"
              port_range_min integer; range 0..65535
              port_range_max integer; range 0..65535
              protocol string
              remote_mode string; in ["remote_ip_prefix","remote_group_id"]; default "remote_ip_prefix"
              remote_group_id string; custom neutron.security_group
              remote_ip_prefix string; custom net_cidr
          @show map
        OS::Neutron::SecurityGroupRule; SUPPORTED; 7.0.0
          security_group string; required; custom neutron.security_group
          description string
          direction string; in ["ingress","egress"]; default "ingress"
          ethertype string; in ["IPv4","IPv6"]; default "IPv4"
          port_range_min integer; range 0..65535
          port_range_max integer; range 0..65535
          protocol string; in [0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,\
        32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,\
        68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,102,\
        103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120,121,122,123,124,125,126,127,128,129,\
        130,131,132,133,134,135,136,137,138,139,140,141,142,143,144,145,146,147,148,149,150,151,152,153,154,155,156,\
        157,158,159,160,161,162,163,164,165,166,167,168,169,170,171,172,173,174,175,176,177,178,179,180,181,182,183,\
        184,185,186,187,188,189,190,191,192,193,194,195,196,197,198,199,200,201,202,203,204,205,206,207,208,209,210,\
        211,212,213,214,215,216,217,218,219,220,221,222,223,224,225,226,227,228,229,230,231,232,233,234,235,236,237,\
        238,239,240,241,242,243,244,245,246,247,248,249,250,251,252,253,254,255,"ah","dccp","egp","esp","gre","icmp",\
        "icmpv6","igmp","ipv6-encap","ipv6-frag","ipv6-icmp","ipv6-nonxt","ipv6-opts","ipv6-route","ospf","pgm",\
        "rsvp","sctp","tcp","udp","udplite","vrrp"]; default "tcp"
          remote_group string; custom neutron.security_group
          remote_ip_prefix string; custom net_cidr
          @show map
        OS::Neutron::Subnet; SUPPORTED
          network string; required; custom neutron.network
          subnetpool string; custom neutron.subnetpool
          prefixlen integer; range 0..
          cidr string; custom net_cidr
          value_specs map; update; default {}
          name string; update
          ip_version integer; in [4,6]; default 4
          dns_nameservers list; update; default []
          gateway_ip string; update
          enable_dhcp boolean; update; default true
          allocation_pools list; update
            * map
              start string; required; custom ip_addr
              end string; required; custom ip_addr
          tenant_id string
          host_routes list; update
            * map
              destination string; required; custom net_cidr
              nexthop string; required; custom ip_addr
          ipv6_ra_mode string; in ["dhcpv6-stateful","dhcpv6-stateless","slaac"]
          ipv6_address_mode string; in ["dhcpv6-stateful","dhcpv6-stateless","slaac"]
          segment string; update; custom neutron.segment
          tags list; update
            * string
          @name string
          @network_id string
          @tenant_id string
          @allocation_pools list
          @gateway_ip string
          @host_routes list
          @ip_version string
          @cidr string
          @dns_nameservers list
          @enable_dhcp string
          @show map
        OS::Neutron::SubnetPool; SUPPORTED; 6.0.0
          name string; update
          prefixes list; required; update; length 1..
            * string; custom net_cidr
          address_scope string; update; custom neutron.address_scope
          default_quota integer; update; range 0..
          default_prefixlen integer; update; range 0..
          min_prefixlen integer; update; range 0..
          max_prefixlen integer; update; range 0..
          is_default boolean; update; default false
          tenant_id string
          shared boolean; default false
          tags list; update
            * string
          @show map
        OS::Neutron::Trunk; SUPPORTED; 9.0.0
          name string; update
          port string; required; immutable; custom neutron.port
          sub_ports list; update
            * map
              port string; required; custom neutron.port
              segmentation_type string; required; in ["vlan"]
              segmentation_id integer; required; range 1..4094
          description string; update
          admin_state_up boolean; update
          @port_id string
          @show map
        """
}
