import OpenStack
import Testing

@Suite struct APIVersionTests {
    struct Document: Sendable, CustomTestStringConvertible {
        let service: String
        let body: String
        /// `id status lowest-highest url`, a line per version.
        let versions: String
        var testDescription: String { service }
    }

    static let documents: [Document] = [
        Document(
            service: "keystone",
            body: """
                {"versions": {"values": [{"id": "v3.14", "status": "stable", "updated": "2020-04-07T00:00:00Z",
                "links": [{"rel": "self", "href": "http://h:5000/v3/"}],
                "media-types": [{"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}]}]}}
                """,
            versions: "v3.14 stable - http://h:5000/v3/"
        ),
        Document(
            service: "keystone, one version",
            body: """
                {"version": {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": "http://h/v3/"}]}}
                """,
            versions: "v3.14 stable - http://h/v3/"
        ),
        Document(
            service: "nova",
            body: """
                {"versions": [{"id": "v2.0", "status": "SUPPORTED", "version": "", "min_version": "",
                "links": [{"rel": "self", "href": "http://h/v2/"}]}, {"id": "v2.1", "status": "CURRENT",
                "version": "2.96", "min_version": "2.1", "links": [{"rel": "self", "href": "http://h/v2.1/"}]}]}
                """,
            versions: "v2.0 SUPPORTED - http://h/v2/\nv2.1 CURRENT 2.1-2.96 http://h/v2.1/"
        ),
        Document(
            service: "nova, one version",
            body: """
                {"version": {"id": "v2.1", "status": "CURRENT", "version": "2.96", "min_version": "2.1", "links": [
                {"rel": "self", "href": "http://h/v2.1/"}, {"rel": "describedby", "href": "http://docs.test/"}]}}
                """,
            versions: "v2.1 CURRENT 2.1-2.96 http://h/v2.1/"
        ),
        Document(
            service: "glance",
            body: """
                {"versions": [{"id": "v2.17", "status": "CURRENT", "links": [{"rel": "self", "href": "http://h/v2/"}]},
                {"id": "v2.15", "status": "SUPPORTED", "links": [{"rel": "self", "href": "http://h/v2/"}]}]}
                """,
            versions: "v2.17 CURRENT - http://h/v2/\nv2.15 SUPPORTED - http://h/v2/"
        ),
        Document(
            service: "cinder",
            body: """
                {"versions": [{"id": "v3.0", "status": "CURRENT", "version": "3.71", "min_version": "3.0", "links": [
                {"rel": "describedby", "type": "text/html", "href": "http://docs.test/"},
                {"rel": "self", "href": "http://h/volume/v3/"}]}]}
                """,
            versions: "v3.0 CURRENT 3.0-3.71 http://h/volume/v3/"
        ),
        Document(
            service: "neutron",
            body: """
                {"versions": [{"id": "v2.0", "status": "CURRENT", "links": [{"rel": "self", "href": "http://h/v2.0/"}]}]}
                """,
            versions: "v2.0 CURRENT - http://h/v2.0/"
        ),
        Document(
            service: "placement",
            body: """
                {"versions": [{"id": "v1.0", "max_version": "1.39", "min_version": "1.0", "status": "CURRENT",
                "links": [{"rel": "self", "href": ""}]}]}
                """,
            versions: "v1.0 CURRENT 1.0-1.39 "
        ),
        Document(service: "a service without links", body: #"{"versions": [{"id": "v1"}]}"#, versions: "v1 - - -"),
        Document(
            service: "a service that contradicts itself",
            body: #"{"versions": [{"id": "v1", "min_version": "2.0", "version": "1.0"}, {"status": "CURRENT"}]}"#,
            versions: "v1 - - -"
        ),
        Document(service: "no version document", body: #"{"error": {"code": 404}}"#, versions: ""),
    ]

    @Test(arguments: documents)
    func readsTheDocumentsOfEveryService(document: Document) throws {
        let versions = APIVersion.all(in: try JSON(parsing: document.body.utf8)).map { version in
            let range = version.microversions.map { "\($0.lowerBound)-\($0.upperBound)" }
            return [version.id, version.status ?? "-", range ?? "-", version.url ?? "-"].joined(separator: " ")
        }
        #expect(versions.joined(separator: "\n") == document.versions)
    }

    private static func compute(status: Int = 200, _ document: JSON) -> (ServiceClient, ScriptedTransport) {
        let cloud = ScriptedTransport { request throws(TransportError) in
            request.method == .post
                ? .token("t", catalog: .catalog([("compute", "http://h/compute/v2.1/p1")])) : .json(status, document)
        }
        return (CloudSession(configuration: .test(), transport: cloud).service(.compute), cloud)
    }

    private static let nova: JSON = [
        "versions": [
            ["id": "v2.0", "version": "", "min_version": ""],
            ["id": "v2.1", "version": "2.96", "min_version": "2.1"],
        ]
    ]

    @Test(arguments: [200, 300])
    func theDocumentIsReadAtTheRootWithoutAToken(status: Int) async throws {
        let (client, cloud) = Self.compute(status: status, Self.nova)
        #expect(try await client.versions().map(\.id) == ["v2.0", "v2.1"])
        let request = try #require(cloud.requests.last)
        #expect(request.url == "http://h/compute/")
        #expect(request.headers["X-Auth-Token"] == nil)
    }

    @Test(arguments: [("2.1", "2.79", "2.79"), ("2.50", "2.120", "2.96"), ("1.0", "2.1", "2.1")])
    func theHighestMicroversionOfBothSidesIsTaken(low: String, high: String, expected: String) async throws {
        let wanted = try #require(Microversion(low))...#require(Microversion(high))
        let negotiated = try await Self.compute(Self.nova).0.negotiatedMicroversion(within: wanted)
        #expect(negotiated.description == expected)
    }

    @Test func rangesThatDoNotMeetAreAnError() async throws {
        let wanted = Microversion(2, 97)...Microversion(2, 99)
        let error = try await #require(throws: CloudError.self) {
            try await Self.compute(Self.nova).0.negotiatedMicroversion(within: wanted)
        }
        #expect(error.code == .unsupportedMicroversion)
        #expect(error.description == "the compute service offers microversions 2.1 to 2.96, not 2.97 to 2.99")
    }

    @Test func noDocumentIsAnError() async throws {
        let error = try await #require(throws: CloudError.self) {
            try await Self.compute(status: 404, [:]).0.versions()
        }
        #expect(error.description == "GET http://h/compute/ answered 404, expected 200 or 300")
    }
}
