extension ResourceSchemaReader {
    /// Types of the block storage, image and object storage services.
    static let storage = """
        OS::Cinder::Quota; SUPPORTED; 7.0.0
          project string; required; custom keystone.project
          gigabytes integer; update; range -1..
          volumes integer; update; range -1..
          backups integer; update; range -1..
          backup_gigabytes integer; update; range -1..
          snapshots integer; update; range -1..
          @show map
        OS::Cinder::Volume; SUPPORTED
          availability_zone string
          size integer; update; range 1..
          snapshot_id string; custom cinder.snapshot
          backup_id string; update; custom cinder.backup
          name string; update
          description string; update
          volume_type string; update; custom cinder.vtype
          metadata map; update; default {}
          image string; custom glance.image
          source_volid string; custom cinder.volume
          scheduler_hints map
          read_only boolean; update
          @availability_zone string
          @size string
          @snapshot_id string
          @display_name string
          @display_description string
          @volume_type string
          @metadata string
          @source_volid string
          @status string
          @created_at string
          @bootable string
          @metadata_values map
          @encrypted string
          @attachments string
          @attachments_list list
          @multiattach boolean
          @show map
        OS::Cinder::VolumeAttachment; SUPPORTED
          instance_uuid string; required; update
          volume_id string; required; update; custom cinder.volume
          mountpoint string; update
          @show map
        OS::Cinder::VolumeType; SUPPORTED; 2015.1
          name string; required; update
          metadata map; update
          is_public boolean; update; default true
          description string; update
          projects list; update; default []
            * string; custom keystone.project
          @show map
        OS::Glance::WebImage; SUPPORTED; 12.0.0
          name string
          id string
          min_disk integer; range 0..; default 0
          min_ram integer; range 0..; default 0
          protected boolean; update; default false
          disk_format string; required; in ["ami","ari","aki","vhd","vhdx","vmdk","raw","qcow2","vdi","iso","ploop"]
          container_format string; required; in ["ami","ari","aki","bare","ovf","ova","docker"]
          location string; required
          tags list; update
          architecture string; update
          kernel_id string; update; pattern \
        ^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$
          os_distro string; update
          os_version string; update
          owner string; update
          extra_properties map; update; default {}
          visibility string; update; in ["public","private","community","shared"]; default "private"
          ramdisk_id string; update; pattern \
        ^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$
          active boolean; update; default true
          members list; update
            * string
          @show map
        OS::Swift::Container; SUPPORTED
          name string
          X-Container-Read string
          X-Container-Write string
          X-Container-Meta map; default {}
          X-Account-Meta map; default {}
          PurgeOnDelete boolean; default false
          @DomainName string
          @WebsiteURL string
          @RootURL string
          @ObjectCount integer
          @BytesUsed integer
          @HeadContainer map
          @show map
        """
}
