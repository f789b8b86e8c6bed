import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import EmbeddedCloud

@Suite struct DocumentTests {
    @Test func `A document that comes in parts is put together`() async throws {
        #expect(try await request(["{\"a\"", ": 1", "}"]).bytes(upTo: 8) == Array("{\"a\": 1}".utf8))
    }

    @Test func `A document has to come before its client is given up`() async throws {
        var slow = request(["{", " ", "}"])
        slow.timeForDocuments = .zero
        await #expect(throws: ServiceRequest.BodyTooSlow.self) { try await slow.bytes(upTo: 100) }
        let answer = ServiceRequest.BodyTooSlow().response(for: slow)
        #expect(answer.status == .requestTimeout)
        #expect(answer.headers[.connection] == "close")
    }

    @Test(arguments: [["0123456789"], ["01234", "56789"]])
    func `A document is as long as is allowed at most`(parts: [String]) async throws {
        await #expect(throws: ServiceRequest.BodyTooLarge.self) { try await request(parts).bytes(upTo: 9) }
    }

    private func request(_ parts: [String]) -> ServiceRequest {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        for part in parts { continuation.yield(ByteBuffer(string: part)) }
        continuation.finish()
        return ServiceRequest(
            method: .post,
            path: "/",
            query: Query(""),
            headers: [:],
            body: RequestBody(asyncSequence: stream),
            id: "req-test"
        )
    }
}
