extension SDKCase {
    /// Configurations of users and scopes.
    static let logins: [SDKCase] = [
        SDKCase(
            name: "one domain for user and project",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth: {auth_url: "https://id.example", username: u, password: p, project_name: n,
                  domain_id: d1, user_domain_name: Named}}}
                """
            ]
        ),
        SDKCase(
            name: "a domain as the scope",
            files: [
                "clouds.yaml": """
                clouds: {a: {domain_name: Outside, auth: {auth_url: "https://id.example", username: u, password: p,
                  user_domain_name: Default, domain_name: Inside}}}
                """
            ]
        ),
        SDKCase(
            name: "project and domains beside auth beat those in it",
            files: [
                "clouds.yaml": """
                clouds:
                  a:
                    tenant_name: outside
                    user-domain-name: Outside
                    username: outside
                    \(login)
                """
            ]
        ),
        SDKCase(
            name: "system scope",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth: {auth_url: "https://id.example", username: u, password: p,
                  user_domain_name: Default, system_scope: all}}}
                """
            ]
        ),
        SDKCase(
            name: "a trust",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3password, auth: {auth_url: "https://id.example/v3", username: u,
                  password: p, user_domain_name: Default, trust_id: t1}}}
                """
            ]
        ),
        SDKCase(
            name: "two scopes",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth: {auth_url: "https://id.example", username: u, password: p,
                  user_domain_id: default, project_id: p1, system_scope: all}}}
                """
            ],
            relation: .bothFail
        ),
        SDKCase(
            name: "an application credential by id",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3applicationcredential, auth: {auth_url: "https://id.example/v3",
                  application_credential_id: ac1, application_credential_secret: s}}}
                """
            ]
        ),
        SDKCase(
            name: "an application credential by name",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3applicationcredential, auth: {auth_url: "https://id.example/v3",
                  application_credential_name: ac, username: u, user_domain_id: default,
                  application_credential_secret: s}}}
                """
            ]
        ),
        SDKCase(
            name: "an application credential with a project",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3applicationcredential, auth: {auth_url: "https://id.example/v3",
                  application_credential_id: ac1, application_credential_secret: s, project_id: p1}}}
                """
            ],
            relation: .onlyWeFail(because: "keystone answers 401 to it, without saying why")
        ),
        SDKCase(
            name: "several factors",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3multifactor, auth_methods: [v3password, v3totp],
                  auth: {auth_url: "https://id.example/v3", username: u, user_domain_id: default, password: p,
                  passcode: '012345', project_id: p1}}}
                """
            ]
        ),
        SDKCase(
            name: "a one-time password",
            files: [
                "clouds.yaml": """
                clouds: {a: {auth_type: v3totp, auth: {auth_url: "https://id.example/v3", username: u,
                  user_domain_name: Default, passcode: "012345"}}}
                """
            ]
        ),
        SDKCase(
            name: "no authentication",
            files: ["clouds.yaml": "clouds: {a: {auth_type: null, auth: {endpoint: 'http://ironic.example:6385'}}}"]
        ),
        SDKCase(
            name: "an auth_type that does not exist",
            files: ["clouds.yaml": "clouds: {a: {auth_type: passwd, \(login)}}"],
            relation: .bothFail
        ),
        SDKCase(
            name: "no auth_url",
            files: ["clouds.yaml": "clouds: {a: {auth: {username: u, password: p}}}"],
            relation: .bothFail
        ),
        SDKCase(
            name: "no password",
            files: [
                "clouds.yaml": "clouds: {a: {auth: {auth_url: 'https://id.example', username: u, user_domain_id: d}}}"
            ],
            relation: .bothFail
        ),
    ]
}
