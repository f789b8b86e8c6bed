import Testing

@testable import OpenStack

@Suite struct CloudSummaryTests {
    private let fixture = ConfigurationFixture(
        files: [
            "clouds.yaml": """
            clouds:
              lab:
                auth: {auth_url: "https://me:hunter2@id.example/v3", username: u, password: hunter2,
                  user_domain_name: Default, project_name: n, project_domain_name: Default}
                regions: [R1, R2]
              broken: {profile: none}
              empty:
            """,
            "secure.yaml": "clouds: {more: {auth_type: v3token, auth: {token: hunter2, project_id: p}}}",
        ],
        environment: ["OS_PASSWORD": "hunter2", "OS_USER_ID": "i", "OS_AUTH_URL": "http://x"]
    )

    @Test func summariesSayWhatMayBeSaid() throws {
        let summaries = try fixture.load().summaries()
        #expect(summaries.map(\.name) == ["lab", "broken", "empty", "more", "envvars"])
        let lab = summaries[0]
        #expect(lab.origin == .file("/desk/clouds.yaml", line: 2))
        #expect(lab.authType == "password")
        #expect(lab.authURL == "https://id.example/v3")
        #expect(lab.region == "R1")
        #expect(lab.regions == ["R1", "R2"])
        #expect(lab.user == "u")
        #expect(lab.project == "n")
        #expect(lab.problem == nil)
        #expect(summaries[1].problem?.contains("no vendor profile") == true)
        #expect(summaries[2].problem?.contains("holds nothing") == true)
        #expect(summaries[3].origin == .file("/desk/secure.yaml", line: 1))
        #expect(summaries[3].problem?.contains("auth_url") == true)
        #expect(summaries[3].project == "p")
        #expect(summaries[4].origin == .environment())
        #expect(summaries[4].user == "i")
    }

    @Test func noSecretIsShownAnywhere() throws {
        let clouds = try fixture.load()
        var text = ""
        dump(clouds, to: &text)
        text += "\(clouds) \(String(reflecting: clouds))"
        for name in clouds.cloudNames {
            do throws(ConfigurationError) {
                let resolved = try clouds.resolve(named: name)
                text += resolved.diagnostics.map(\.description).joined()
                dump(resolved.configuration.authentication, to: &text)
            } catch {
                text += "\(error)"
                dump(error, to: &text)
            }
        }
        let summaries = clouds.summaries()
        dump(summaries, to: &text)
        #expect(!text.contains("hunter2"))
    }

    @Test func secretsAreNotPutIntoOtherTexts() throws {
        let entry = "auth: {auth_url: 'https://{auth[password]}.example', user_id: u, password: hunter2}"
        let error = try #require(ConfigurationFixture.failure(entry))
        #expect(error.code == .invalidSetting)
        #expect(!error.description.contains("hunter2"))
    }
}
