extension ResourceSchemaReader {
    /// Types of the identity service.
    static let identity = """
        OS::Keystone::Domain; SUPPORTED; 8.0.0
          name string; update
          description string; update
          enabled boolean; update; default true
          @show map
        OS::Keystone::Endpoint; SUPPORTED; 5.0.0
          name string; update
          region string; update; custom keystone.region
          service string; required; update; custom keystone.service
          interface string; required; update; in ["public","internal","admin"]
          url string; required; update
          enabled boolean; update; default true
          @show map
        OS::Keystone::Group; SUPPORTED; 2015.1
          name string; update
          domain string; update; custom keystone.domain; default "default"
          description string; update; default ""
          roles list; update
            * map
              role string; required; custom keystone.role
              project string; custom keystone.project
              domain string; custom keystone.domain
          @show map
        OS::Keystone::GroupRoleAssignment; SUPPORTED; 5.0.0
          group string; required; update; custom keystone.group
          roles list; update
            * map
              role string; required; custom keystone.role
              project string; custom keystone.project
              domain string; custom keystone.domain
          @show map
        OS::Keystone::Project; SUPPORTED; 2015.1
          name string; update
          domain string; update; custom keystone.domain; default "default"
          description string; update; default ""
          enabled boolean; update; default true
          parent string; custom keystone.project
          tags list; update; default []
          @name string
          @parent_id string
          @domain_id string
          @enabled boolean
          @is_domain boolean
          @show map
        OS::Keystone::Region; SUPPORTED; 6.0.0
          id string
          parent_region string; update; custom keystone.region
          description string; update
          enabled boolean; update; default true
          @show map
        OS::Keystone::Role; SUPPORTED; 2015.1
          name string; update
          domain string; custom keystone.domain
          @show map
        OS::Keystone::Service; SUPPORTED; 5.0.0
          name string; update
          description string; update
          type string; required; update
          enabled boolean; update; default true
          @show map
        OS::Keystone::User; SUPPORTED; 2015.1
          name string; update
          domain string; update; custom keystone.domain; default "default"
          description string; update; default ""
          enabled boolean; update; default true
          email string; update
          password string; update
          default_project string; update; custom keystone.project
          groups list; update
            * string; custom keystone.group
          roles list; update
            * map
              role string; required; custom keystone.role
              project string; custom keystone.project
              domain string; custom keystone.domain
          @name string
          @default_project_id string
          @domain_id string
          @enabled boolean
          @password_expires_at string
          @show map
        OS::Keystone::UserRoleAssignment; SUPPORTED; 5.0.0
          user string; required; update; custom keystone.user
          roles list; update
            * map
              role string; required; custom keystone.role
              project string; custom keystone.project
              domain string; custom keystone.domain
          @show map
        """
}
