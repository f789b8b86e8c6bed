/// What Heat says of the types of resources that it has itself; made by scripts/generate-resource-types.
///
/// A type, its service's code name and its marks; then its properties after `p`, its attributes after `a`, its
/// update policies after `u`. Kinds of values: string, integer, number, boolean, map, list, any. `!` required,
/// `+` can be changed in place, `-` not implemented. Marks of types: `S` can be kept as a snapshot, `A` has
/// attributes beside those listed, `P` takes any property, `D` deprecated, `H` hidden, `U` not supported.
enum ResourceTypeTable {
    static let text = """
        AWS::AutoScaling::AutoScalingGroup -
          p AvailabilityZones:l! Cooldown:i+ DesiredCapacity:i+ HealthCheckGracePeriod:i- HealthCheckType:s-
          p InstanceId:s LaunchConfigurationName:s+ LoadBalancerNames:l MaxSize:i!+ MinSize:i!+ Tags:l(Key:s!
          p Value:s!) VPCZoneIdentifier:l
          a InstanceList
          u AutoScalingRollingUpdate:m(MaxBatchSize:i MinInstancesInService:i PauseTime:s)
        AWS::AutoScaling::LaunchConfiguration -
          p BlockDeviceMappings:l(DeviceName:s! Ebs:m(DeleteOnTermination:b Iops:n- SnapshotId:s VolumeSize:s
          p VolumeType:s-) NoDevice:m- VirtualName:s-) ImageId:s InstanceId:s InstanceType:s KernelId:s- KeyName:s
          p NovaSchedulerHints:l(Key:s! Value:s!) RamDiskId:s- SecurityGroups:l UserData:s
        AWS::AutoScaling::ScalingPolicy -
          p AdjustmentType:s!+ AutoScalingGroupName:s! Cooldown:i+ MinAdjustmentStep:i+ ScalingAdjustment:i!+
          a AlarmUrl
        AWS::CloudFormation::Stack - A
          p Parameters:m+ TemplateURL:s!+ TimeoutInMinutes:i+
        AWS::CloudFormation::WaitCondition -
          p Count:i+ Handle:s! Timeout:i!
          a Data
        AWS::CloudFormation::WaitConditionHandle -
        AWS::EC2::EIP nova
          p Domain:s InstanceId:s+
          a AllocationId
        AWS::EC2::EIPAssociation nova
          p AllocationId:s+ EIP:s+ InstanceId:s+ NetworkInterfaceId:s+
        AWS::EC2::Instance nova
          p AvailabilityZone:s BlockDeviceMappings:l(DeviceName:s! Ebs:m(DeleteOnTermination:b Iops:n- SnapshotId:s
          p VolumeSize:s VolumeType:s-) NoDevice:m- VirtualName:s-) DisableApiTermination:s- ImageId:s!
          p InstanceType:s!+ KernelId:s- KeyName:s Monitoring:b- NetworkInterfaces:l+ NovaSchedulerHints:l(Key:s!
          p Value:s!) PlacementGroupName:s- PrivateIpAddress:s- RamDiskId:s- SecurityGroupIds:l SecurityGroups:l
          p SourceDestCheck:b- SubnetId:s+ Tags:l+(Key:s! Value:s!) Tenancy:s- UserData:s Volumes:l(Device:s!
          p VolumeId:s!)
          a AvailabilityZone PrivateDnsName PrivateIp PublicDnsName PublicIp
        AWS::EC2::InternetGateway -
          p Tags:l(Key:s! Value:s!)
        AWS::EC2::NetworkInterface neutron
          p Description:s GroupSet:l+ PrivateIpAddress:s SourceDestCheck:b- SubnetId:s! Tags:l(Key:s! Value:s!)
          a PrivateIpAddress
        AWS::EC2::RouteTable neutron
          p Tags:l(Key:s! Value:s!) VpcId:s!
        AWS::EC2::SecurityGroup -
          p GroupDescription:s! SecurityGroupEgress:l+(CidrIp:s FromPort:s IpProtocol:s SourceSecurityGroupId:s
          p SourceSecurityGroupName:s SourceSecurityGroupOwnerId:s- ToPort:s) SecurityGroupIngress:l+(CidrIp:s
          p FromPort:s IpProtocol:s SourceSecurityGroupId:s SourceSecurityGroupName:s SourceSecurityGroupOwnerId:s-
          p ToPort:s) VpcId:s
        AWS::EC2::Subnet neutron
          p AvailabilityZone:s CidrBlock:s! Tags:l(Key:s! Value:s!) VpcId:s!
          a AvailabilityZone
        AWS::EC2::SubnetRouteTableAssociation neutron
          p RouteTableId:s! SubnetId:s!
        AWS::EC2::VPC neutron
          p CidrBlock:s InstanceTenancy:s- Tags:l(Key:s! Value:s!)
        AWS::EC2::VPCGatewayAttachment neutron
          p InternetGatewayId:s VpcId:s! VpnGatewayId:s-
        AWS::EC2::Volume cinder S
          p AvailabilityZone:s! Size:i SnapshotId:s Tags:l(Key:s! Value:s!)
        AWS::EC2::VolumeAttachment cinder
          p Device:s! InstanceId:s! VolumeId:s!
        AWS::ElasticLoadBalancing::LoadBalancer -
          p AppCookieStickinessPolicy:s- AvailabilityZones:l! HealthCheck:m(HealthyThreshold:i! Interval:i!
          p Target:s! Timeout:i! UnhealthyThreshold:i!) Instances:l+ LBCookieStickinessPolicy:s-
          p Listeners:l!(InstancePort:i! LoadBalancerPort:i! PolicyNames:l- Protocol:s! SSLCertificateId:s-)
          p SecurityGroups:l+ Subnets:l-
          a CanonicalHostedZoneName CanonicalHostedZoneNameID DNSName SourceSecurityGroup.GroupName
          a SourceSecurityGroup.OwnerAlias
        AWS::IAM::AccessKey -
          p Serial:i- Status:s- UserName:s!
          a SecretAccessKey UserName
        AWS::IAM::User -
          p Groups:l LoginProfile:m(Password:s) Path:s Policies:l
        AWS::S3::Bucket swift
          p AccessControl:s Tags:l(Key:s! Value:s!) WebsiteConfiguration:m(ErrorDocument:s IndexDocument:s)
          a DomainName WebsiteURL
        OS::Aodh::Alarm aodh D
          p alarm_actions:l+ alarm_queues:l+ comparison_operator:s+ description:s+ enabled:b+ evaluation_periods:i+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ matching_metadata:m+ meter_name:s!
          p ok_actions:l+ ok_queues:l+ period:i+ query:l+(field:s op:s type:s value:s) repeat_actions:b+ severity:s+
          p statistic:s+ threshold:n!+ time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::CombinationAlarm aodh APH
        OS::Aodh::CompositeAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ composite_rule:m!+(operator:s!+ rules:l!+) description:s+ enabled:b+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ repeat_actions:b+
          p severity:s+ time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::EventAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ description:s+ enabled:b+ event_type:s+ insufficient_data_actions:l+
          p insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ query:l+(field:s op:s type:s value:s)
          p repeat_actions:b+ severity:s+ time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::GnocchiAggregationByMetricsAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+ description:s+ enabled:b+
          p evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+ insufficient_data_queues:l+
          p metrics:l!+ ok_actions:l+ ok_queues:l+ repeat_actions:b+ severity:s+ threshold:n!+
          p time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::GnocchiAggregationByResourcesAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+ description:s+ enabled:b+
          p evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+ insufficient_data_queues:l+ metric:s!+
          p ok_actions:l+ ok_queues:l+ query:s!+ repeat_actions:b+ resource_type:s!+ severity:s+ threshold:n!+
          p time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::GnocchiResourcesAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+ description:s+ enabled:b+
          p evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+ insufficient_data_queues:l+ metric:s!+
          p ok_actions:l+ ok_queues:l+ repeat_actions:b+ resource_id:s!+ resource_type:s!+ severity:s+ threshold:n!+
          p time_constraints:l(description:s duration:i! name:s! start:s! timezone:s)
        OS::Aodh::LBMemberHealthAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ autoscaling_group_id:s!+ description:s+ enabled:b+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ pool:s!+
          p repeat_actions:b+ severity:s+ stack:s! time_constraints:l(description:s duration:i! name:s! start:s!
          p timezone:s)
        OS::Aodh::PrometheusAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ comparison_operator:s+ description:s+ enabled:b+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ query:s!+
          p repeat_actions:b+ severity:s+ threshold:n!+ time_constraints:l(description:s duration:i! name:s!
          p start:s! timezone:s)
        OS::Barbican::CertificateContainer barbican
          p certificate_ref:s intermediates_ref:s name:s private_key_passphrase_ref:s private_key_ref:s
          a consumers container_ref secret_refs status
        OS::Barbican::GenericContainer barbican
          p name:s secrets:l(name:s! ref:s!)
          a consumers container_ref secret_refs status
        OS::Barbican::Order barbican
          p algorithm:s bit_length:i ca_id:s expiration:s mode:s name:s pass_phrase:s payload_content_type:s
          p profile:s request_data:s request_type:s source_container_ref:s subject_dn:s type:s!
          a certificate container_ref intermediates order_ref private_key public_key secret_ref status
        OS::Barbican::RSAContainer barbican
          p name:s private_key_passphrase_ref:s private_key_ref:s public_key_ref:s
          a consumers container_ref secret_refs status
        OS::Barbican::Secret barbican
          p algorithm:s bit_length:i expiration:s mode:s name:s payload:s payload_content_encoding:s
          p payload_content_type:s secret_type:s
          a decrypted_payload status
        OS::Blazar::Host blazar
          p extra_capability:m name:s!
          a cpu_info created_at extra_capability hypervisor_hostname hypervisor_type hypervisor_version local_gb
          a memory_mb reservable service_name status trust_id updated_at vcpus
        OS::Blazar::Lease blazar
          p before_end_date:s end_date:s! events:l(event_type:s! time:s!) name:s! reservations:l!(affinity:b
          p amount:i before_end:s disk_gb:i hypervisor_properties:s max:i memory_mb:i min:i resource_properties:s
          p resource_type:s! vcpus:i) start_date:s!
          a created_at degraded end_date events name project_id reservations start_date status trust_id updated_at
          a user_id
        OS::Cinder::EncryptedVolumeType cinder
          p cipher:s+ control_location:s+ key_size:i+ provider:s!+ volume_type:s!
        OS::Cinder::QoSAssociation cinder
          p qos_specs:s! volume_types:l!+
        OS::Cinder::QoSSpecs cinder
          p name:s specs:m!+
        OS::Cinder::Quota cinder
          p backup_gigabytes:i+ backups:i+ gigabytes:i+ project:s! snapshots:i+ volumes:i+
        OS::Cinder::Volume cinder S
          p availability_zone:s backup_id:s+ description:s+ image:s imageRef:s metadata:m+ multiattach:b name:s+
          p read_only:b+ scheduler_hints:m size:i+ snapshot_id:s source_volid:s volume_type:s+
          a attachments attachments_list availability_zone bootable created_at display_description display_name
          a encrypted metadata metadata_values multiattach size snapshot_id source_volid status volume_type
        OS::Cinder::VolumeAttachment cinder
          p instance_uuid:s!+ mountpoint:s+ volume_id:s!+
        OS::Cinder::VolumeType cinder
          p description:s+ is_public:b+ metadata:m+ name:s!+ projects:l+
        OS::Designate::Domain - APH
        OS::Designate::Record - APH
        OS::Designate::RecordSet designate
          p description:s+ name:s records:l!+ ttl:i+ type:s! zone:s!
        OS::Designate::Zone designate
          p attributes:m description:s+ email:s+ masters:l+ name:s! primaries:l+ ttl:i+ type:s
          a serial
        OS::Glance::Image - APH
        OS::Glance::WebImage glance
          p active:b+ architecture:s+ container_format:s! disk_format:s! extra_properties:m+ id:s kernel_id:s+
          p location:s! members:l+ min_disk:i min_ram:i name:s os_distro:s+ os_version:s+ owner:s+ protected:b+
          p ramdisk_id:s+ tags:l+ visibility:s+
        OS::Heat::AccessPolicy -
          p AllowedResources:l!
        OS::Heat::AutoScalingGroup - A
          p cooldown:i+ desired_capacity:i+ max_size:i!+ min_size:i!+ resource:m!+
          p rolling_updates:m+(max_batch_size:i min_in_service:i pause_time:n)
          a current_size outputs outputs_list refs refs_map
        OS::Heat::CloudConfig heat
          p cloud_config:m
          a config
        OS::Heat::Delay -
          p actions:l+ jitter_multiplier:n+ max_jitter:n+ min_wait:n+
        OS::Heat::DeployedServer heat S
          p deployment_swift_data:m+(container:s object:s) metadata:m+ name:s+ software_config_transport:s+
          a name os_collect_config
        OS::Heat::HARestarter - APH
        OS::Heat::InstanceGroup -
          p AvailabilityZones:l! LaunchConfigurationName:s!+ LoadBalancerNames:l Size:i!+ Tags:l(Key:s! Value:s!)
          a InstanceList
          u RollingUpdate:m(MaxBatchSize:i MinInstancesInService:i PauseTime:s)
        OS::Heat::MultipartMime heat
          p group:s parts:l(config:s! filename:s subtype:s type:s)
          a config
        OS::Heat::None - AP
        OS::Heat::RandomString -
          p character_classes:l(class:s min:i) character_sequences:l(min:i sequence:s!) length:i salt:s sequence:s
          a value
        OS::Heat::ResourceChain - A
          p concurrent:b resource_properties:m resources:l!+
          a attributes refs
        OS::Heat::ResourceGroup - A
          p count:i+ index_var:s removal_policies:l+(resource_list:l) removal_policies_mode:s+
          p resource_def:m!+(metadata:m properties:m type:s!)
          a attributes refs refs_map removed_rsrc_list
          u batch_create:m(max_batch_size:i pause_time:n) rolling_update:m(max_batch_size:i min_in_service:i
          u pause_time:n)
        OS::Heat::ScalingPolicy -
          p adjustment_type:s!+ auto_scaling_group_id:s! cooldown:n+ min_adjustment_step:i+ scaling_adjustment:n!+
          a alarm_url signal_url
        OS::Heat::SoftwareComponent heat
          p configs:l!(actions:l config:s tool:s!) inputs:l(default:a description:s name:s! replace_on_change:b
          p type:s) options:m outputs:l(description:s error_output:b name:s! type:s)
          a config
        OS::Heat::SoftwareConfig heat
          p config:s group:s inputs:l(default:a description:s name:s! replace_on_change:b type:s) options:m
          p outputs:l(description:s error_output:b name:s! type:s)
          a config
        OS::Heat::SoftwareDeployment heat A
          p actions:l+ config:s+ input_values:m+ name:s+ server:s! signal_transport:s
          a deploy_status_code deploy_stderr deploy_stdout
        OS::Heat::SoftwareDeploymentGroup - A
          p actions:l+ config:s+ input_values:m+ name:s+ servers:m!+ signal_transport:s
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i pause_time:n) rolling_update:m(max_batch_size:i pause_time:n)
        OS::Heat::SoftwareDeployments - AH
          p actions:l+ config:s+ input_values:m+ name:s+ servers:m!+ signal_transport:s
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i pause_time:n) rolling_update:m(max_batch_size:i pause_time:n)
        OS::Heat::Stack heat
          p context:m+(ca_cert:s+ credential_secret_id:s+ insecure:b+ region_name:s) parameters:m+ template:s!+
          p timeout:i+
          a outputs stack_name
        OS::Heat::StructuredConfig heat
          p config:m group:s inputs:l(default:a description:s name:s! replace_on_change:b type:s) options:m
          p outputs:l(description:s error_output:b name:s! type:s)
          a config
        OS::Heat::StructuredDeployment heat A
          p actions:l+ config:s+ input_key:s input_values:m+ input_values_validate:s name:s+ server:s!
          p signal_transport:s
          a deploy_status_code deploy_stderr deploy_stdout
        OS::Heat::StructuredDeploymentGroup - A
          p actions:l+ config:s+ input_key:s input_values:m+ input_values_validate:s name:s+ servers:m!+
          p signal_transport:s
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i pause_time:n) rolling_update:m(max_batch_size:i pause_time:n)
        OS::Heat::StructuredDeployments - AH
          p actions:l+ config:s+ input_key:s input_values:m+ input_values_validate:s name:s+ servers:m!+
          p signal_transport:s
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i pause_time:n) rolling_update:m(max_batch_size:i pause_time:n)
        OS::Heat::SwiftSignal swift
          p count:i handle:s! timeout:n!
          a data
        OS::Heat::SwiftSignalHandle swift
          a curl_cli endpoint token
        OS::Heat::TestResource -
          p action_wait_secs:m+(create:n+ delete:n+ update:n+) attr_wait_secs:n+ client_name:s+
          p constraint_prop_secs:n+ entity_name:s+ fail:b+ update_replace:b+ update_replace_value:s value:s+
          p wait_secs:n+
          a output
        OS::Heat::UpdateWaitConditionHandle -
        OS::Heat::Value -
          p type:s+ value:a!+
          a value
        OS::Heat::WaitCondition -
          p count:i+ handle:s! timeout:n!
          a data
        OS::Heat::WaitConditionHandle -
          p signal_transport:s
          a curl_cli endpoint signal token
        OS::Ironic::Port ironic
          p address:s!+ extra:m+ is_smartnic:b+ local_link_connection:m+ node:s!+ physical_network:s+ portgroup:s+
          p pxe_enabled:b+
          a address extra internal_info is_smartnic local_link_connection node_uuid physical_network portgroup_uuid
          a pxe_enabled
        OS::Keystone::Domain keystone
          p description:s+ enabled:b+ name:s+
        OS::Keystone::Endpoint keystone
          p enabled:b+ interface:s!+ name:s+ region:s+ service:s!+ url:s!+
        OS::Keystone::Group keystone
          p description:s+ domain:s+ name:s+ roles:l+(domain:s project:s role:s!)
        OS::Keystone::GroupRoleAssignment keystone
          p group:s!+ roles:l+(domain:s project:s role:s!)
        OS::Keystone::Project keystone
          p description:s+ domain:s+ enabled:b+ name:s+ parent:s tags:l+
          a domain_id enabled is_domain name parent_id
        OS::Keystone::Region keystone
          p description:s+ enabled:b+ id:s parent_region:s+
        OS::Keystone::Role keystone
          p domain:s name:s+
        OS::Keystone::Service keystone
          p description:s+ enabled:b+ name:s+ type:s!+
        OS::Keystone::User keystone
          p default_project:s+ description:s+ domain:s+ email:s+ enabled:b+ groups:l+ name:s+ password:s+
          p roles:l+(domain:s project:s role:s!)
          a default_project_id domain_id enabled name password_expires_at
        OS::Keystone::UserRoleAssignment keystone
          p roles:l+(domain:s project:s role:s!) user:s!+
        OS::Magnum::Bay - APH
        OS::Magnum::BayModel magnum H
          p coe:s! dns_nameserver:s docker_storage_driver:s docker_volume_size:i external_network:s! fixed_network:s
          p fixed_subnet:s flavor:s floating_ip_enabled:b http_proxy:s https_proxy:s image:s! keypair:s labels:m
          p master_flavor:s master_lb_enabled:b name:s network_driver:s no_proxy:s public:b+ registry_enabled:b
          p server_type:s tls_disabled:b volume_driver:s
        OS::Magnum::Cluster magnum
          p cluster_template:s! create_timeout:i+ discovery_url:s+ keypair:s master_count:i+ name:s node_count:i+
          a api_address cluster_template_id coe_version container_version create_timeout discovery_url keypair
          a master_addresses master_count name node_addresses node_count stack_id status status_reason
        OS::Magnum::ClusterTemplate magnum
          p coe:s! dns_nameserver:s docker_storage_driver:s docker_volume_size:i external_network:s! fixed_network:s
          p fixed_subnet:s flavor:s floating_ip_enabled:b http_proxy:s https_proxy:s image:s! keypair:s labels:m
          p master_flavor:s master_lb_enabled:b name:s network_driver:s no_proxy:s public:b+ registry_enabled:b
          p server_type:s tls_disabled:b volume_driver:s
        OS::Manila::SecurityService manila
          p description:s+ dns_ip:s+ domain:s+ name:s+ password:s+ server:s+ type:s! user:s+
        OS::Manila::Share manila
          p access_rules:l+(access_level:s access_to:s! access_type:s!) description:s+ is_public:b+ metadata:m+
          p name:s+ share_network:s share_protocol:s! share_type:s size:i! snapshot:s
          a availability_zone created_at export_locations host project_id share_server_id status
        OS::Manila::ShareNetwork manila
          p description:s+ name:s+ neutron_network:s+ neutron_subnet:s+ nova_network:s+ security_services:l+
          a cidr ip_version network_type segmentation_id
        OS::Manila::ShareType manila
          p driver_handles_share_servers:b! extra_specs:m+ is_public:b name:s! snapshot_support:b
        OS::Mistral::CronTrigger mistral
          p count:i first_time:s name:s pattern:s workflow:m!(input:m name:s!)
          a next_execution_time remaining_executions
        OS::Mistral::ExternalResource mistral
          p actions:m!(CREATE:m(params:m workflow:s!) DELETE:m(params:m workflow:s!) RESUME:m(params:m workflow:s!)
          p SUSPEND:m(params:m workflow:s!) UPDATE:m(params:m workflow:s!)) always_update:b description:s input:m+
          p replace_on_change_inputs:l
          a output
        OS::Mistral::Workflow mistral
          p description:s+ input:m+ name:s output:m+ params:m+ tags:l+ task_defaults:m+(concurrency:i on_complete:l
          p on_error:l on_success:l pause_before:b requires:l retry:m timeout:i wait_after:i wait_before:i)
          p tasks:l!+(action:s concurrency:i description:s input:m join:s keep_result:b name:s! on_complete:l
          p on_error:l on_success:l pause_before:b policies:m publish:m requires:l retry:m target:s timeout:i
          p wait_after:i wait_before:i with_items:s workflow:s) type:s!+ use_request_body_as_input:b+
          a alarm_url data executions
        OS::Monasca::AlarmDefinition - APH
        OS::Monasca::Notification - APH
        OS::Neutron::AddressScope neutron
          p ip_version:i name:s+ shared:b+ tenant_id:s
        OS::Neutron::ExtraRoute neutron U
          p destination:s! nexthop:s! router_id:s!
        OS::Neutron::ExtraRouteSet neutron
          p router:s! routes:l+(destination:s! nexthop:s!)
        OS::Neutron::Firewall neutron
          p admin_state_up:b+ description:s+ firewall_policy_id:s!+ name:s+ shared:b+ value_specs:m+
          a admin_state_up description firewall_policy_id name shared status tenant_id
        OS::Neutron::FirewallPolicy neutron
          p audited:b+ description:s+ firewall_rules:l+ name:s+ shared:b+
          a audited description firewall_rules name shared tenant_id
        OS::Neutron::FirewallRule neutron
          p action:s+ description:s+ destination_ip_address:s+ destination_port:s+ enabled:b+ ip_version:s+ name:s+
          p protocol:s+ shared:b+ source_ip_address:s+ source_port:s+
          a action description destination_ip_address destination_port enabled firewall_policy_id ip_version name
          a position protocol shared source_ip_address source_port tenant_id
        OS::Neutron::FloatingIP neutron
          p dns_domain:s+ dns_name:s+ fixed_ip_address:s+ floating_ip_address:s floating_network:s!
          p floating_network_id:s floating_subnet:s port_id:s+ value_specs:m
          a fixed_ip_address floating_ip_address floating_network_id port_id router_id tenant_id
        OS::Neutron::FloatingIPAssociation neutron
          p fixed_ip_address:s+ floatingip_id:s!+ port_id:s!+
        OS::Neutron::FloatingIPPortForward openstack
          p external_port:i!+ floating_ip:s! internal_ip_address:s!+ internal_port:s!+ internal_port_number:i+
          p protocol:s!+
        OS::Neutron::FlowClassifier neutron U
          p description:s+ destination_ip_prefix:s destination_port_range_max:i destination_port_range_min:i
          p ethertype:s l7_parameters:m logical_destination_port:s logical_source_port:s name:s+ protocol:s
          p source_ip_prefix:s source_port_range_max:i source_port_range_min:i
        OS::Neutron::HealthMonitor - APH
        OS::Neutron::IKEPolicy neutron
          p auth_algorithm:s+ description:s+ encryption_algorithm:s+ ike_version:s+ lifetime:m+(units:s value:i)
          p name:s+ pfs:s+ phase1_negotiation_mode:s
          a auth_algorithm description encryption_algorithm ike_version lifetime name pfs phase1_negotiation_mode
          a tenant_id
        OS::Neutron::IPsecPolicy neutron
          p auth_algorithm:s description:s+ encapsulation_mode:s encryption_algorithm:s lifetime:m(units:s value:i)
          p name:s+ pfs:s transform_protocol:s
          a auth_algorithm description encapsulation_mode encryption_algorithm lifetime name pfs tenant_id
          a transform_protocol
        OS::Neutron::IPsecSiteConnection neutron
          p admin_state_up:b+ description:s+ dpd:m(actions:s interval:i timeout:i) ikepolicy_id:s! initiator:s
          p ipsecpolicy_id:s! mtu:i name:s+ peer_address:s! peer_cidrs:l! peer_id:s! psk:s! vpnservice_id:s!
          a admin_state_up auth_mode description dpd ikepolicy_id initiator ipsecpolicy_id mtu name peer_address
          a peer_cidrs peer_id psk route_mode status tenant_id vpnservice_id
        OS::Neutron::L2Gateway neutron
          p devices:l!+(device_name:s! interfaces:l!(name:s! segmentation_id:l)) name:s!+
        OS::Neutron::L2GatewayConnection neutron
          p l2_gateway_id:s! network_id:s! segmentation_id:s
        OS::Neutron::LBaaS::HealthMonitor - APH
        OS::Neutron::LBaaS::L7Policy - APH
        OS::Neutron::LBaaS::L7Rule - APH
        OS::Neutron::LBaaS::Listener - APH
        OS::Neutron::LBaaS::LoadBalancer - APH
        OS::Neutron::LBaaS::Pool - APH
        OS::Neutron::LBaaS::PoolMember - APH
        OS::Neutron::LoadBalancer - APH
        OS::Neutron::MeteringLabel neutron
          p description:s name:s shared:b
          a description name shared
        OS::Neutron::MeteringRule neutron
          p direction:s excluded:b metering_label_id:s! remote_ip_prefix:s!
          a direction excluded metering_label_id remote_ip_prefix
        OS::Neutron::Net neutron
          p admin_state_up:b+ availability_zone_hints:l dhcp_agent_ids:l+ dns_domain:s+ name:s+
          p port_security_enabled:b+ qos_policy:s+ shared:b+ tags:l+ tenant_id:s value_specs:m+
          a admin_state_up l2_adjacency mtu name port_security_enabled qos_policy_id segments status subnets
          a tenant_id
        OS::Neutron::NetworkGateway neutron
          p connections:l+(network:s! network_id:s segmentation_id:i segmentation_type:s) devices:l!+(id:s!
          p interface_name:s!) name:s+
          a default
        OS::Neutron::Pool - APH
        OS::Neutron::PoolMember - APH
        OS::Neutron::Port neutron
          p admin_state_up:b+ allowed_address_pairs:l+(ip_address:s! mac_address:s) binding:vnic_type:s+
          p device_id:s+ device_owner:s+ dns_name:s+ fixed_ips:l+(ip_address:s subnet:s subnet_id:s) mac_address:s
          p name:s+ network:s! network_id:s no_fixed_ips:b+ port_security_enabled:b+ propagate_uplink_status:b+
          p qos_policy:s+ replacement_policy:s+ security_groups:l+ tags:l+ value_specs:m+
          a admin_state_up allowed_address_pairs device_id device_owner dns_assignment fixed_ips mac_address name
          a network network_id port_security_enabled propagate_uplink_status qos_policy_id security_groups status
          a subnets tenant_id
        OS::Neutron::PortChain neutron U
          p chain_parameters:m description:s+ flow_classifiers:l+ name:s+ port_pair_groups:l!+
        OS::Neutron::PortPair neutron U
          p description:s+ egress:s! ingress:s! name:s+ service_function_parameters:m
        OS::Neutron::PortPairGroup neutron U
          p description:s+ name:s+ port_pairs:l!+
        OS::Neutron::ProviderNet neutron
          p admin_state_up:b+ availability_zone_hints:l+ dns_domain:s+ name:s+ network_type:s!+ physical_network:s+
          p port_security_enabled:b+ router_external:b+ segmentation_id:s+ shared:b+ tags:l+ tenant_id:s
          a segments status subnets
        OS::Neutron::QoSBandwidthLimitRule neutron
          p direction:s+ max_burst_kbps:i+ max_kbps:i!+ policy:s! tenant_id:s
        OS::Neutron::QoSDscpMarkingRule neutron
          p dscp_mark:i!+ policy:s! tenant_id:s
        OS::Neutron::QoSMinimumBandwidthRule neutron
          p direction:s+ min_kbps:i!+ policy:s! tenant_id:s
        OS::Neutron::QoSMinimumPacketRateRule neutron
          p direction:s+ min_kpps:i!+ policy:s! tenant_id:s
        OS::Neutron::QoSPolicy neutron
          p description:s+ name:s+ shared:b+ tenant_id:s
          a rules
        OS::Neutron::Quota neutron
          p floatingip:i+ network:i+ port:i+ project:s! rbac_policy:i+ router:i+ security_group:i+
          p security_group_rule:i+ subnet:i+ subnetpool:i+
        OS::Neutron::RBACPolicy neutron
          p action:s! object_id:s! object_type:s! target_tenant:s!+ tenant_id:s
        OS::Neutron::Router neutron
          p admin_state_up:b+ availability_zone_hints:l+ distributed:b external_gateway_info:m+(enable_snat:b+
          p external_fixed_ips:l+(ip_address:s subnet:s) network:s!+) ha:b l3_agent_id:s+ l3_agent_ids:l+ name:s+
          p tags:l+ tenant_id:s value_specs:m+
          a admin_state_up external_gateway_info name status tenant_id
        OS::Neutron::RouterGateway neutron H
          p network:s network_id:s router_id:s!
        OS::Neutron::RouterInterface neutron
          p port:s port_id:s router:s! router_id:s subnet:s subnet_id:s
        OS::Neutron::SecurityGroup neutron
          p description:s+ name:s+ rules:l+(direction:s ethertype:s port_range_max:i port_range_min:i protocol:s
          p remote_group_id:s remote_ip_prefix:s remote_mode:s)
        OS::Neutron::SecurityGroupRule neutron
          p description:s direction:s ethertype:s port_range_max:i port_range_min:i protocol:s remote_group:s
          p remote_ip_prefix:s security_group:s!
        OS::Neutron::Segment neutron
          p description:s+ name:s+ network:s! network_type:s! physical_network:s segmentation_id:i
        OS::Neutron::Subnet neutron
          p allocation_pools:l+(end:s! start:s!) cidr:s dns_nameservers:l+ enable_dhcp:b+ gateway_ip:s+
          p host_routes:l+(destination:s! nexthop:s!) ip_version:i ipv6_address_mode:s ipv6_ra_mode:s name:s+
          p network:s! network_id:s prefixlen:i segment:s+ subnetpool:s tags:l+ tenant_id:s value_specs:m+
          a allocation_pools cidr dns_nameservers enable_dhcp gateway_ip host_routes ip_version name network_id
          a tenant_id
        OS::Neutron::SubnetPool neutron
          p address_scope:s+ default_prefixlen:i+ default_quota:i+ is_default:b+ max_prefixlen:i+ min_prefixlen:i+
          p name:s+ prefixes:l!+ shared:b tags:l+ tenant_id:s
        OS::Neutron::TaaS::TapFlow neutron
          p description:s+ direction:s name:s+ port:s! tap_service:s! vlan_filter:s
        OS::Neutron::TaaS::TapService neutron
          p description:s+ name:s+ port:s!
        OS::Neutron::Trunk neutron
          p admin_state_up:b+ description:s+ name:s+ port:s! sub_ports:l+(port:s! segmentation_id:i!
          p segmentation_type:s!)
          a port_id
        OS::Neutron::VPNService neutron
          p admin_state_up:b+ description:s+ name:s+ router:s! router_id:s subnet:s! subnet_id:s
          a admin_state_up description name router_id status subnet_id tenant_id
        OS::Nova::Flavor nova
          p disk:i ephemeral:i extra_specs:m+ flavorid:s is_public:b name:s ram:i! rxtx_factor:n swap:i tenants:l+
          p vcpus:i!
          a extra_specs is_public
        OS::Nova::FloatingIP - H
          p pool:s
          a ip pool
        OS::Nova::FloatingIPAssociation nova H
          p floating_ip:s!+ server_id:s!+
        OS::Nova::HostAggregate nova
          p availability_zone:s+ hosts:l+ metadata:m+ name:s!+
        OS::Nova::KeyPair nova
          p name:s! public_key:s save_private_key:b type:s user:s
          a private_key public_key
        OS::Nova::Quota nova
          p cores:i+ fixed_ips:i+ floating_ips:i+ injected_file_content_bytes:i+ injected_file_path_bytes:i+
          p injected_files:i+ instances:i+ key_pairs:i+ metadata_items:i+ project:s! ram:i+ security_group_rules:i+
          p security_groups:i+ server_group_members:i+ server_groups:i+
        OS::Nova::Server nova S
          p admin_pass:s+ admin_user:s availability_zone:s block_device_mapping:l(delete_on_termination:b
          p device_name:s! snapshot_id:s volume_id:s volume_size:i) block_device_mapping_v2:l(boot_index:i
          p delete_on_termination:b device_name:s device_type:s disk_bus:s ephemeral_format:s ephemeral_size:i
          p image:s image_id:s snapshot_id:s swap_size:i volume_id:s volume_size:i volume_type:s) config_drive:b
          p deployment_swift_data:m+(container:s object:s) diskConfig:s flavor:s!+ flavor_update_policy:s+ image:s+
          p image_update_policy:s+ key_name:s metadata:m+ name:s+ networks:l+(allocate_network:s+ fixed_ip:s
          p floating_ip:s network:s port:s port_extra_properties:m(admin_state_up:b+
          p allowed_address_pairs:l+(ip_address:s! mac_address:s) binding:vnic_type:s+ mac_address:s no_fixed_ips:b+
          p port_security_enabled:b+ propagate_uplink_status:b+ qos_policy:s+ value_specs:m+) subnet:s tag:s uuid:s)
          p personality:m reservation_id:s scheduler_hints:m security_groups:l software_config_transport:s+ tags:l+
          p user_data:s+ user_data_format:s user_data_update_policy:s+
          a accessIPv4 accessIPv6 addresses console_urls first_address instance_name name networks os_collect_config
          a tags
        OS::Nova::ServerGroup nova
          p name:s policies:l rules:m(max_server_per_host:n)
        OS::Octavia::AvailabilityZone octavia
          p availability_zone_profile:s! description:s+ enabled:b+ name:s+
          a availability_zone_profile_id
        OS::Octavia::AvailabilityZoneProfile octavia
          p availability_zone_data:s!+ name:s+ provider_name:s+
        OS::Octavia::Flavor octavia
          p description:s+ enabled:b+ flavor_profile:s! name:s+
          a flavor_profile_id
        OS::Octavia::FlavorProfile octavia
          p flavor_data:s!+ name:s+ provider_name:s+
        OS::Octavia::HealthMonitor octavia
          p admin_state_up:b+ delay:i!+ expected_codes:s+ http_method:s+ max_retries:i!+ pool:s! tenant_id:s
          p timeout:i!+ type:s! url_path:s+
          a pools
        OS::Octavia::L7Policy octavia
          p action:s!+ admin_state_up:b+ description:s+ listener:s! name:s+ position:n+ redirect_pool:s+
          p redirect_url:s+
          a rules
        OS::Octavia::L7Rule octavia
          p admin_state_up:b+ compare_type:s!+ invert:b+ key:s+ l7policy:s! type:s!+ value:s!+
        OS::Octavia::Listener octavia
          p admin_state_up:b+ allowed_cidrs:l+ connection_limit:i+ default_pool:s+ default_tls_container_ref:s+
          p description:s+ loadbalancer:s! name:s+ protocol:s! protocol_port:i! sni_container_refs:l+ tenant_id:s
          a default_pool_id loadbalancers
        OS::Octavia::LoadBalancer octavia
          p admin_state_up:b+ availability_zone:s description:s+ flavor:s name:s+ provider:s tenant_id:s
          p vip_address:s vip_subnet:s!
          a flavor_id pools vip_address vip_port_id vip_subnet_id
        OS::Octavia::Pool octavia
          p admin_state_up:b+ description:s+ lb_algorithm:s!+ listener:s loadbalancer:s name:s+ protocol:s!
          p session_persistence:m+(cookie_name:s type:s!) tls_enabled:b+
          a healthmonitor_id listeners members
        OS::Octavia::PoolMember octavia
          p address:s! admin_state_up:b+ monitor_address:s monitor_port:i pool:s! protocol_port:i! subnet:s tags:l+
          p weight:i+
        OS::Octavia::Quota octavia
          p healthmonitor:i+ listener:i+ loadbalancer:i+ member:i+ pool:i+ project:s!
        OS::Sahara::Cluster - APH
        OS::Sahara::ClusterTemplate - APH
        OS::Sahara::DataSource - APH
        OS::Sahara::ImageRegistry - APH
        OS::Sahara::Job - APH
        OS::Sahara::JobBinary - APH
        OS::Sahara::NodeGroupTemplate - APH
        OS::Senlin::Cluster - APH
        OS::Senlin::Node - APH
        OS::Senlin::Policy - APH
        OS::Senlin::Profile - APH
        OS::Senlin::Receiver - APH
        OS::Swift::Container swift
          p PurgeOnDelete:b X-Account-Meta:m X-Container-Meta:m X-Container-Read:s X-Container-Write:s name:s
          a BytesUsed DomainName HeadContainer ObjectCount RootURL WebsiteURL
        OS::Trove::Cluster trove
          p datastore_type:s! datastore_version:s! instances:l!(availability_zone:s flavor:s! networks:l(fixed_ip:s
          p network:s port:s) volume_size:i!) name:s
          a instances ip
        OS::Trove::Instance trove
          p availability_zone:s databases:l+(character_set:s collate:s name:s!) datastore_type:s datastore_version:s
          p flavor:s!+ name:s+ networks:l(fixed_ip:s network:s port:s) replica_count:i replica_of:s restore_point:s
          p size:i!+ users:l+(databases:l!+ host:s+ name:s!+ password:s!+)
          a hostname href
        OS::Vitrage::Template vitrage D
          p template_file:s! template_params:m!
        OS::Zaqar::MistralTrigger zaqar
          p input:m+ params:m+ queue_name:s! ttl:i+ workflow_id:s!+
        OS::Zaqar::Queue zaqar
          p metadata:m+ name:s
          a href queue_id
        OS::Zaqar::SignedQueueURL zaqar
          p methods:l paths:l queue:s! ttl:i
          a expires methods paths project query_str signature
        OS::Zaqar::Subscription zaqar
          p options:m+ queue_name:s! subscriber:s!+ ttl:i+
        OS::Zun::Container zun
          p command:s cpu:n+ environment:m hints:m hostname:s image:s! image_driver:s image_pull_policy:s
          p interactive:b labels:m memory:i+ mounts:l(mount_path:s! volume_id:s volume_size:i) name:s+
          p networks:l+(fixed_ip:s network:s port:s) restart_policy:s security_groups:l tty:b workdir:s
          a addresses name
        """
}
