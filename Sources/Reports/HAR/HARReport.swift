import Conformance
import Foundation
import OpenStack

/// The exchanges of a run as an HTTP archive, version 1.2.
///
/// A page is a test, an entry an exchange; one that is evidence of several tests stands with the first of them and
/// names all in `_tests`. Entries stand in the order in which they were sent. A request without a response has status 0
/// and the reason in `_error`, as browsers write it. What was kept has no secrets; header fields that hold one are
/// hidden here once more, whoever wrote the run.
struct HARReport {
    let report: Report
    private let redactor = Redactor()

    init(_ report: Report) { self.report = report }

    var text: String {
        let tests = testsByExchange
        let exchanges = report.exchanges.values.sorted { ($0.startedAt, $0.number) < ($1.startedAt, $1.number) }
        let archive: JSON = .object([
            "log": .object([
                "version": "1.2",
                "creator": ["name": "FITS", "version": .string(report.record.description.version)],
                "comment": .string("run \(report.record.description.run) of \(report.record.description.cloud)"),
                "pages": .array(report.results.compactMap(page)),
                "entries": .array(exchanges.map { entry($0, tests: tests[$0.number] ?? []) }),
            ])
        ])
        return String(decoding: archive.serialized(pretty: true), as: UTF8.self) + "\n"
    }

    private var testsByExchange: [Int: [TestIdentity]] {
        var tests: [Int: [TestIdentity]] = [:]
        for result in report.results {
            for number in result.exchanges { tests[number, default: []].append(result.identity) }
        }
        return tests
    }

    private func page(_ result: TestResult) -> JSON? {
        guard let first = report.exchanges(of: result).map(\.startedAt).min() else { return nil }
        return .object([
            "id": .string(result.identity.description),
            "title": .string("\(result.identity.shortName): \(result.outcome.word)"),
            "startedDateTime": .string(Self.time(result.startedAt ?? first)),
            "pageTimings": ["onLoad": .number(Self.milliseconds(result.seconds))],
        ])
    }

    private func entry(_ exchange: StoredExchange, tests: [TestIdentity]) -> JSON {
        let time = JSON.number(Self.milliseconds(exchange.seconds))
        var entry: [String: JSON] = [
            "startedDateTime": .string(Self.time(exchange.startedAt)),
            "time": time,
            "request": request(of: exchange),
            "response": response(of: exchange),
            "cache": [:],
            // Only the whole was measured; what is not known of its parts has no place of its own.
            "timings": ["send": 0, "wait": time, "receive": 0],
            "comment": .string("exchange \(exchange.number)"),
        ]
        if let first = tests.first { entry["pageref"] = .string(first.description) }
        if tests.count > 1 { entry["_tests"] = JSON(tests.map(\.description)) }
        return .object(entry)
    }

    // MARK: - Messages

    private func request(of exchange: StoredExchange) -> JSON {
        let query = URLComponents(string: exchange.url)?.queryItems ?? []
        var request = message(exchange.request)
        request["method"] = .string(exchange.method)
        request["url"] = .string(exchange.url)
        request["queryString"] = .array(
            query.map { ["name": .string($0.name), "value": .string($0.value ?? "")] }
        )
        let body = exchange.request.body
        if body.size > 0 {
            var data: [String: JSON] = [
                "mimeType": .string(mimeType(of: exchange.request)),
                "params": [],
                "text": .string(body.content),
            ]
            // The format has a place for it in responses alone.
            if body.isBase64 { data["_encoding"] = "base64" }
            data["comment"] = Self.remark(on: body)
            request["postData"] = .object(data)
        }
        return .object(request)
    }

    private func response(of exchange: StoredExchange) -> JSON {
        guard let response = exchange.response else {
            return [
                "status": 0, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [], "headers": [],
                "content": ["size": 0, "mimeType": "x-unknown"], "redirectURL": "", "headersSize": -1, "bodySize": -1,
                "_error": .string(exchange.error ?? "the reason is not known"),
            ]
        }
        var content: [String: JSON] = [
            "size": .integer(response.body.size), "mimeType": .string(mimeType(of: response)),
        ]
        if !response.body.content.isEmpty { content["text"] = .string(response.body.content) }
        if response.body.isBase64 { content["encoding"] = "base64" }
        content["comment"] = Self.remark(on: response.body)
        var object = message(response)
        object["status"] = .integer(exchange.status ?? 0)
        object["statusText"] = .string(exchange.statusPhrase)
        object["content"] = .object(content)
        object["redirectURL"] = .string(response.headers["Location"] ?? "")
        return .object(object)
    }

    /// What requests and responses have in common.
    private func message(_ message: StoredMessage) -> [String: JSON] {
        [
            "httpVersion": "HTTP/1.1",
            // Cookies hold sessions; their names stand among the header fields, their values nowhere.
            "cookies": [],
            "headers": .array(
                redactor.redacted(message.headers).fields.map {
                    ["name": .string($0.name), "value": .string($0.value)]
                }
            ),
            "headersSize": -1,
            "bodySize": .integer(message.body.size),
        ]
    }

    private func mimeType(of message: StoredMessage) -> String {
        message.headers["Content-Type"] ?? (message.body.size == 0 ? "x-unknown" : "application/octet-stream")
    }

    private static func remark(on body: StoredBody) -> JSON? {
        body.isCut ? .string("the beginning of \(Wording.count(body.size, "byte"))") : nil
    }

    private static func time(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Microseconds are more than was measured.
    private static func milliseconds(_ seconds: Double) -> Double { (max(0, seconds) * 1_000_000).rounded() / 1000 }
}
