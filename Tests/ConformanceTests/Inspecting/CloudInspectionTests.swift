import Conformance
import OpenStack
import Testing

@Suite struct CloudInspectionTests {
    private static let versions: JSON = ["versions": [["id": "v2.17", "status": "CURRENT"]]]

    @Test func everyServiceIsAsked() async throws {
        let cloud = FakeCloud { request throws(TransportError) in
            request.line == "GET /" || request.line == "GET /identity/" ? .json(300, Self.versions) : nil
        }
        cloud.withState { $0.images = [FakeCloud.Thing(id: "i1", name: "debian")] }
        let inspection = try await CloudInspection(
            CloudSession(configuration: FakeCloud.configuration, transport: cloud)
        )
        #expect(inspection.token.userName == "ada")
        #expect(inspection.services.map(\.type) == ["identity", "image"])
        #expect(inspection.services.map(\.url) == ["http://cloud.test/identity", "http://image.test"])
        #expect(inspection.services.allSatisfy { $0.versions.map(\.id) == ["v2.17"] && $0.problems.isEmpty })
        #expect(inspection.images.map(\.name) == ["debian"])
        #expect(inspection.flavors.isEmpty)
    }

    @Test func aServiceThatDoesNotAnswerIsAProblemOfThatService() async throws {
        let cloud = FakeCloud { request throws(TransportError) in
            if request.line == "GET /identity/" { return .json(200, Self.versions) }
            guard request.url.hasPrefix("http://image.test") else { return nil }
            throw TransportError(.connectionRefused, request: request, reason: "")
        }
        let inspection = try await CloudInspection(
            CloudSession(configuration: FakeCloud.configuration, transport: cloud)
        )
        #expect(inspection.services.first?.problems == [])
        #expect(
            inspection.services.last?.problems == [
                "versions: GET http://image.test/: connection refused",
                "images: GET http://image.test/v2/images: connection refused",
            ]
        )
    }

    @Test func whoCannotLogInLearnsWhy() async throws {
        let cloud = FakeCloud()
        cloud.withState { $0.users[0].password = "another" }
        let session = CloudSession(configuration: FakeCloud.configuration, transport: cloud)
        let error = try await #require(throws: CloudError.self) { try await CloudInspection(session) }
        #expect(error.code == .authenticationFailed)
    }
}
