import HTTPTypes

/// A resource in the hands of its kind: its row, the stack around it, and the cloud it is made in.
struct ManagedResource: Sendable {
    let service: OrchestrationService
    let scope: StackScope
    var row: ResourceRow

    var stack: StackRow { scope.stack }
    var name: String { row.name }
    var properties: JSON.Object { row.properties }

    /// The property, nil where it has no value.
    subscript(name: String) -> JSON? {
        guard let value = row.properties[name], !value.isNull else { return nil }
        return value
    }

    func text(_ name: String) -> String? { self[name].map(\.pythonText) }

    /// The name of what is made, where the template gives none.
    var physicalName: String { physicalName(limit: 255) }

    /// The stack's and the resource's name with a suffix; shortened in the middle of what is too long.
    func physicalName(limit: Int) -> String {
        let end = "-" + row.suffix
        let start = stack.name + "-" + row.name
        let length = start.count + end.count
        guard length > limit else { return start + end }
        // As upstream, the first two characters stay and the rest is cut at its front.
        return String(start.prefix(2)) + "-" + String(start.suffix(limit - end.count - 3)) + end
    }

    // MARK: - The cloud

    /// In whose name the cloud is asked.
    var owner: Caller { stack.owner.caller }

    /// Asks a service; what isn't a success is thrown.
    @discardableResult
    func call(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        headers: HTTPFields = [:],
        as caller: Caller? = nil
    ) async throws -> InternalClient.Answer {
        let answer = await ask(service, method, path, body, headers: headers, as: caller)
        guard answer.isSuccess else { throw ResourceFailure(answer) }
        return answer
    }

    /// Asks a service, whatever it answers.
    func ask(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        headers: HTTPFields = [:],
        as caller: Caller? = nil
    ) async -> InternalClient.Answer {
        await self.service.parts.others.call(service, method, path, body, headers: headers, as: caller ?? owner)
    }

    /// Removes something; that it is gone already is as good.
    func remove(_ service: String, _ path: String, headers: HTTPFields = [:], as caller: Caller? = nil) async throws {
        let answer = await ask(service, .delete, path, headers: headers, as: caller)
        guard answer.isSuccess || answer.status == 404 else { throw ResourceFailure(answer) }
    }

    /// The id of something given by its name or id.
    func find(_ thing: CloudThing, _ nameOrID: String) async throws -> String {
        try await CloudDirectory(parts: service.parts).find(thing, nameOrID, as: owner)
    }

    /// As ``find(_:_:)``, of a property; nil where it has no value.
    func find(_ thing: CloudThing, property name: String) async throws -> String? {
        guard let value = text(name), !value.isEmpty else { return nil }
        return try await find(thing, value)
    }
}
