import Conformance
import OpenStack

/// One exchange with all there is to it.
struct ExchangeView {
    let number: Int
    let method: String
    let url: String
    let status: String
    let tone: String
    let duration: String
    let messages: [MessageView]
    let curl: String

    init(_ exchange: StoredExchange, bodyLines: Int, bodyCharacters: Int) {
        number = exchange.number
        method = exchange.method
        url = exchange.url
        status = exchange.statusText
        tone = exchange.status.map { $0 < 400 } == true ? "plain" : "fail"
        duration = Wording.duration(exchange.seconds)
        var messages = [
            MessageView("Request", exchange.request, lines: bodyLines, characters: bodyCharacters)
        ]
        if let response = exchange.response {
            messages.append(MessageView("Response", response, lines: bodyLines, characters: bodyCharacters))
        }
        self.messages = messages
        curl = CurlCommand(exchange).description
    }
}

/// A request or a response.
struct MessageView {
    let title: String
    let headers: HeadersView?
    let body: String?
    let note: String?

    struct HeadersView {
        let title: String
        let text: String
    }

    init(_ title: String, _ message: StoredMessage, lines: Int, characters: Int) {
        self.title = title
        let fields = message.headers.fields
        headers =
            fields.isEmpty
            ? nil
            : HeadersView(
                title: Wording.count(fields.count, "header field"),
                text: fields.map { VisibleText.line("\($0.name): \($0.value)") }.joined(separator: "\n")
            )
        let readable = ReadableBody(message.body, lines: lines, characters: characters)
        body = readable.text.isEmpty ? nil : readable.text
        note = readable.note
    }
}
