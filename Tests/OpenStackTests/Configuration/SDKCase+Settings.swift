extension SDKCase {
    /// Configurations of everything but the user, and of options.
    static let settings: [SDKCase] = [
        SDKCase(
            name: "certificates",
            files: [
                "clouds.yaml": """
                clouds: {a: {\(login), cacert: ~/ca.pem, cert: /etc/c.pem, key: ~/k.pem, verify: yes, api_timeout: 30}}
                """
            ]
        ),
        SDKCase(
            name: "insecure beats verify and cacert",
            files: [
                "clouds.yaml": "clouds: {a: {\(login), insecure: 'true', verify: true, cacert: /ca.pem, cert: /c.pem}}"
            ]
        ),
        SDKCase(
            name: "old names of interface and time-out",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    \(login)
                    endpoint_type: internal
                    compute_endpoint_type: admin
                    api_timeout: 5
                    neutron_timeout: 7
                """
            ]
        ),
        SDKCase(
            name: "settings of services",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    \(login)
                    region_name: R1
                    compute_api_version: 2.1
                    compute-default-microversion: '2.1'
                    image_endpoint_override: "http://{region_name}.example:{port}"
                    port: 9292
                    volumev3_service_name: three
                    volume_service_name: two
                    block_storage_interface: admin
                    volume_interface: internal
                    network_region_name: R2
                    identity_service_type: identityv3
                    volume_api_version: 3
                    network_endpoint: http://neutron.example
                """
            ]
        ),
        SDKCase(
            name: "networks",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    \(login)
                    networks:
                      - {name: public, routes_externally: true, nat_source: 'True', default_interface: true}
                      - {name: private, nat_destination: true, routes_ipv6_externally: true}
                """
            ]
        ),
        SDKCase(
            name: "external and internal network",
            files: ["clouds.yaml": "clouds: {a: {\(login), external_network: ext, internal_network: int}}"]
        ),
        SDKCase(
            name: "two networks with nat_destination",
            files: [
                "clouds.yaml": """
                clouds: {a: {\(login), networks: [{name: x, nat_destination: true}, {name: y, nat_destination: true}]}}
                """
            ],
            relation: .bothFail
        ),
        SDKCase(
            name: "merge keys and aliases",
            files: [
                "clouds.yaml": """
                x-login: &login
                  auth_url: https://id.example/v3
                  username: u
                  user_domain_name: Default
                  password: shared
                x-region: &region {region_name: R1, interface: internal}
                clouds:
                  a:
                    <<: *region
                    auth: {<<: *login, password: own}
                    interface: admin
                  b:
                    <<: [*region]
                    auth: *login
                """
            ],
            cloud: "a"
        ),
        SDKCase(
            name: "texts that YAML takes for other things",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    auth:
                      auth_url: https://id.example/v3
                      username: 0x1F
                      password: 12:34
                      user_domain_name: 1_000
                      project_name: 2.10
                      project_domain_name: 0123
                    region_name: 010.50
                    compute_api_version: "2.10"
                """
            ]
        ),
        SDKCase(
            name: "options beat the entry",
            files: ["clouds.yaml": "clouds: {a: {\(login), region_name: R1}}"],
            overrides: [
                "os_username": "other", "os_password": "secret", "os_project_name": "q", "interface": "admin",
                "os_user_domain_name": "", "os_project_domain_id": "pd",
            ]
        ),
        SDKCase(
            name: "options alone",
            overrides: [
                "os_auth_url": "https://id.example", "os_username": "u", "os_password": "p", "os_user_domain_id": "d",
                "os_region_name": "R1",
            ]
        ),
        SDKCase(
            name: "auth_plugin",
            files: [
                "clouds.yaml": "clouds: {a: {auth_plugin: v3token, auth: {auth_url: 'https://id.example', token: t}}}"
            ],
            relation: .onlyTheyFail(because: "its own default auth_type hides auth_plugin")
        ),
        SDKCase(
            name: "a duplicate key",
            files: ["clouds.yaml": "clouds: {a: {\(login), region_name: R1, region_name: R2}}"],
            relation: .onlyWeFail(because: "PyYAML takes the last; YAML forbids it, and which is meant is a guess")
        ),
        SDKCase(
            name: "a file that is no YAML",
            files: ["clouds.yaml": "clouds: [", "clouds.json": "{\"clouds\": {\"a\": {\"auth\": {}}}}"],
            relation: .bothFail
        ),
    ]
}
