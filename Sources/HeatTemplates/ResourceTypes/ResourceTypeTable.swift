/// What Heat says of the types of resources that it has itself; made by scripts/generate-resource-types.
///
/// A type, its service's code name and its marks; then its properties after `p`, its attributes after `a`, its
/// update policies after `u`. Kinds of values: string, integer, number, boolean, map, list, any. `!` required,
/// `+` can be changed in place, `-` not implemented. Marks of types: `S` can be kept as a snapshot, `A` has
/// attributes beside those listed, `P` takes any property, `D` deprecated, `H` hidden, `U` not supported.
/// What values may be: `=` one of these, `<1..9` in a range, `#1..9` of a length, `~` of a pattern.
enum ResourceTypeTable {
    static let text = """
        AWS::AutoScaling::AutoScalingGroup -
          p AvailabilityZones:l! Cooldown:i+ DesiredCapacity:i+ HealthCheckGracePeriod:i- HealthCheckType:s-=EC2,ELB
          p InstanceId:s LaunchConfigurationName:s+ LoadBalancerNames:l MaxSize:i!+ MinSize:i!+ Tags:l(Key:s!
          p Value:s!) VPCZoneIdentifier:l
          a InstanceList
          u AutoScalingRollingUpdate:m(MaxBatchSize:i MinInstancesInService:i PauseTime:s)
        AWS::AutoScaling::LaunchConfiguration -
          p BlockDeviceMappings:l(DeviceName:s! Ebs:m(DeleteOnTermination:b Iops:n- SnapshotId:s VolumeSize:s
          p VolumeType:s-) NoDevice:m- VirtualName:s-) ImageId:s InstanceId:s InstanceType:s KernelId:s- KeyName:s
          p NovaSchedulerHints:l(Key:s! Value:s!) RamDiskId:s- SecurityGroups:l UserData:s
        AWS::AutoScaling::ScalingPolicy -
          p AdjustmentType:s!+=ChangeInCapacity,ExactCapacity,PercentChangeInCapacity AutoScalingGroupName:s!
          p Cooldown:i+ MinAdjustmentStep:i+<0.. ScalingAdjustment:i!+
          a AlarmUrl
        AWS::CloudFormation::Stack - A
          p Parameters:m+ TemplateURL:s!+ TimeoutInMinutes:i+
        AWS::CloudFormation::WaitCondition -
          p Count:i+<1.. Handle:s! Timeout:i!<1..43200
          a Data
        AWS::CloudFormation::WaitConditionHandle -
        AWS::EC2::EIP nova
          p Domain:s=vpc InstanceId:s+
          a AllocationId
        AWS::EC2::EIPAssociation nova
          p AllocationId:s+ EIP:s+ InstanceId:s+ NetworkInterfaceId:s+
        AWS::EC2::Instance nova
          p AvailabilityZone:s BlockDeviceMappings:l(DeviceName:s! Ebs:m(DeleteOnTermination:b Iops:n- SnapshotId:s
          p VolumeSize:s VolumeType:s-) NoDevice:m- VirtualName:s-) DisableApiTermination:s- ImageId:s!
          p InstanceType:s!+ KernelId:s- KeyName:s Monitoring:b- NetworkInterfaces:l+ NovaSchedulerHints:l(Key:s!
          p Value:s!) PlacementGroupName:s- PrivateIpAddress:s- RamDiskId:s- SecurityGroupIds:l SecurityGroups:l
          p SourceDestCheck:b- SubnetId:s+ Tags:l+(Key:s! Value:s!) Tenancy:s-=dedicated,default UserData:s
          p Volumes:l(Device:s! VolumeId:s!)
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
          p CidrBlock:s InstanceTenancy:s-=default,dedicated Tags:l(Key:s! Value:s!)
        AWS::EC2::VPCGatewayAttachment neutron
          p InternetGatewayId:s VpcId:s! VpnGatewayId:s-
        AWS::EC2::Volume cinder S
          p AvailabilityZone:s! Size:i<1.. SnapshotId:s Tags:l(Key:s! Value:s!)
        AWS::EC2::VolumeAttachment cinder
          p Device:s!~/dev/vd%5Bb-z%5D InstanceId:s! VolumeId:s!
        AWS::ElasticLoadBalancing::LoadBalancer -
          p AppCookieStickinessPolicy:s- AvailabilityZones:l! HealthCheck:m(HealthyThreshold:i! Interval:i!
          p Target:s! Timeout:i! UnhealthyThreshold:i!) Instances:l+ LBCookieStickinessPolicy:s-
          p Listeners:l!(InstancePort:i! LoadBalancerPort:i! PolicyNames:l- Protocol:s!=TCP,HTTP
          p SSLCertificateId:s-) SecurityGroups:l+ Subnets:l-
          a CanonicalHostedZoneName CanonicalHostedZoneNameID DNSName SourceSecurityGroup.GroupName
          a SourceSecurityGroup.OwnerAlias
        AWS::IAM::AccessKey -
          p Serial:i- Status:s-=Active,Inactive UserName:s!
          a SecretAccessKey UserName
        AWS::IAM::User -
          p Groups:l LoginProfile:m(Password:s) Path:s Policies:l
        AWS::S3::Bucket swift
          p AccessControl:s=Private,PublicRead,PublicReadWrite,AuthenticatedRead,BucketOwnerRead,BucketOwnerFullContro\
        l
          p Tags:l(Key:s! Value:s!) WebsiteConfiguration:m(ErrorDocument:s IndexDocument:s)
          a DomainName WebsiteURL
        OS::Aodh::Alarm aodh D
          p alarm_actions:l+ alarm_queues:l+ comparison_operator:s+=le,ge,eq,lt,gt,ne description:s+ enabled:b+
          p evaluation_periods:i+ insufficient_data_actions:l+ insufficient_data_queues:l+ matching_metadata:m+
          p meter_name:s! ok_actions:l+ ok_queues:l+ period:i+ query:l+(field:s op:s=le,ge,eq,lt,gt,ne
          p type:s=integer,float,string,boolean,datetime value:s) repeat_actions:b+
          p severity:s+=low,moderate,critical statistic:s+=count,avg,sum,min,max threshold:n!+
          p time_constraints:l(description:s duration:i!<0.. name:s! start:s! timezone:s)
        OS::Aodh::CombinationAlarm aodh APH
        OS::Aodh::CompositeAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ composite_rule:m!+(operator:s!+=or,and rules:l!+#2..) description:s+
          p enabled:b+ insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+
          p repeat_actions:b+ severity:s+=low,moderate,critical time_constraints:l(description:s duration:i!<0..
          p name:s! start:s! timezone:s)
        OS::Aodh::EventAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ description:s+ enabled:b+ event_type:s+ insufficient_data_actions:l+
          p insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ query:l+(field:s op:s=le,ge,eq,lt,gt,ne
          p type:s=integer,float,string,boolean,datetime value:s) repeat_actions:b+
          p severity:s+=low,moderate,critical time_constraints:l(description:s duration:i!<0.. name:s! start:s!
          p timezone:s)
        OS::Aodh::GnocchiAggregationByMetricsAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+=le,ge,eq,lt,gt,ne
          p description:s+ enabled:b+ evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+
          p insufficient_data_queues:l+ metrics:l!+ ok_actions:l+ ok_queues:l+ repeat_actions:b+
          p severity:s+=low,moderate,critical threshold:n!+ time_constraints:l(description:s duration:i!<0.. name:s!
          p start:s! timezone:s)
        OS::Aodh::GnocchiAggregationByResourcesAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+=le,ge,eq,lt,gt,ne
          p description:s+ enabled:b+ evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+
          p insufficient_data_queues:l+ metric:s!+ ok_actions:l+ ok_queues:l+ query:s!+ repeat_actions:b+
          p resource_type:s!+ severity:s+=low,moderate,critical threshold:n!+ time_constraints:l(description:s
          p duration:i!<0.. name:s! start:s! timezone:s)
        OS::Aodh::GnocchiResourcesAlarm aodh
          p aggregation_method:s+ alarm_actions:l+ alarm_queues:l+ comparison_operator:s+=le,ge,eq,lt,gt,ne
          p description:s+ enabled:b+ evaluation_periods:i+ granularity:i+ insufficient_data_actions:l+
          p insufficient_data_queues:l+ metric:s!+ ok_actions:l+ ok_queues:l+ repeat_actions:b+ resource_id:s!+
          p resource_type:s!+ severity:s+=low,moderate,critical threshold:n!+ time_constraints:l(description:s
          p duration:i!<0.. name:s! start:s! timezone:s)
        OS::Aodh::LBMemberHealthAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ autoscaling_group_id:s!+ description:s+ enabled:b+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ pool:s!+
          p repeat_actions:b+ severity:s+=low,moderate,critical stack:s! time_constraints:l(description:s
          p duration:i!<0.. name:s! start:s! timezone:s)
        OS::Aodh::PrometheusAlarm aodh
          p alarm_actions:l+ alarm_queues:l+ comparison_operator:s+=le,ge,eq,lt,gt,ne description:s+ enabled:b+
          p insufficient_data_actions:l+ insufficient_data_queues:l+ ok_actions:l+ ok_queues:l+ query:s!+
          p repeat_actions:b+ severity:s+=low,moderate,critical threshold:n!+ time_constraints:l(description:s
          p duration:i!<0.. name:s! start:s! timezone:s)
        OS::Barbican::CertificateContainer barbican
          p certificate_ref:s intermediates_ref:s name:s private_key_passphrase_ref:s private_key_ref:s
          a consumers container_ref secret_refs status
        OS::Barbican::GenericContainer barbican
          p name:s secrets:l(name:s! ref:s!)
          a consumers container_ref secret_refs status
        OS::Barbican::Order barbican
          p algorithm:s bit_length:i ca_id:s expiration:s mode:s name:s pass_phrase:s payload_content_type:s
          p profile:s request_data:s request_type:s=stored-key,simple-cmc,custom source_container_ref:s subject_dn:s
          p type:s!=key,asymmetric,certificate
          a certificate container_ref intermediates order_ref private_key public_key secret_ref status
        OS::Barbican::RSAContainer barbican
          p name:s private_key_passphrase_ref:s private_key_ref:s public_key_ref:s
          a consumers container_ref secret_refs status
        OS::Barbican::Secret barbican
          p algorithm:s bit_length:i<0.. expiration:s mode:s name:s payload:s payload_content_encoding:s=base64
          p payload_content_type:s=text/plain,application/octet-stream
          p secret_type:s=symmetric,public,private,certificate,passphrase,opaque
          a decrypted_payload status
        OS::Blazar::Host blazar
          p extra_capability:m name:s!
          a cpu_info created_at extra_capability hypervisor_hostname hypervisor_type hypervisor_version local_gb
          a memory_mb reservable service_name status trust_id updated_at vcpus
        OS::Blazar::Lease blazar
          p before_end_date:s~%5Cd%7B4%7D-%5Cd%7B2%7D-%5Cd%7B2%7D%5Cs%5Cd%7B2%7D%3A%5Cd%7B2%7D
          p end_date:s!~%5Cd%7B4%7D-%5Cd%7B2%7D-%5Cd%7B2%7D%5Cs%5Cd%7B2%7D%3A%5Cd%7B2%7D events:l(event_type:s!
          p time:s!) name:s! reservations:l!(affinity:b amount:i<0..2147483647 before_end:s=default,snapshot
          p disk_gb:i<0..2147483647 hypervisor_properties:s max:i<1.. memory_mb:i<0..2147483647 min:i<1..
          p resource_properties:s resource_type:s!=virtual%3Ainstance,physical%3Ahost vcpus:i<0..2147483647)
          p start_date:s!~%5Cd%7B4%7D-%5Cd%7B2%7D-%5Cd%7B2%7D%5Cs%5Cd%7B2%7D%3A%5Cd%7B2%7D
          a created_at degraded end_date events name project_id reservations start_date status trust_id updated_at
          a user_id
        OS::Cinder::EncryptedVolumeType cinder
          p cipher:s+=aes-xts-plain64,aes-cbc-essiv control_location:s+=front-end,back-end key_size:i+ provider:s!+
          p volume_type:s!
        OS::Cinder::QoSAssociation cinder
          p qos_specs:s! volume_types:l!+
        OS::Cinder::QoSSpecs cinder
          p name:s specs:m!+
        OS::Cinder::Quota cinder
          p backup_gigabytes:i+<-1.. backups:i+<-1.. gigabytes:i+<-1.. project:s! snapshots:i+<-1.. volumes:i+<-1..
        OS::Cinder::Volume cinder S
          p availability_zone:s backup_id:s+ description:s+ image:s imageRef:s metadata:m+ multiattach:b name:s+
          p read_only:b+ scheduler_hints:m size:i+<1.. snapshot_id:s source_volid:s volume_type:s+
          a attachments attachments_list availability_zone bootable created_at display_description display_name
          a encrypted metadata metadata_values multiattach size snapshot_id source_volid status volume_type
        OS::Cinder::VolumeAttachment cinder
          p instance_uuid:s!+ mountpoint:s+ volume_id:s!+
        OS::Cinder::VolumeType cinder
          p description:s+ is_public:b+ metadata:m+ name:s!+ projects:l+
        OS::Designate::Domain - APH
        OS::Designate::Record - APH
        OS::Designate::RecordSet designate
          p description:s+#..160 name:s#..255 records:l!+ ttl:i+<1..2147483647
          p type:s!=A,AAAA,CNAME,MX,SRV,TXT,SPF,NS,PTR,SSHFP,SOA,CAA,CERT,NAPTR zone:s!
        OS::Designate::Zone designate
          p attributes:m description:s+#..160 email:s+ masters:l+ name:s!#..255 primaries:l+ ttl:i+<1..2147483647
          p type:s=PRIMARY,SECONDARY
          a serial
        OS::Glance::Image - APH
        OS::Glance::WebImage glance
          p active:b+ architecture:s+ container_format:s!=ami,ari,aki,bare,ovf,ova,docker
          p disk_format:s!=ami,ari,aki,vhd,vhdx,vmdk,raw,qcow2,vdi,iso,ploop extra_properties:m+ id:s
          p kernel_id:s+~^%28%5B0-9a-fA-F%5D%29%7B8%7D-%28%5B0-9a-fA-F%5D%29%7B4%7D-%28%5B0-9a-fA-F%5D%29%7B4%7D-%28%5\
        B0-9a-fA-F%5D%29%7B4%7D-%28%5B0-9a-fA-F%5D%29%7B12%7D$
          p location:s! members:l+ min_disk:i<0.. min_ram:i<0.. name:s os_distro:s+ os_version:s+ owner:s+
          p protected:b+
          p ramdisk_id:s+~^%28%5B0-9a-fA-F%5D%29%7B8%7D-%28%5B0-9a-fA-F%5D%29%7B4%7D-%28%5B0-9a-fA-F%5D%29%7B4%7D-%28%\
        5B0-9a-fA-F%5D%29%7B4%7D-%28%5B0-9a-fA-F%5D%29%7B12%7D$
          p tags:l+ visibility:s+=public,private,community,shared
        OS::Heat::AccessPolicy -
          p AllowedResources:l!
        OS::Heat::AutoScalingGroup - A
          p cooldown:i+ desired_capacity:i+ max_size:i!+<0.. min_size:i!+<0.. resource:m!+
          p rolling_updates:m+(max_batch_size:i<1.. min_in_service:i<0.. pause_time:n<0..)
          a current_size outputs outputs_list refs refs_map
        OS::Heat::CloudConfig heat
          p cloud_config:m
          a config
        OS::Heat::Delay -
          p actions:l+=CREATE,DELETE,SUSPEND,RESUME jitter_multiplier:n+<0.. max_jitter:n+<0.. min_wait:n+<0..
        OS::Heat::DeployedServer heat S
          p deployment_swift_data:m+(container:s#1.. object:s#1..) metadata:m+ name:s+
          p software_config_transport:s+=POLL_SERVER_CFN,POLL_SERVER_HEAT,POLL_TEMP_URL,ZAQAR_MESSAGE
          a name os_collect_config
        OS::Heat::HARestarter - APH
        OS::Heat::InstanceGroup -
          p AvailabilityZones:l! LaunchConfigurationName:s!+ LoadBalancerNames:l Size:i!+ Tags:l(Key:s! Value:s!)
          a InstanceList
          u RollingUpdate:m(MaxBatchSize:i MinInstancesInService:i PauseTime:s)
        OS::Heat::MultipartMime heat
          p group:s parts:l(config:s! filename:s subtype:s type:s=text,multipart)
          a config
        OS::Heat::None - AP
        OS::Heat::RandomString -
          p character_classes:l(class:s=lettersdigits,letters,lowercase,uppercase,digits,hexdigits,octdigits
          p min:i<1..512) character_sequences:l(min:i<1..512 sequence:s!) length:i<1..512 salt:s
          p sequence:s=lettersdigits,letters,lowercase,uppercase,digits,hexdigits,octdigits
          a value
        OS::Heat::ResourceChain - A
          p concurrent:b resource_properties:m resources:l!+
          a attributes refs
        OS::Heat::ResourceGroup - A
          p count:i+<0.. index_var:s#3.. removal_policies:l+(resource_list:l) removal_policies_mode:s+=append,update
          p resource_def:m!+(metadata:m properties:m type:s!)
          a attributes refs refs_map removed_rsrc_list
          u batch_create:m(max_batch_size:i<1.. pause_time:n<0..) rolling_update:m(max_batch_size:i<1..
          u min_in_service:i<0.. pause_time:n<0..)
        OS::Heat::ScalingPolicy -
          p adjustment_type:s!+=change_in_capacity,exact_capacity,percent_change_in_capacity
          p auto_scaling_group_id:s! cooldown:n+ min_adjustment_step:i+<0.. scaling_adjustment:n!+
          a alarm_url signal_url
        OS::Heat::SoftwareComponent heat
          p configs:l!#1..(actions:l#1.. config:s tool:s!) inputs:l(default:a description:s name:s!
          p replace_on_change:b type:s=String,Number,CommaDelimitedList,Json,Boolean) options:m
          p outputs:l(description:s error_output:b name:s! type:s=String,Number,CommaDelimitedList,Json,Boolean)
          a config
        OS::Heat::SoftwareConfig heat
          p config:s group:s inputs:l(default:a description:s name:s! replace_on_change:b
          p type:s=String,Number,CommaDelimitedList,Json,Boolean) options:m outputs:l(description:s error_output:b
          p name:s! type:s=String,Number,CommaDelimitedList,Json,Boolean)
          a config
        OS::Heat::SoftwareDeployment heat A
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_values:m+ name:s+ server:s!
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_code deploy_stderr deploy_stdout
        OS::Heat::SoftwareDeploymentGroup - A
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_values:m+ name:s+ servers:m!+
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i<1.. pause_time:n<0..) rolling_update:m(max_batch_size:i<1..
          u pause_time:n<0..)
        OS::Heat::SoftwareDeployments - AH
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_values:m+ name:s+ servers:m!+
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i<1.. pause_time:n<0..) rolling_update:m(max_batch_size:i<1..
          u pause_time:n<0..)
        OS::Heat::Stack heat
          p context:m+(ca_cert:s+ credential_secret_id:s+ insecure:b+ region_name:s) parameters:m+ template:s!+
          p timeout:i+
          a outputs stack_name
        OS::Heat::StructuredConfig heat
          p config:m group:s inputs:l(default:a description:s name:s! replace_on_change:b
          p type:s=String,Number,CommaDelimitedList,Json,Boolean) options:m outputs:l(description:s error_output:b
          p name:s! type:s=String,Number,CommaDelimitedList,Json,Boolean)
          a config
        OS::Heat::StructuredDeployment heat A
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_key:s input_values:m+
          p input_values_validate:s=LAX,STRICT name:s+ server:s!
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_code deploy_stderr deploy_stdout
        OS::Heat::StructuredDeploymentGroup - A
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_key:s input_values:m+
          p input_values_validate:s=LAX,STRICT name:s+ servers:m!+
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i<1.. pause_time:n<0..) rolling_update:m(max_batch_size:i<1..
          u pause_time:n<0..)
        OS::Heat::StructuredDeployments - AH
          p actions:l+=CREATE,UPDATE,DELETE,SUSPEND,RESUME config:s+ input_key:s input_values:m+
          p input_values_validate:s=LAX,STRICT name:s+ servers:m!+
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL
          a deploy_status_codes deploy_stderrs deploy_stdouts
          u batch_create:m(max_batch_size:i<1.. pause_time:n<0..) rolling_update:m(max_batch_size:i<1..
          u pause_time:n<0..)
        OS::Heat::SwiftSignal swift
          p count:i<1..1000 handle:s! timeout:n!<1..43200
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
          p type:s+=string,number,comma_delimited_list,json,boolean value:a!+
          a value
        OS::Heat::WaitCondition -
          p count:i+<1.. handle:s! timeout:n!<1..43200
          a data
        OS::Heat::WaitConditionHandle -
          p signal_transport:s=CFN_SIGNAL,TEMP_URL_SIGNAL,HEAT_SIGNAL,NO_SIGNAL,ZAQAR_SIGNAL,TOKEN_SIGNAL
          a curl_cli endpoint signal token
        OS::Ironic::Port ironic
          p address:s!+ extra:m+ is_smartnic:b+ local_link_connection:m+ node:s!+ physical_network:s+ portgroup:s+
          p pxe_enabled:b+
          a address extra internal_info is_smartnic local_link_connection node_uuid physical_network portgroup_uuid
          a pxe_enabled
        OS::Keystone::Domain keystone
          p description:s+ enabled:b+ name:s+
        OS::Keystone::Endpoint keystone
          p enabled:b+ interface:s!+=public,internal,admin name:s+ region:s+ service:s!+ url:s!+
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
          p coe:s!=kubernetes,swarm,mesos dns_nameserver:s docker_storage_driver:s=devicemapper,overlay
          p docker_volume_size:i<1.. external_network:s! fixed_network:s fixed_subnet:s flavor:s
          p floating_ip_enabled:b http_proxy:s https_proxy:s image:s! keypair:s labels:m master_flavor:s
          p master_lb_enabled:b name:s network_driver:s no_proxy:s public:b+ registry_enabled:b server_type:s=vm,bm
          p tls_disabled:b volume_driver:s=cinder,rexray
        OS::Magnum::Cluster magnum
          p cluster_template:s! create_timeout:i+<0.. discovery_url:s+ keypair:s master_count:i+<1.. name:s
          p node_count:i+<1..
          a api_address cluster_template_id coe_version container_version create_timeout discovery_url keypair
          a master_addresses master_count name node_addresses node_count stack_id status status_reason
        OS::Magnum::ClusterTemplate magnum
          p coe:s!=kubernetes,swarm,mesos dns_nameserver:s docker_storage_driver:s=devicemapper,overlay
          p docker_volume_size:i<1.. external_network:s! fixed_network:s fixed_subnet:s flavor:s
          p floating_ip_enabled:b http_proxy:s https_proxy:s image:s! keypair:s labels:m master_flavor:s
          p master_lb_enabled:b name:s network_driver:s no_proxy:s public:b+ registry_enabled:b server_type:s=vm,bm
          p tls_disabled:b volume_driver:s=cinder,rexray
        OS::Manila::SecurityService manila
          p description:s+ dns_ip:s+ domain:s+ name:s+ password:s+ server:s+ type:s!=ldap,kerberos,active_directory
          p user:s+
        OS::Manila::Share manila
          p access_rules:l+(access_level:s=ro,rw access_to:s! access_type:s!=ip,user,cert,cephx) description:s+
          p is_public:b+ metadata:m+ name:s+ share_network:s share_protocol:s!=NFS,CIFS,GlusterFS,HDFS,CEPHFS
          p share_type:s size:i! snapshot:s
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
          p tasks:l!+#1..(action:s concurrency:i description:s input:m join:s keep_result:b name:s! on_complete:l
          p on_error:l on_success:l pause_before:b policies:m publish:m requires:l retry:m target:s timeout:i
          p wait_after:i wait_before:i with_items:s workflow:s) type:s!+=direct,reverse use_request_body_as_input:b+
          a alarm_url data executions
        OS::Monasca::AlarmDefinition - APH
        OS::Monasca::Notification - APH
        OS::Neutron::AddressScope neutron
          p ip_version:i=4,6 name:s+ shared:b+ tenant_id:s
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
          p action:s+=allow,deny description:s+ destination_ip_address:s+ destination_port:s+ enabled:b+
          p ip_version:s+=4,6 name:s+ protocol:s+=tcp,udp,icmp,any shared:b+ source_ip_address:s+ source_port:s+
          a action description destination_ip_address destination_port enabled firewall_policy_id ip_version name
          a position protocol shared source_ip_address source_port tenant_id
        OS::Neutron::FloatingIP neutron
          p dns_domain:s+ dns_name:s+ fixed_ip_address:s+ floating_ip_address:s floating_network:s!
          p floating_network_id:s floating_subnet:s port_id:s+ value_specs:m
          a fixed_ip_address floating_ip_address floating_network_id port_id router_id tenant_id
        OS::Neutron::FloatingIPAssociation neutron
          p fixed_ip_address:s+ floatingip_id:s!+ port_id:s!+
        OS::Neutron::FloatingIPPortForward openstack
          p external_port:i!+<1..65535 floating_ip:s! internal_ip_address:s!+ internal_port:s!+
          p internal_port_number:i+<1..65535 protocol:s!+=tcp,udp,icmp,icmp6,sctp,dccp
        OS::Neutron::FlowClassifier neutron U
          p description:s+ destination_ip_prefix:s destination_port_range_max:i<1..65535
          p destination_port_range_min:i<1..65535 ethertype:s=IPv4,IPv6 l7_parameters:m logical_destination_port:s
          p logical_source_port:s name:s+ protocol:s=tcp,udp,icmp source_ip_prefix:s
          p source_port_range_max:i<1..65535 source_port_range_min:i<1..65535
        OS::Neutron::HealthMonitor - APH
        OS::Neutron::IKEPolicy neutron
          p auth_algorithm:s+=sha1,sha256,sha384,sha512 description:s+
          p encryption_algorithm:s+=3des,aes-128,aes-192,aes-256 ike_version:s+=v1,v2
          p lifetime:m+(units:s=seconds,kilobytes value:i) name:s+ pfs:s+=group2,group5,group14
          p phase1_negotiation_mode:s=main
          a auth_algorithm description encryption_algorithm ike_version lifetime name pfs phase1_negotiation_mode
          a tenant_id
        OS::Neutron::IPsecPolicy neutron
          p auth_algorithm:s=sha1 description:s+ encapsulation_mode:s=tunnel,transport
          p encryption_algorithm:s=3des,aes-128,aes-192,aes-256 lifetime:m(units:s=seconds,kilobytes value:i)
          p name:s+ pfs:s=group2,group5,group14 transform_protocol:s=esp,ah,ah-esp
          a auth_algorithm description encapsulation_mode encryption_algorithm lifetime name pfs tenant_id
          a transform_protocol
        OS::Neutron::IPsecSiteConnection neutron
          p admin_state_up:b+ description:s+ dpd:m(actions:s=clear,disabled,hold,restart,restart-by-peer interval:i
          p timeout:i) ikepolicy_id:s! initiator:s=bi-directional,response-only ipsecpolicy_id:s! mtu:i name:s+
          p peer_address:s! peer_cidrs:l! peer_id:s! psk:s! vpnservice_id:s!
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
          p direction:s=ingress,egress excluded:b metering_label_id:s! remote_ip_prefix:s!
          a direction excluded metering_label_id remote_ip_prefix
        OS::Neutron::Net neutron
          p admin_state_up:b+ availability_zone_hints:l dhcp_agent_ids:l+ dns_domain:s+ name:s+
          p port_security_enabled:b+ qos_policy:s+ shared:b+ tags:l+ tenant_id:s value_specs:m+
          a admin_state_up l2_adjacency mtu name port_security_enabled qos_policy_id segments status subnets
          a tenant_id
        OS::Neutron::NetworkGateway neutron
          p connections:l+(network:s! network_id:s segmentation_id:i<0..4094 segmentation_type:s=flat,vlan)
          p devices:l!+#1..(id:s! interface_name:s!) name:s+
          a default
        OS::Neutron::Pool - APH
        OS::Neutron::PoolMember - APH
        OS::Neutron::Port neutron
          p admin_state_up:b+ allowed_address_pairs:l+(ip_address:s! mac_address:s)
          p binding:vnic_type:s+=normal,direct,macvtap,direct-physical,baremetal,virtio-forwarder,smart-nic
          p device_id:s+ device_owner:s+ dns_name:s+ fixed_ips:l+(ip_address:s subnet:s subnet_id:s) mac_address:s
          p name:s+ network:s! network_id:s no_fixed_ips:b+ port_security_enabled:b+ propagate_uplink_status:b+
          p qos_policy:s+ replacement_policy:s+=REPLACE_ALWAYS,AUTO security_groups:l+ tags:l+ value_specs:m+
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
          p admin_state_up:b+ availability_zone_hints:l+ dns_domain:s+ name:s+
          p network_type:s!+=local,vlan,vxlan,gre,geneve,flat physical_network:s+ port_security_enabled:b+
          p router_external:b+ segmentation_id:s+ shared:b+ tags:l+ tenant_id:s
          a segments status subnets
        OS::Neutron::QoSBandwidthLimitRule neutron
          p direction:s+=egress,ingress max_burst_kbps:i+<0.. max_kbps:i!+<0.. policy:s! tenant_id:s
        OS::Neutron::QoSDscpMarkingRule neutron
          p dscp_mark:i!+=0,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38,40,46,48,56 policy:s! tenant_id:s
        OS::Neutron::QoSMinimumBandwidthRule neutron
          p direction:s+=egress,ingress min_kbps:i!+<0.. policy:s! tenant_id:s
        OS::Neutron::QoSMinimumPacketRateRule neutron
          p direction:s+=any,egress,ingress min_kpps:i!+<0.. policy:s! tenant_id:s
        OS::Neutron::QoSPolicy neutron
          p description:s+ name:s+ shared:b+ tenant_id:s
          a rules
        OS::Neutron::Quota neutron
          p floatingip:i+<-1.. network:i+<-1.. port:i+<-1.. project:s! rbac_policy:i+<-1.. router:i+<-1..
          p security_group:i+<-1.. security_group_rule:i+<-1.. subnet:i+<-1.. subnetpool:i+<-1..
        OS::Neutron::RBACPolicy neutron
          p action:s!=access_as_shared,access_as_external object_id:s!
          p object_type:s!=network,qos_policy,security_group,address_scope,subnetpool target_tenant:s!+ tenant_id:s
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
          p description:s+ name:s+ rules:l+(direction:s=ingress,egress ethertype:s=IPv4,IPv6
          p port_range_max:i<0..65535 port_range_min:i<0..65535 protocol:s remote_group_id:s remote_ip_prefix:s
          p remote_mode:s=remote_ip_prefix,remote_group_id)
        OS::Neutron::SecurityGroupRule neutron
          p description:s direction:s=ingress,egress ethertype:s=IPv4,IPv6 port_range_max:i<0..65535
          p port_range_min:i<0..65535
          p protocol:s=0..255,ah,dccp,egp,esp,gre,icmp,icmpv6,igmp,ipv6-encap,ipv6-frag,ipv6-icmp,ipv6-nonxt,ipv6-opts\
        ,ipv6-route,ospf,pgm,rsvp,sctp,tcp,udp,udplite,vrrp
          p remote_group:s remote_ip_prefix:s security_group:s!
        OS::Neutron::Segment neutron
          p description:s+ name:s+ network:s! network_type:s!=local,vlan,vxlan,gre,geneve,flat physical_network:s
          p segmentation_id:i<1..
        OS::Neutron::Subnet neutron
          p allocation_pools:l+(end:s! start:s!) cidr:s dns_nameservers:l+ enable_dhcp:b+ gateway_ip:s+
          p host_routes:l+(destination:s! nexthop:s!) ip_version:i=4,6
          p ipv6_address_mode:s=dhcpv6-stateful,dhcpv6-stateless,slaac
          p ipv6_ra_mode:s=dhcpv6-stateful,dhcpv6-stateless,slaac name:s+ network:s! network_id:s prefixlen:i<0..
          p segment:s+ subnetpool:s tags:l+ tenant_id:s value_specs:m+
          a allocation_pools cidr dns_nameservers enable_dhcp gateway_ip host_routes ip_version name network_id
          a tenant_id
        OS::Neutron::SubnetPool neutron
          p address_scope:s+ default_prefixlen:i+<0.. default_quota:i+<0.. is_default:b+ max_prefixlen:i+<0..
          p min_prefixlen:i+<0.. name:s+ prefixes:l!+#1.. shared:b tags:l+ tenant_id:s
        OS::Neutron::TaaS::TapFlow neutron
          p description:s+ direction:s=IN,OUT,BOTH name:s+ port:s! tap_service:s!
          p vlan_filter:s~^%28%5B0-9%5D%2B%28-%5B0-9%5D%2B%29?%29%28%2C%28%5B0-9%5D%2B%28-%5B0-9%5D%2B%29?%29%29*$
        OS::Neutron::TaaS::TapService neutron
          p description:s+ name:s+ port:s!
        OS::Neutron::Trunk neutron
          p admin_state_up:b+ description:s+ name:s+ port:s! sub_ports:l+(port:s! segmentation_id:i!<1..4094
          p segmentation_type:s!=vlan)
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
          p name:s!#1..255 public_key:s save_private_key:b type:s=ssh,x509 user:s
          a private_key public_key
        OS::Nova::Quota nova
          p cores:i+<-1.. fixed_ips:i+<-1.. floating_ips:i+<-1.. injected_file_content_bytes:i+<-1..
          p injected_file_path_bytes:i+<-1.. injected_files:i+<-1.. instances:i+<-1.. key_pairs:i+<-1..
          p metadata_items:i+<-1.. project:s! ram:i+<-1.. security_group_rules:i+<-1.. security_groups:i+<-1..
          p server_group_members:i+<-1.. server_groups:i+<-1..
        OS::Nova::Server nova S
          p admin_pass:s+ admin_user:s availability_zone:s block_device_mapping:l(delete_on_termination:b
          p device_name:s! snapshot_id:s volume_id:s volume_size:i) block_device_mapping_v2:l(boot_index:i
          p delete_on_termination:b device_name:s device_type:s=cdrom,disk
          p disk_bus:s=ide,lame_bus,sata,scsi,usb,virtio ephemeral_format:s=ext2,ext3,ext4,xfs,ntfs
          p ephemeral_size:i<1.. image:s image_id:s snapshot_id:s swap_size:i volume_id:s volume_size:i
          p volume_type:s) config_drive:b deployment_swift_data:m+(container:s#1.. object:s#1..)
          p diskConfig:s=AUTO,MANUAL flavor:s!+ flavor_update_policy:s+=RESIZE,REPLACE image:s+
          p image_update_policy:s+=REBUILD,REPLACE,REBUILD_PRESERVE_EPHEMERAL key_name:s metadata:m+ name:s+
          p networks:l+(allocate_network:s+=none,auto fixed_ip:s floating_ip:s network:s port:s
          p port_extra_properties:m(admin_state_up:b+ allowed_address_pairs:l+(ip_address:s! mac_address:s)
          p binding:vnic_type:s+=normal,direct,macvtap,direct-physical,baremetal,virtio-forwarder,smart-nic
          p mac_address:s no_fixed_ips:b+ port_security_enabled:b+ propagate_uplink_status:b+ qos_policy:s+
          p value_specs:m+) subnet:s tag:s uuid:s) personality:m reservation_id:s scheduler_hints:m
          p security_groups:l
          p software_config_transport:s+=POLL_SERVER_CFN,POLL_SERVER_HEAT,POLL_TEMP_URL,ZAQAR_MESSAGE tags:l+
          p user_data:s+ user_data_format:s=HEAT_CFNTOOLS,RAW,SOFTWARE_CONFIG
          p user_data_update_policy:s+=REPLACE,IGNORE,REBUILD
          a accessIPv4 accessIPv6 addresses console_urls first_address instance_name name networks os_collect_config
          a tags
        OS::Nova::ServerGroup nova
          p name:s policies:l=anti-affinity,affinity,soft-anti-affinity,soft-affinity rules:m(max_server_per_host:n)
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
          p admin_state_up:b+ delay:i!+<0.. expected_codes:s+
          p http_method:s+=GET,HEAD,POST,PUT,DELETE,TRACE,OPTIONS,CONNECT,PATCH max_retries:i!+<1..10 pool:s!
          p tenant_id:s timeout:i!+<0.. type:s!=PING,TCP,HTTP,HTTPS,UDP-CONNECT url_path:s+
          a pools
        OS::Octavia::L7Policy octavia
          p action:s!+=REJECT,REDIRECT_TO_POOL,REDIRECT_TO_URL admin_state_up:b+ description:s+ listener:s! name:s+
          p position:n+<1.. redirect_pool:s+ redirect_url:s+
          a rules
        OS::Octavia::L7Rule octavia
          p admin_state_up:b+ compare_type:s!+=REGEX,STARTS_WITH,ENDS_WITH,CONTAINS,EQUAL_TO invert:b+ key:s+
          p l7policy:s! type:s!+=HOST_NAME,PATH,FILE_TYPE,HEADER,COOKIE value:s!+
        OS::Octavia::Listener octavia
          p admin_state_up:b+ allowed_cidrs:l+ connection_limit:i+<-1.. default_pool:s+ default_tls_container_ref:s+
          p description:s+ loadbalancer:s! name:s+ protocol:s!=TCP,HTTP,HTTPS,TERMINATED_HTTPS,PROXY,UDP
          p protocol_port:i!<1..65535 sni_container_refs:l+ tenant_id:s
          a default_pool_id loadbalancers
        OS::Octavia::LoadBalancer octavia
          p admin_state_up:b+ availability_zone:s description:s+ flavor:s name:s+ provider:s tenant_id:s
          p vip_address:s vip_subnet:s!
          a flavor_id pools vip_address vip_port_id vip_subnet_id
        OS::Octavia::Pool octavia
          p admin_state_up:b+ description:s+ lb_algorithm:s!+=ROUND_ROBIN,LEAST_CONNECTIONS,SOURCE_IP,SOURCE_IP_PORT
          p listener:s loadbalancer:s name:s+ protocol:s!=TCP,HTTP,HTTPS,TERMINATED_HTTPS,PROXY,UDP
          p session_persistence:m+(cookie_name:s type:s!=SOURCE_IP,HTTP_COOKIE,APP_COOKIE) tls_enabled:b+
          a healthmonitor_id listeners members
        OS::Octavia::PoolMember octavia
          p address:s! admin_state_up:b+ monitor_address:s monitor_port:i<1..65535 pool:s! protocol_port:i!<1..65535
          p subnet:s tags:l+ weight:i+<0..256
        OS::Octavia::Quota octavia
          p healthmonitor:i+<-1.. listener:i+<-1.. loadbalancer:i+<-1.. member:i+<-1.. pool:i+<-1.. project:s!
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
          p datastore_type:s!#..255 datastore_version:s!#..255 instances:l!(availability_zone:s flavor:s!
          p networks:l(fixed_ip:s network:s port:s) volume_size:i!<1..150) name:s#..255
          a instances ip
        OS::Trove::Instance trove
          p availability_zone:s databases:l+(character_set:s collate:s
          p name:s!#..64~%5Ba-zA-Z0-9_%5C-%5D%2B%5Ba-zA-Z0-9_@?%23%5Cs%5C-%5D*%5Ba-zA-Z0-9_%5C-%5D%2B)
          p datastore_type:s#..255 datastore_version:s#..255 flavor:s!+ name:s+#..255 networks:l(fixed_ip:s
          p network:s port:s) replica_count:i replica_of:s restore_point:s size:i!+<1..150
          p users:l+(databases:l!+#1.. host:s+
          p name:s!+#..16~%5Ba-zA-Z0-9_%5D%2B%5Ba-zA-Z0-9_@?%23%5Cs%5D*%5Ba-zA-Z0-9_%5D%2B
          p password:s!+~%5Ba-zA-Z0-9_%5D%2B%5Ba-zA-Z0-9_@?%23%5Cs%5D*%5Ba-zA-Z0-9_%5D%2B)
          a hostname href
        OS::Vitrage::Template vitrage D
          p template_file:s! template_params:m!
        OS::Zaqar::MistralTrigger zaqar
          p input:m+ params:m+ queue_name:s! ttl:i+<60.. workflow_id:s!+
        OS::Zaqar::Queue zaqar
          p metadata:m+ name:s#..64
          a href queue_id
        OS::Zaqar::SignedQueueURL zaqar
          p methods:l paths:l queue:s! ttl:i
          a expires methods paths project query_str signature
        OS::Zaqar::Subscription zaqar
          p options:m+ queue_name:s! subscriber:s!+ ttl:i+<60..
        OS::Zun::Container zun
          p command:s cpu:n+ environment:m hints:m hostname:s image:s! image_driver:s=docker,glance
          p image_pull_policy:s=ifnotpresent,always,never interactive:b labels:m memory:i+ mounts:l(mount_path:s!
          p volume_id:s volume_size:i) name:s+ networks:l+(fixed_ip:s network:s port:s) restart_policy:s
          p security_groups:l tty:b workdir:s
          a addresses name
        """
}
