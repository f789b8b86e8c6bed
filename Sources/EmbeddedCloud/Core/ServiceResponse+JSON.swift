import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON document.
    static func json(_ value: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        text(value.text, type: "application/json", status: status, headers: headers)
    }

    /// Text of the given media type.
    static func text(
        _ text: String,
        type: String,
        status: HTTPResponse.Status,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// No body.
    static func empty(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
        Response(status: status, headers: headers)
    }
}
