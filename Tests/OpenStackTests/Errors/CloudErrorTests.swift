import OpenStack
import Testing

@Suite struct CloudErrorTests {
    /// The error that a response to a call becomes.
    private static func error(
        _ status: Int,
        _ body: String,
        contentType: String? = "application/json"
    ) async throws -> CloudError {
        let cloud = ScriptedTransport { request throws(TransportError) in
            if request.method == .post {
                return .token("gAAAA-secret-token", catalog: .catalog([("image", "http://h")]))
            }
            var headers: Headers = ["x-openstack-request-id": "req-1"]
            headers["Content-Type"] = contentType
            return APIResponse(status: status, headers: headers, body: Array(body.utf8))
        }
        let session = CloudSession(configuration: .test(), transport: cloud)
        return try await #require(throws: CloudError.self) {
            try await session.service(.image).call(.get, "x", expecting: 200)
        }
    }

    static let messages: [(service: String, body: String, message: String?)] = [
        ("keystone", #"{"error": {"code": 403, "title": "Forbidden", "message": "You may not."}}"#, "You may not."),
        ("nova", #"{"itemNotFound": {"code": 404, "message": "No such server."}}"#, "No such server."),
        ("cinder", #"{"badRequest": {"code": 400, "message": "Invalid size."}}"#, "Invalid size."),
        (
            "neutron",
            #"{"NeutronError": {"type": "PortNotFound", "message": "No such port.", "detail": ""}}"#,
            "No such port."
        ),
        ("neutron, short", #"{"NeutronError": "No such port."}"#, "No such port."),
        (
            "placement",
            #"{"errors": [{"status": 404, "request_id": "r", "title": "Not Found", "detail": "No such provider."}]}"#,
            "No such provider."
        ),
        (
            "heat",
            #"""
            {"explanation": "The resource could not be found.", "code": 404, "title": "Not Found",
            "error": {"message": "No such stack.", "traceback": null, "type": "EntityNotFound"}}
            """#,
            "No such stack."
        ),
        (
            "octavia",
            #"{"faultcode": "Client", "faultstring": "No such balancer.", "debuginfo": null}"#, "No such balancer."
        ),
        ("designate", #"{"code": 404, "type": "zone_not_found", "message": "No such zone."}"#, "No such zone."),
        ("barbican", #"{"code": 404, "title": "Not Found", "description": "No such secret."}"#, "No such secret."),
        (
            "glance",
            """
            <html>
             <head><title>404 Not Found</title></head>
             <body><h1>404 Not Found</h1> No image found with ID &#x27;a&lt;b&#x27;<br /><br />
            </body></html>
            """,
            "404 Not Found No image found with ID 'a<b'"
        ),
        ("plain text", "Authentication required", "Authentication required"),
        ("several lines", "first\r\n\tsecond", "first second"),
        ("a text in JSON", #""gone""#, "gone"),
        ("an empty body", "", nil), ("an empty object", "{}", nil), ("an array", "[1]", nil),
        ("a long text", String(repeating: "x", count: 1000), String(repeating: "x", count: 400) + "…"),
    ]

    @Test(arguments: messages)
    func theServicesOwnMessageIsFound(shape: (service: String, body: String, message: String?)) async throws {
        let error = try await Self.error(404, shape.body)
        #expect(error.message == shape.message, "\(shape.service)")
        let suffix = shape.message.map { ": " + $0 } ?? ""
        #expect(error.description == "GET http://h/x answered 404, expected 200\(suffix) (req-1)")
    }

    @Test(
        arguments: [
            ("application/json", true), ("application/json; charset=UTF-8", true), ("TEXT/HTML;charset=utf-8", true),
            ("text/plain", true), (nil, true), ("application/xml", false), ("image/png", false), ("", false),
        ] as [(String?, Bool)]
    )
    func someMediaTypesEveryClientCanShow(contentType: String?, isReadable: Bool) async throws {
        #expect(try await Self.error(400, "{}", contentType: contentType).hasReadableContentType == isReadable)
    }

    @Test(arguments: [400, 401, 403, 404, 409, 500, 503])
    func noErrorShowsASecret(status: Int) async throws {
        let error = try await Self.error(status, #"{"error": {"message": "no"}}"#)
        var text = "\(error) \(String(reflecting: error))"
        dump(error, to: &text)
        #expect(!text.contains("correct horse"))
        #expect(!text.contains("gAAAA-secret-token"))
    }

    @Test(arguments: TransportError.Code.allCases)
    func transportErrorsAreOneSentence(code: TransportError.Code) {
        let request = APIRequest(.post, "http://h/x", headers: ["X-Auth-Token": "gAAAA"], body: Array("hunter2".utf8))
        var text = TransportError(code, request: request, reason: "the reason").description
        #expect(text.hasPrefix("POST http://h/x: "))
        #expect(!text.contains("\n"))
        dump(TransportError(code, request: request, reason: "the reason"), to: &text)
        #expect(!text.contains("gAAAA"))
        #expect(!text.contains("hunter2"))
    }

    @Test func secretsCannotBeReadByAccident() {
        let secret = Secret("hunter2")
        var text = "\(secret) \(String(reflecting: secret)) \([secret]) \(String(describing: Optional(secret)))"
        dump(secret, to: &text)
        #expect(!text.contains("hunter2"))
        #expect(secret.revealed == "hunter2")
        #expect(secret == Secret("hunter2"))
        #expect(secret != Secret("hunter3"))
    }
}
