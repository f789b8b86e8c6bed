import Conformance
import OpenStack
import Testing

@Suite struct RedactorTests {
    @Test(arguments: [
        "Authorization", "Cookie", "OpenStack-Auth-Receipt", "Proxy-Authorization", "Set-Cookie",
        "X-Account-Meta-Temp-URL-Key", "X-Account-Meta-Temp-URL-Key-2", "X-Auth-Key", "X-Auth-Token",
        "X-Container-Meta-Temp-URL-Key", "X-Container-Meta-Temp-URL-Key-2", "X-Service-Token", "X-Storage-Token",
        "X-Subject-Token",
    ])
    func secretHeadersAreHidden(name: String) {
        for spelling in [name, name.lowercased(), name.uppercased()] {
            let redacted = Redactor().redacted([spelling: "s3cret", "Accept": "*/*"] as Headers)
            #expect(redacted.fields.map { "\($0.name): \($0.value)" } == ["\(spelling): <hidden>", "Accept: */*"])
        }
    }

    static let values: [(JSON, JSON)] = [
        (["password": "a"], ["password": "<hidden>"]), (["adminPass": "a"], ["adminPass": "<hidden>"]),
        (["user": ["original_password": "a", "name": "b"]], ["user": ["original_password": "<hidden>", "name": "b"]]),
        ([["deep": [["secret": "a"]]]], [["deep": [["secret": "<hidden>"]]]]),
        (["user_data": "IyEvYmlu"], ["user_data": "<hidden>"]), (["private_key": 7], ["private_key": "<hidden>"]),
        (["blob": "x", "passcode": "123456"], ["blob": "<hidden>", "passcode": "<hidden>"]),
        // A structure that is called like a secret is looked into.
        (
            ["password": ["user": ["id": "u", "password": "a"]]],
            ["password": ["user": ["id": "u", "password": "<hidden>"]]]
        ),
        (["password": nil, "secret": []], ["password": nil, "secret": []]),
        (["token": ["id": .string(String(repeating: "g", count: 65))]], ["token": ["id": "<hidden>"]]),
        (["image": ["id": "short"]], ["image": ["id": "short"]]),
        (["passwords": "plural", "name": "password"], ["passwords": "plural", "name": "password"]),
    ]

    @Test(arguments: values)
    func secretMembersAreHidden(value: JSON, redacted: JSON) {
        #expect(Redactor().redacted(value) == redacted)
    }

    @Test func whatWasLearntIsHiddenEverywhere() {
        let redactor = Redactor()
        redactor.learn(Secret("hunter22"))
        #expect(redactor.redacted("the hunter22, hunter22!") == "the <hidden>, <hidden>!")
        #expect(redactor.redacted("http://h/?p=hunter22&q=1") == "http://h/?p=<hidden>&q=1")
        #expect(redactor.redacted(["a": ["b hunter22"]] as JSON) == ["a": ["b <hidden>"]])
        #expect(redactor.redacted(["X-A": "hunter22"] as Headers)["X-A"] == "<hidden>")
        #expect(redactor.redacted("hunter2 2") == "hunter2 2")
    }

    @Test func whatWasLearntIsHiddenInURLsAndJSONTexts() {
        let redactor = Redactor()
        redactor.learn(Secret(#"p&"ä\ss"#))
        let url = EndpointURL.joining("http://h", ["x"], query: [("p", #"p&"ä\ss"#)])
        #expect(redactor.redacted(url) == "http://h/x?p=<hidden>")
        #expect(redactor.redacted(#"body {"p":"p&\"ä\\ss"}"#) == #"body {"p":"<hidden>"}"#)
    }

    @Test func theLongestSecretIsHiddenFirst() {
        let secrets = ["secret", "secret-and-more", "very-secret-and-more"]
        for order in [secrets, secrets.reversed()] {
            let redactor = Redactor()
            order.forEach { redactor.learn(Secret($0)) }
            #expect(redactor.redacted("very-secret-and-more secret-and-more secret") == "<hidden> <hidden> <hidden>")
        }
    }

    @Test(arguments: ["", "a", "admin", "12345"])
    func shortTextsAreNotHiddenEverywhere(text: String) {
        let redactor = Redactor()
        redactor.learn(Secret(text))
        #expect(redactor.redacted("admin 12345 a") == "admin 12345 a")
    }

    static let authentications: [(Authentication, [String])] = [
        (.password(user: .id("u"), password: Secret("secret-1")), ["secret-1"]),
        (.token(Secret("secret-2")), ["secret-2"]),
        (.applicationCredential(id: "a", secret: Secret("secret-3")), ["secret-3"]),
        (.namedApplicationCredential(name: "a", user: .id("u"), secret: Secret("secret-4")), ["secret-4"]),
        (.totp(user: .id("u"), passcode: Secret("654321")), ["654321"]),
        (
            .multifactor([
                .password(user: .id("u"), password: Secret("secret-5")),
                .totp(user: .id("u"), passcode: Secret("654321")),
            ]),
            ["secret-5", "654321"]
        ),
        (.none, []),
    ]

    @Test(arguments: authentications)
    func theSecretsOfAConfigurationAreLearnt(authentication: Authentication, secrets: [String]) {
        let redactor = Redactor()
        var configuration = FakeCloud.configuration
        configuration.authentication = authentication
        configuration.authURL = "http://ada:url-secret@h/v3"
        redactor.learn(configuration)
        for secret in secrets + ["url-secret"] { #expect(redactor.redacted("x\(secret)x") == "x<hidden>x") }
    }
}
