import Conformance
import OpenStack

/// The domain that everything belongs to where nobody made others.
///
/// Identity API reference v3, “Domains”.
struct DefaultDomain: TestClass {
    let name = "tempest.api.identity.v3.test_domains.DefaultDomainTestJSON"
    let requirements: [Requirement] = []

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "17a5de24-e6a0-4e4a-a9ee-d85b6e5612b5",
            "test_default_domain_exists",
            "A member can look at the domain 'default', and it is enabled.",
            attributes: ["smoke"],
            remark: "Asks for the domain with the id 'default', which an operator may have called otherwise."
        ) { t in
            let domain = try await t.identity.domain("default")
            t.expect("whether the default domain is enabled", domain.isEnabled, is: true)
        }
    }
}
