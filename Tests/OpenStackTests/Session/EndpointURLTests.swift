import OpenStack
import Testing

@Suite struct EndpointURLTests {
    static let segments: [([String], String)] = [
        (["images", "42"], "/images/42"), (["a/b"], "/a%2Fb"), (["a?b=c#d"], "/a%3Fb%3Dc%23d"), (["50%"], "/50%25"),
        (["ä €"], "/%C3%A4%20%E2%82%AC"), ([".."], "/%2E%2E"), ([".", "x"], "/%2E/x"), (["..."], "/..."),
        (["v2.1"], "/v2.1"), (["a:b@c"], "/a%3Ab%40c"), (["line\nbreak"], "/line%0Abreak"),
        (["~user_name-1.x"], "/~user_name-1.x"), (["a\\b"], "/a%5Cb"), (["a;b,c+d&e"], "/a%3Bb%2Cc%2Bd%26e"),
    ]

    @Test(arguments: segments)
    func nothingInASegmentLeavesItsPlace(segments: [String], path: String) {
        #expect(EndpointURL.joining("http://h/v2", segments) == "http://h/v2" + path)
    }

    @Test func slashesAtTheEndOfABaseDoNotCount() {
        #expect(EndpointURL.joining("http://h:9292/", ["v2", "images"]) == "http://h:9292/v2/images")
        #expect(EndpointURL.joining("http://h//", []) == "http://h")
    }

    @Test func queriesAreEncoded() {
        let url = EndpointURL.joining("http://h", ["x"], query: [("name", "a&b=c d"), ("sort", "n:asc"), ("name", "")])
        #expect(url == "http://h/x?name=a%26b%3Dc%20d&sort=n%3Aasc&name=")
    }

    static let roots: [(String, String)] = [
        ("http://h:9292", "http://h:9292"), ("http://h:9292/", "http://h:9292"), ("http://h:9292/v2", "http://h:9292"),
        ("http://h/image", "http://h/image"), ("http://h/image/v2/", "http://h/image"),
        ("https://h/identity/v3", "https://h/identity"), ("http://h:5000/v3/", "http://h:5000"),
        ("http://h/compute/v2.1", "http://h/compute"), ("http://h:8774/v2.1/abc123", "http://h:8774"),
        ("http://h/volume/v3/p-1", "http://h/volume"), ("http://h:8080/v1/AUTH_abc", "http://h:8080"),
        ("http://h:8004/v1/p", "http://h:8004"), ("http://h/networking/", "http://h/networking"),
        ("http://h/placement", "http://h/placement"), ("http://v2/", "http://v2"), ("http://v2/v3", "http://v2"),
        ("http://h/vault", "http://h/vault"), ("http://h/v", "http://h/v"),
        ("http://[::1]:9292/v2", "http://[::1]:9292"),
        ("nonsense", "nonsense"),
    ]

    @Test(arguments: roots)
    func theRootIsWhereTheVersionDocumentIs(endpoint: String, root: String) {
        #expect(EndpointURL.root(endpoint) == root)
    }

    @Test(arguments: [
        ("http://h:5000", "http://h:5000/v3"), ("http://h:5000/", "http://h:5000/v3"),
        ("http://h:5000/v3", "http://h:5000/v3"), ("http://h/identity/v2.0", "http://h/identity/v3"),
        ("http://h/identity", "http://h/identity/v3"),
    ])
    func aVersionIsAppendedOrReplaced(endpoint: String, versioned: String) {
        #expect(EndpointURL.versioned(endpoint, "v3") == versioned)
    }

    static let links: [(reference: String, base: String, url: String)] = [
        ("https://other/v2/images?marker=1", "http://h/v2/images", "https://other/v2/images?marker=1"),
        ("/v2/images?marker=1", "http://h:9292/v2/images?limit=1", "http://h:9292/v2/images?marker=1"),
        // Behind a proxy that added a prefix, the service does not know of it.
        ("/v2/images?marker=1", "https://h/image/v2/images?limit=1", "https://h/image/v2/images?marker=1"),
        ("/image/v2/images?marker=1", "https://h/image/v2/images", "https://h/image/v2/images?marker=1"),
        ("?marker=1", "http://h/v2/images?limit=1", "http://h/v2/images?marker=1"),
        ("images?marker=1", "http://h/v2/images", "http://h/v2/images?marker=1"),
        ("/v2/images?redirect=http://x", "http://h/v2/images", "http://h/v2/images?redirect=http://x"),
        ("/v2/images?m=1", "https://h/image/v2/images?name=/v9/", "https://h/image/v2/images?m=1"),
    ]

    @Test(arguments: links)
    func linksToTheNextPageAreResolved(link: (reference: String, base: String, url: String)) {
        #expect(EndpointURL.resolving(link.reference, against: link.base) == link.url)
    }
}
