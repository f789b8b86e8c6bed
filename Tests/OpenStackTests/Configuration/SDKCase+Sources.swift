extension SDKCase {
    /// Configurations of files, variables, and what is chosen among them.
    static let sources: [SDKCase] = [
        SDKCase(
            name: "password and project by name",
            files: ["clouds.yaml": "clouds: {a: {\(login), region_name: R1}}"]
        ),
        SDKCase(
            name: "ids go before names",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    auth:
                      auth_url: https://id.example/v3
                      user_id: u1
                      username: u
                      user_domain_id: default
                      user_domain_name: Other
                      password: 12345
                      project_id: 0123
                      project_name: n
                """
            ]
        ),
        SDKCase(
            name: "secure.yaml is merged deeply and wins",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    auth: {auth_url: "https://id.example", username: u, password: old, project_name: n}
                    regions: [R1, R2]
                    interface: public
                """,
                "secure.yaml": """
                clouds:
                  a:
                    auth: {password: new, user_domain_id: default, project_domain_id: default}
                    interface: internal
                """,
            ]
        ),
        SDKCase(
            name: "a JSON file",
            files: [
                "clouds.json": """
                {"clouds": {"a": {"auth": {"auth_url": "https:\\/\\/id.example/v3", "username": "u", "password": "ü\\u00e9",
                \t"user_domain_id": "default"}, "compute_api_version": 2.79}}}
                """
            ]
        ),
        SDKCase(
            name: "OS_CLOUD names the cloud; other variables do not change it",
            files: ["clouds.yaml": "clouds: {a: {\(login)}, b: {\(login), region_name: RB, verify: false}}"],
            environment: ["OS_CLOUD": "b", "OS_USERNAME": "other", "OS_REGION_NAME": "R9"]
        ),
        SDKCase(
            name: "the environment's cloud",
            environment: [
                "OS_AUTH_URL": "https://id.example/v3", "OS_USERNAME": "u", "OS_PASSWORD": "p{x}",
                "OS_TENANT_NAME": "t",
                "OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_DOMAIN_ID": "default", "OS_REGION_NAME": "R1",
                "OS_ENDPOINT_TYPE": "internal", "OS_VOLUME_API_VERSION": "3.59", "OS_INSECURE": "True",
                "OS_TEST_PATH": "x", "OS_STDOUT_CAPTURE": "1", "OS_LOG_CAPTURE": "1",
            ]
        ),
        SDKCase(
            name: "the environment's cloud goes before a file's",
            files: ["clouds.yaml": "clouds: {a: {\(login)}}"],
            environment: [
                "OS_AUTH_URL": "https://env.example", "OS_TOKEN": "t", "OS_AUTH_TYPE": "v3token",
                "OS_CLOUD_NAME": "mine",
                "OS_PROJECT_ID": "p1",
            ]
        ),
        SDKCase(
            name: "selectors alone are no cloud",
            files: ["clouds.yaml": "clouds: {a: {\(login)}}"],
            environment: ["OS_REGION_NAME": "R7"]
        ),
        SDKCase(
            name: "an unknown cloud",
            files: ["clouds.yaml": "clouds: {a: {\(login)}}"],
            cloud: "b",
            relation: .bothFail
        ),
        SDKCase(
            name: "a name taken by the environment's cloud",
            files: ["clouds.yaml": "clouds: {envvars: {\(login)}}"],
            relation: .bothFail
        ),
        SDKCase(
            name: "several clouds, none named",
            files: ["clouds.yaml": "clouds: {a: {\(login)}, b: {\(login)}}"],
            relation: .bothFail
        ),
        SDKCase(
            name: "a list instead of a map",
            files: ["clouds.yaml": "- a"],
            relation: .bothFail
        ),
        SDKCase(
            name: "a region's values beat the entry's",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    \(login)
                    interface: public
                    regions:
                      - R1
                      - name: R2
                        values:
                          interface: admin
                          auth: {username: second, auth_url: "https://{region_name}.example/v3"}
                          compute_endpoint_override: http://r2.example:8774/v2.1
                """
            ],
            region: "R2"
        ),
        SDKCase(
            name: "a region that is not listed",
            files: ["clouds.yaml": "clouds: {a: {\(login), region_name: R1}}"],
            region: "r1",
            relation: .bothFail
        ),
        SDKCase(
            name: "a list of regions in region_name",
            files: ["clouds.yaml": "clouds: {a: {\(login), region_name: 'R1,R2'}}"],
            region: "R2"
        ),
        SDKCase(
            name: "a vendor profile",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    profile: vendor
                    auth: {username: u, password: p, project_name: n}
                    image_api_version: 2
                """,
                "clouds-public.yaml": """
                public-clouds:
                  vendor:
                    auth:
                      auth_url: https://{region_name}.example/v3
                      username: nobody
                      user_domain_name: Default
                      project_domain_name: Default
                    regions: [V1, V2]
                    interface: internal
                    image_api_version: 1
                    volume_endpoint_override: http://{region_name}.example/volume
                """,
            ],
            region: "V2"
        ),
        SDKCase(
            name: "a profile nobody has",
            files: ["clouds.yaml": "clouds: {a: {\(login), profile: no-such-vendor}}"],
            relation: .onlyWeFail(because: "the profile's settings would be missing without a word")
        ),
    ]
}
