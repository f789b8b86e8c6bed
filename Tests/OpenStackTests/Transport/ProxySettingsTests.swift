import OpenStack
import Testing

@Suite struct ProxySettingsTests {
    static let choices: [(environment: [String: String], url: String, proxy: String?)] = [
        ([:], "http://h", nil),
        (["http_proxy": "http://p:3128"], "http://h", "p:3128"),
        (["http_proxy": "http://p:3128"], "https://h", nil),
        (["https_proxy": "http://p:3128"], "https://h:5000/v3", "p:3128"),
        (["https_proxy": "http://p:3128"], "HTTPS://h", "p:3128"),
        (["all_proxy": "http://p:1"], "http://h", "p:1"),
        (["all_proxy": "http://p:1"], "https://h", "p:1"),
        (["all_proxy": "http://p:1", "http_proxy": "http://q:2"], "http://h", "q:2"),
        // Lower case wins; an empty variable is none.
        (["HTTP_PROXY": "http://upper:1"], "http://h", "upper:1"),
        (["HTTP_PROXY": "http://upper:1", "http_proxy": "http://lower:2"], "http://h", "lower:2"),
        (["HTTP_PROXY": "http://upper:1", "http_proxy": ""], "http://h", "upper:1"),
        (["http_proxy": ""], "http://h", nil),
        // How a proxy may be written.
        (["http_proxy": "p:3128"], "http://h", "p:3128"),
        (["http_proxy": "http://p"], "http://h", "p:80"),
        (["http_proxy": "https://p"], "http://h", "p:443"),
        (["http_proxy": "http://p:3128/"], "http://h", "p:3128"),
        (["http_proxy": "://"], "http://h", nil),
        (["http_proxy": "http://p:1"], "nonsense", nil),
    ]

    @Test(arguments: choices)
    func theEnvironmentNamesTheProxy(choice: (environment: [String: String], url: String, proxy: String?)) {
        let server = ProxySettings(environment: choice.environment).server(for: choice.url)
        #expect(server.map { "\($0.host):\($0.port)" } == choice.proxy)
    }

    static let exceptions: [(list: String, url: String, isDirect: Bool)] = [
        ("h", "http://h", true), ("h", "https://H:5000/v3", true), ("h", "http://other", false),
        ("example.org", "http://id.example.org", true), (".example.org", "http://id.example.org", true),
        (".example.org", "http://example.org", true), ("*.example.org", "http://a.b.example.org", true),
        ("example.org", "http://badexample.org", false), ("example.org", "http://example.org.evil", false),
        ("*", "http://h", true), (" a , h ,", "http://h", true), ("", "http://h", false), (",,", "http://h", false),
        ("h:5000", "http://h:5000", true), ("h:5000", "http://h:9292", false), ("h:443", "https://h", true),
        ("h:80", "http://h", true), ("h:80", "https://h", false),
        ("10.0.0.5", "http://10.0.0.5:8774", true), ("10.0.0.5", "http://10.0.0.50", false),
        ("10.0.0.0/8", "http://10.9.8.7", true), ("10.0.0.0/8", "http://11.0.0.1", false),
        ("192.168.1.128/25", "http://192.168.1.127", false), ("192.168.1.128/25", "http://192.168.1.200", true),
        ("0.0.0.0/0", "http://1.2.3.4", true), ("10.0.0.0/8", "http://ten.example", false),
        ("10.0.0.0/33", "http://10.0.0.1", false), ("10.0.0/8", "http://10.0.0.1", false),
        ("::1", "http://[::1]:5000", true), ("[::1]", "http://[::1]:5000", true),
        ("[::1]:5000", "http://[::1]:5000", true), ("[::1]:5000", "http://[::1]:9292", false),
        ("::1", "http://[::2]", false), (":", "http://h", false), (".", "http://h", false), ("/", "http://h", false),
        ("H", "http://h", true),
    ]

    @Test(arguments: exceptions)
    func noProxyNamesTheHostsThatAreReachedDirectly(entry: (list: String, url: String, isDirect: Bool)) {
        let settings = ProxySettings(environment: ["all_proxy": "http://p:1", "no_proxy": entry.list])
        #expect((settings.server(for: entry.url) == nil) == entry.isDirect)
    }

    @Test func theProxysPasswordIsKeptHidden() throws {
        let settings = ProxySettings(environment: ["http_proxy": "http://ada:p%40ss@p:3128"])
        let credentials = try #require(settings.server(for: "http://h")?.credentials)
        #expect(credentials.username == "ada")
        #expect(credentials.password.revealed == "p@ss")
        var text = "\(settings)"
        dump(settings, to: &text)
        #expect(!text.contains("p@ss"))
    }

    @Test func noneIsNoProxy() {
        #expect(ProxySettings.none.server(for: "http://h") == nil)
    }
}
