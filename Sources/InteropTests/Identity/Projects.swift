import Conformance
import OpenStack

/// Which projects a user can see and enter.
///
/// Identity API reference v3, “List projects for user”.
struct Projects: TestClass {
    let name = "tempest.api.identity.v3.test_projects.IdentityV3ProjectsTest"
    let requirements: [Requirement] = [.credentials(.password), .credentials(.alternate)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "86128d46-e170-4644-866a-cc487f699e1d",
            "test_list_projects_returns_only_authorized_projects",
            "A user can log in to every project that is listed for the user, and to no other."
        ) { t in
            let user = t.credentials
            let alternate = try await t.alternate()
            let password = try t.require("the user's password", user.password)
            let authentication = Authentication.password(
                user: .name(user.userName, domain: .id(user.userDomainID)),
                password: password
            )

            let projects = try await t.identity.projects(ofUser: user.userID)
            for project in projects {
                let name = try t.require("name of project \(project.id)", project.name)
                let domain = try t.require("domain of project \(project.id)", project.domainID)
                let scope = Scope.project(.name(name, domain: .id(domain)))
                let token = try await t.session.tokenClient.createToken(TokenRequest(authentication, scope: scope))
                t.expect("project of the token for \(name)", token.projectID, is: project.id)
                t.expect("name of the token's project", token.projectName, is: name)
                t.expect("user of the token", token.userID, is: user.userID)
            }

            let foreign = alternate.credentials
            let scope = Scope.project(.name(foreign.projectName, domain: .id(foreign.projectDomainID)))
            try await t.expectRefusal([401, 403], "a user cannot log in to a foreign project") {
                _ = try await t.session.tokenClient.createToken(TokenRequest(authentication, scope: scope))
            }
        }
    }
}
