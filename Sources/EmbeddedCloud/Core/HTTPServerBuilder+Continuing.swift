import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 with the answer 100 that some clients wait for before they send a long body (RFC 9110, section 10.1.1).
    static func continuing(idleTimeout: TimeAmount) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            HTTP1Channel(
                responder: { request, writer, channel in
                    if request.headers[.expect]?.lowercased() == "100-continue" {
                        try await writer.writeInformationalHead(HTTPResponse(status: .continue))
                    }
                    try await responder(request, writer, channel)
                },
                configuration: .init(additionalChannelHandlers: [SendBufferLimit()], idleTimeout: idleTimeout)
            )
        }
    }
}
