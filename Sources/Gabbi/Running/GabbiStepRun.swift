import Conformance
import Foundation
import OpenStack
import PythonSemantics

/// Runs one step of a file.
struct GabbiStepRun {
    let file: GabbiFile
    let step: GabbiStep
    let surroundings: GabbiSurroundings
    let context: TestContext

    /// Sends the request and looks at the answer; what is not as expected is reported to the test's context.
    ///
    /// - Throws: what ends the test: weather, or that it is skipped.
    func run() async throws {
        let history = context.sequence.value { GabbiHistory() }
        let place = try await history.preparation(or: { try await surroundings.prepare(file, context) })
        let failures: [Failure]
        do {
            try await skipIfWanted(history, place)
            failures = try await tried(history, place)
        } catch let problem as StepProblem {
            failures = [failure(problem.message)]
        } catch let error as TransportError where error.code.isRequestsFault {
            failures = [failure(error.description)]
        }
        guard step.isExpectedToFail else {
            failures.forEach(context.fail)
            return
        }
        guard let first = failures.first else {
            context.fail(failure("the test passed, and its file expects it to fail (xfail)"))
            return
        }
        try context.skip("failed, as its file expects (xfail): \(first.message)")
    }

    private func skipIfWanted(_ history: GabbiHistory, _ place: GabbiPreparation) async throws {
        let reason = try substitution(history, place).apply(step.skip)
        guard reason.isTrue else { return }
        try context.skip(reason.text)
    }

    // MARK: - Repetition

    /// Asks once, or as often as the file says until everything is as expected.
    private func tried(_ history: GabbiHistory, _ place: GabbiPreparation) async throws -> [Failure] {
        let request = try request(history, place)
        guard !step.poll.isEmpty else { return try await asked(request, history, place) }
        let substitution = substitution(history, place)
        let count = Int(try number(step.poll["count"], substitution) ?? 1)
        let delay = try number(step.poll["delay"], substitution) ?? 1
        var failures: [Failure] = []
        for turn in 0..<count {
            failures = try await asked(request, history, place)
            if failures.isEmpty || turn + 1 == count { break }
            try await Task.sleep(for: .seconds(delay))
        }
        return failures
    }

    private func number(_ value: GabbiValue?, _ substitution: Substitution) throws(StepProblem) -> Double? {
        guard let value else { return nil }
        let replaced = try substitution.apply(value)
        guard let number = Python.float(replaced), number.isFinite,
            number >= 0, number < 1_000_000
        else { throw StepProblem("poll takes numbers, and \(replaced.text) is none") }
        return number
    }

    // MARK: - The request

    /// A request that is ready to be sent, and what substitutions may know of it.
    private struct Prepared {
        let request: APIRequest
        let url: GabbiURL
        let body: GabbiValue?
        let responseHeaders: OrderedMembers
    }

    private func substitution(
        _ history: GabbiHistory,
        _ place: GabbiPreparation,
        _ url: GabbiURL? = nil
    ) -> Substitution {
        Substitution(
            history: history,
            priorPosition: step.position > 0 ? step.position - 1 : nil,
            position: { [file] in file.step(named: $0)?.position },
            variable: { [context] name in place.variable(name, hiding: context) },
            scheme: url?.scheme,
            location: url.map { $0.hostAndPort + (place.target?.prefix ?? "") }
        )
    }

    private func request(_ history: GabbiHistory, _ place: GabbiPreparation) throws -> Prepared {
        var substitution = substitution(history, place)
        let base = try substitution.text(step.url)
        history.change(step.position) { $0.url = base }
        let plain = try GabbiURL(base, parameters: "", target: place.target, usesTLS: step.usesTLS)
        substitution = self.substitution(history, place, plain)
        let url = try GabbiURL(
            base,
            parameters: try parameters(substitution),
            target: place.target,
            usesTLS: step.usesTLS
        )
        let fields = try replaced(step.requestHeaders, substitution)
        let responseHeaders = try replaced(step.responseHeaders, substitution)
        var headers = Headers()
        for (name, value) in fields.pairs {
            switch value {
            case .null, .array, .object:
                throw StepProblem("request header \(name) holds \(value.text); it takes a text or a number")
            default: headers.append(name, value.text)
            }
        }
        let (body, data) = try StepBody(file: file, step: step, substitution: substitution).bytes(headers: fields)
        if headers["User-Agent"] == nil { headers["User-Agent"] = "fits (Gabbi tests)" }
        if headers["Accept"] == nil { headers["Accept"] = "*/*" }
        var request = APIRequest(
            HTTPMethod(step.method),
            url.text,
            headers: headers,
            body: body,
            timeout: .seconds(step.timeout)
        )
        request.verifiesServer = step.checksCertificate
        return Prepared(request: request, url: url, body: data, responseHeaders: responseHeaders)
    }

    private func parameters(_ substitution: Substitution) throws(StepProblem) -> String {
        var parameters: [(String, String)] = []
        for (name, value) in step.queryParameters.pairs {
            guard case .array(let elements) = value else {
                parameters.append((name, try substitution.apply(value).text))
                continue
            }
            for element in elements { parameters.append((name, try substitution.apply(element).text)) }
        }
        return GabbiURL.query(parameters)
    }

    private func replaced(
        _ members: OrderedMembers,
        _ substitution: Substitution
    ) throws(StepProblem) -> OrderedMembers {
        var replaced = OrderedMembers()
        for (name, value) in members.pairs { replaced[try substitution.text(name)] = try substitution.apply(value) }
        return replaced
    }

    // MARK: - The answer

    private func asked(
        _ prepared: Prepared,
        _ history: GabbiHistory,
        _ place: GabbiPreparation
    ) async throws -> [Failure] {
        let response = try await sent(prepared)
        let location = response.headers["Location"]
        let answer: GabbiAnswer
        do throws(StepProblem) {
            answer = try GabbiAnswer(response, keepsBodyUnread: step.keepsBodyUnread)
        } catch {
            history.change(step.position) { $0.location = location ?? $0.location }
            return [failure(error.message)]
        }
        history.change(step.position) { record in
            record.answer = answer
            record.location = location ?? record.location
        }
        let checks = AnswerChecks(
            file: file,
            step: step,
            responseHeaders: prepared.responseHeaders,
            substitution: substitution(history, place, prepared.url),
            request: "\(step.method) \(prepared.url.text)"
        )
        return checks.failures(of: answer)
    }

    private func sent(_ prepared: Prepared) async throws -> APIResponse {
        let transport = context.transport(awaiting: Set(step.statuses.compactMap { Int($0) }))
        guard let made = MadeResource(prepared.request, body: prepared.body) else {
            return try await followed(prepared.request, over: transport)
        }
        return try await context.watchingOver(
            made.kind,
            named: made.name,
            parent: made.isFoundByProject ? context.credentials.projectID : nil
        ) {
            let response = try await followed(prepared.request, over: transport)
            return (response, made.end(response))
        }
    }

    private func followed(_ first: APIRequest, over transport: any Transport) async throws -> APIResponse {
        var request = first
        for _ in 0...20 {
            let response = try await transport.send(request)
            guard step.followsRedirects, let next = request.redirected(by: response) else { return response }
            request = next
        }
        throw StepProblem("more than 20 redirections, the last to \(request.url)")
    }

    private func failure(_ message: String) -> Failure {
        Failure(message, location: SourceLocation(fileID: file.path, line: step.mark.line))
    }
}

extension APIRequest {
    /// The request that a redirection asks for, as browsers make it; `nil` when the response is none.
    fileprivate func redirected(by response: APIResponse) -> APIRequest? {
        guard [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["Location"] else {
            return nil
        }
        var next = self
        next.url = EndpointURL.resolved(location, against: url)
        let becomesGet =
            switch response.status {
            case 302, 303: method != .head
            case 301: method == .post
            default: false
            }
        if becomesGet, method != .get {
            next.method = .get
            next.body = []
        }
        next.isRepeatable = next.method.isIdempotent
        return next
    }
}

extension EndpointURL {
    /// A reference resolved as RFC 3986 has it.
    fileprivate static func resolved(_ reference: String, against base: String) -> String {
        guard let baseURL = URL(string: base), let url = URL(string: reference, relativeTo: baseURL) else {
            return reference
        }
        return url.absoluteString
    }
}

extension TransportError.Code {
    /// Whether the request itself is to blame, not the path to the cloud.
    fileprivate var isRequestsFault: Bool { self == .invalidURL || self == .responseTooLarge }
}
