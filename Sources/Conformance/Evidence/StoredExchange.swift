public import Foundation
public import OpenStack

/// An exchange as it is kept: numbered, free of secrets, and no larger than it needs to be.
public struct StoredExchange: Sendable, Hashable {
    /// Number within the run, from 1.
    public var number: Int
    /// The request, without secrets.
    public var request: StoredMessage
    /// Method of the request.
    public var method: String
    /// URL of the request, without secrets.
    public var url: String
    /// The response; `nil` when there was none.
    public var response: StoredMessage?
    /// Status of the response.
    public var status: Int?
    /// Why there was no response.
    public var error: String?
    /// When the request was sent.
    public var startedAt: Date
    /// From the request to the end of the response, in seconds.
    public var seconds: Double
}

/// Header fields and body of a request or a response.
public struct StoredMessage: Sendable, Hashable {
    /// The header fields, without secrets.
    public var headers: Headers
    /// The body, or its beginning.
    public var body: StoredBody
}

/// A body as it is kept.
public struct StoredBody: Sendable, Hashable {
    /// Bodies longer than this many bytes are cut.
    public static let limit: Int = 64 * 1024

    /// The whole body's length in bytes, as it was sent.
    public var size: Int
    /// What is kept of it: text, or Base64 when it is no text.
    public var content: String
    /// Whether the content is Base64.
    public var isBase64: Bool
    /// Whether the content is only the beginning.
    public var isCut: Bool

    /// A body without secrets.
    init(_ bytes: [UInt8], redactor: Redactor) {
        size = bytes.count
        if redactor.mustParse(bytes), let json = try? JSON(parsing: bytes) {
            let text = redactor.redacted(json).description
            isBase64 = false
            isCut = text.utf8.count > Self.limit
            content = text.beginning(ofBytes: Self.limit)
        } else if let text = Self.text(bytes) {
            content = redactor.redacted(text).beginning(ofBytes: Self.limit)
            isBase64 = false
            isCut = bytes.count > Self.limit
        } else {
            // No text: image data and the like. A few kilobytes are enough to know it by.
            content = Data(bytes.prefix(4096)).base64EncodedString()
            isBase64 = true
            isCut = bytes.count > 4096
        }
    }

    init(size: Int, content: String, isBase64: Bool, isCut: Bool) {
        self.size = size
        self.content = content
        self.isBase64 = isBase64
        self.isCut = isCut
    }

    /// The bytes as text, of a long body a little more than is kept: a secret at the cut must be seen whole.
    private static func text(_ bytes: [UInt8]) -> String? {
        var beginning = bytes.prefix(limit + 4096)
        if beginning.count < bytes.count {
            // Without the character that this cut may have divided.
            while let last = beginning.last, last & 0xC0 == 0x80 { beginning.removeLast() }
            if let last = beginning.last, last >= 0xC0 { beginning.removeLast() }
        }
        return String(validating: beginning, as: UTF8.self)
    }
}

extension String {
    /// As many whole characters as fit into some bytes.
    fileprivate func beginning(ofBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

extension StoredExchange {
    /// An exchange as it is kept: its bodies cut, its secrets hidden.
    public init(_ exchange: Exchange, number: Int, redactor: Redactor) {
        self.number = number
        request = StoredMessage(
            headers: redactor.redacted(exchange.request.headers),
            body: StoredBody(exchange.request.body, redactor: redactor)
        )
        method = exchange.request.method.name
        url = redactor.redacted(exchange.request.url)
        startedAt = exchange.startedAt
        seconds = exchange.duration.seconds
        switch exchange.result {
        case .response(let response):
            self.response = StoredMessage(
                headers: redactor.redacted(response.headers),
                body: StoredBody(response.body, redactor: redactor)
            )
            status = response.status
        case .failure(let failure):
            error = redactor.redacted(failure.description)
        }
    }
}

extension Duration {
    /// The duration in seconds.
    public var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
