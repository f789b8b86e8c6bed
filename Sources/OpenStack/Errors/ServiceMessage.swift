import Foundation

/// Finds what a service said of an error; every service has a shape of its own.
enum ServiceMessage {
    /// Longest text taken over, in characters.
    static let maximumLength = 400

    static func text(of response: APIResponse) -> String? {
        guard !response.body.isEmpty else { return nil }
        if let json = try? JSON(parsing: response.body) { return text(of: json).map(shortened) }
        guard let body = String(validating: response.body, as: UTF8.self) else { return nil }
        return shortened(withoutMarkup(body))
    }

    /// The service's own name for the error: neutron has `{"NeutronError": {"type"}}`.
    static func faultName(in response: APIResponse) -> String? {
        guard response.status >= 400, let json = try? JSON(parsing: response.body) else { return nil }
        return json["NeutronError"]["type"].string
    }

    private static func text(of json: JSON) -> String? {
        // keystone: {"error": {"message"}}; heat: the same beside "title" and "explanation";
        // placement: {"errors": [{"detail"}]}; nova, cinder: {"badRequest": {"message"}};
        // neutron: {"NeutronError": {"message"}} or a text; octavia: {"faultstring"}; barbican: {"description"}.
        if let message = json["message"].string ?? json["detail"].string ?? json["faultstring"].string
            ?? json["description"].string
        {
            return message
        }
        if let detail = json["errors"][0]["detail"].string ?? json["errors"][0]["message"].string { return detail }
        let values = (json.object ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        return values.lazy.compactMap { $0["message"].string ?? $0["detail"].string }.first
            ?? values.lazy.compactMap(\.string).first ?? json.string
    }

    private static func withoutMarkup(_ text: String) -> String {
        guard text.contains("<") else { return text }
        return text.replacing(#/<(title|style|script)>.*?</\1>/#.dotMatchesNewlines(), with: " ")
            .replacing(#/<[^>]*>/#, with: " ")
            .replacingOccurrences(of: "&#x27;", with: "'")
            .replacingOccurrences(of: "&lt;", with: "<")
            .replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&amp;", with: "&")
    }

    private static func shortened(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= maximumLength ? line : line.prefix(maximumLength) + "…"
    }
}
