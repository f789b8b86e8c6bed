import Foundation
public import OpenStack

extension StoredExchange {
    /// The exchange as one JSON object, the format of `exchanges.jsonl`.
    public var json: JSON {
        var members: [String: JSON] = [
            "number": .integer(number),
            "at": .string(startedAt.formatted(StoredExchange.dateFormat)),
            "seconds": .number(seconds),
            "request": .object(
                request.members.merging(["method": .string(method), "url": .string(url)]) { $1 }
            ),
        ]
        if let response {
            members["response"] = .object(response.members.merging(["status": JSON(status)]) { $1 })
        }
        members["error"] = error.map(JSON.string)
        return .object(members)
    }

    /// Reads an exchange from its JSON object; `nil` when it is none.
    public init?(json: JSON) {
        guard let number = json["number"].integer, let seconds = json["seconds"].double,
            let startedAt = json["at"].string.flatMap({ try? Date($0, strategy: StoredExchange.dateFormat) }),
            let method = json["request"]["method"].string, let url = json["request"]["url"].string,
            let request = StoredMessage(json["request"])
        else { return nil }
        self.init(
            number: number,
            request: request,
            method: method,
            url: url,
            response: StoredMessage(json["response"]),
            status: json["response"]["status"].integer,
            error: json["error"].string,
            startedAt: startedAt,
            seconds: seconds
        )
    }

    static var dateFormat: Date.ISO8601FormatStyle { Date.ISO8601FormatStyle(includingFractionalSeconds: true) }
}

extension StoredMessage {
    fileprivate var members: [String: JSON] {
        var members: [String: JSON] = [
            "headers": .array(headers.fields.map { [.string($0.name), .string($0.value)] }),
            "size": .integer(body.size),
        ]
        if !body.content.isEmpty { members[body.isBase64 ? "base64" : "body"] = .string(body.content) }
        if body.isCut { members["cut"] = true }
        return members
    }

    fileprivate init?(_ json: JSON) {
        guard let fields = json["headers"].array, let size = json["size"].integer else { return nil }
        headers = Headers(
            fields.compactMap { field in
                guard let name = field[0].string, let value = field[1].string else { return nil }
                return (name: name, value: value)
            }
        )
        body = StoredBody(
            size: size,
            content: json["body"].string ?? json["base64"].string ?? "",
            isBase64: json.has("base64"),
            isCut: json["cut"].bool ?? false
        )
    }
}
