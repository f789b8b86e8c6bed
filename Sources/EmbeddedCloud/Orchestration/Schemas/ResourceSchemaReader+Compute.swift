extension ResourceSchemaReader {
    /// Types of the compute service.
    static let compute = """
        OS::Nova::Flavor; SUPPORTED; 2014.2
          tenants list; update; default []
            * string; custom keystone.project
          flavorid string
          name string
          ram integer; required
          vcpus integer; required
          disk integer; default 0
          swap integer; default 0
          ephemeral integer; default 0
          rxtx_factor number; default 1.0
          extra_specs map; update
          is_public boolean; default true
          @is_public boolean
          @extra_specs map
          @show map
        OS::Nova::HostAggregate; SUPPORTED; 6.0.0
          name string; required; update
          availability_zone string; update
          hosts list; update
            * string; custom nova.host
          metadata map; update; default {}
          @show map
        OS::Nova::KeyPair; SUPPORTED; 2014.1
          name string; required; length 1..255
          save_private_key boolean; default false
          public_key string
          type string; in ["ssh","x509"]
          user string; custom keystone.user
          @public_key string
          @private_key string
          @show map
        OS::Nova::Quota; SUPPORTED; 8.0.0
          project string; required; custom keystone.project
          cores integer; update; range -1..
          fixed_ips integer; update; range -1..
          floating_ips integer; update; range -1..
          instances integer; update; range -1..
          injected_files integer; update; range -1..
          injected_file_content_bytes integer; update; range -1..
          injected_file_path_bytes integer; update; range -1..
          key_pairs integer; update; range -1..
          metadata_items integer; update; range -1..
          ram integer; update; range -1..
          security_groups integer; update; range -1..
          security_group_rules integer; update; range -1..
          server_groups integer; update; range -1..
          server_group_members integer; update; range -1..
          @show map
        OS::Nova::Server; SUPPORTED
          name string; update
          image string; update; custom glance.image
          block_device_mapping list
            * map
              device_name string; required
              volume_id string; custom cinder.volume
              snapshot_id string; custom cinder.snapshot
              volume_size integer
              delete_on_termination boolean
          block_device_mapping_v2 list
            * map
              device_name string
              volume_id string; custom cinder.volume
              image_id string; custom glance.image
              image string; custom glance.image
              snapshot_id string; custom cinder.snapshot
              swap_size integer
              ephemeral_size integer; range 1..
              ephemeral_format string; in ["ext2","ext3","ext4","xfs","ntfs"]
              device_type string; in ["cdrom","disk"]
              disk_bus string; in ["ide","lame_bus","sata","scsi","usb","virtio"]
              boot_index integer
              volume_size integer
              delete_on_termination boolean
              volume_type string; custom cinder.vtype
          flavor string; required; update; custom nova.flavor
          flavor_update_policy string; update; in ["RESIZE","REPLACE"]; default "RESIZE"
          image_update_policy string; update; in ["REBUILD","REPLACE","REBUILD_PRESERVE_EPHEMERAL"]; default "REBUILD"
          key_name string; custom nova.keypair
          availability_zone string
          security_groups list; default []
          networks list; update
            * map
              uuid string; custom neutron.network
              network string; custom neutron.network
              allocate_network string; update; in ["none","auto"]
              fixed_ip string; custom ip_addr
              port string; custom neutron.port
              port_extra_properties map
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
              subnet string
              floating_ip string
              tag string
          scheduler_hints map
          metadata map; update; default {}
          user_data_format string; in ["HEAT_CFNTOOLS","RAW","SOFTWARE_CONFIG"]; default "HEAT_CFNTOOLS"
          software_config_transport string; update; in ["POLL_SERVER_CFN","POLL_SERVER_HEAT","POLL_TEMP_URL",\
        "ZAQAR_MESSAGE"]; default "POLL_SERVER_CFN"
          user_data_update_policy string; update; in ["REPLACE","IGNORE","REBUILD"]; default "REPLACE"
          user_data string; update; default ""
          reservation_id string
          config_drive boolean
          diskConfig string; in ["AUTO","MANUAL"]
          personality map; default {}
          admin_pass string; update
          tags list; update
            * string
          deployment_swift_data map; update; default {}
            container string; length 1..
            object string; length 1..
          @name string
          @addresses map
          @networks map
          @@first_address string
          @instance_name string
          @accessIPv4 string
          @accessIPv6 string
          @console_urls map
          @tags list
          @os_collect_config map
          @show map
        OS::Nova::ServerGroup; SUPPORTED; 2014.2
          name string
          policies list; in ["anti-affinity","affinity","soft-anti-affinity","soft-affinity"]; default \
        ["anti-affinity"]
            * string
          rules map
            max_server_per_host number
          @show map
        """
}
