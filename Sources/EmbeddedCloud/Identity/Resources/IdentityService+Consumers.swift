import HTTPTypes
import Hummingbird

// Identity API reference, `OS-OAUTH1`, “Consumers”.
extension IdentityService {
    func declareConsumers(in table: inout RouteTable) {
        table.on(.get, "/v3/OS-OAUTH1/consumers", listConsumers)
        table.on(.post, "/v3/OS-OAUTH1/consumers", createConsumer)
        table.on(.get, "/v3/OS-OAUTH1/consumers/{id}", showConsumer)
        table.on(.patch, "/v3/OS-OAUTH1/consumers/{id}", updateConsumer)
        table.on(.delete, "/v3/OS-OAUTH1/consumers/{id}", deleteConsumer)
    }

    private static let rules: [(String, Attributes.Rule)] = [("description", .optionalString)]
    private static let known = ["id", "description", "secret", "links"]
    private static let collection = "OS-OAUTH1/consumers"

    private static var absent: IdentityError { IdentityError(.notFound, "Consumer not found") }

    private func listConsumers(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_consumers", try caller(request).seesAll)
        let rows = store.read { $0.consumers.sorted }
        return list(request, "consumers", rows.map(\.members), linkedAs: Self.collection)
    }

    // “Create consumer”: 201; only this answer has the secret.
    private func createConsumer(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_consumer", try caller(request).isAdmin)
        let given = Attributes(name: "consumer", members: try await document(request)["consumer"]?.object ?? [:])
        try given.check(Self.rules)
        let row = OAuthConsumerRow(
            id: Identifier.hex(),
            secret: Identifier.hex(),
            description: given.string("description"),
            extra: given.extra(without: Self.known)
        )
        try store.write { $0.consumers.insert(row) }
        var members = row.members
        members["secret"] = .string(row.secret)
        return one("consumer", members, Self.collection, status: .created)
    }

    private func showConsumer(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_consumer", try caller(request).seesAll)
        guard let row = store.read({ $0.consumers[request["id"]] }) else { throw Self.absent }
        return one("consumer", row.members, Self.collection)
    }

    private func updateConsumer(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_consumer", try caller(request).isAdmin)
        let given = Attributes(name: "consumer", members: try await document(request)["consumer"]?.object ?? [:])
        try given.checkNotEmpty()
        try given.check(Self.rules)
        if given.has("secret") {
            throw IdentityError(.badRequest, "A consumer's secret can't be changed: it should not be given.")
        }
        let row = try store.write { state in
            guard var row = state.consumers[request["id"]] else { throw Self.absent }
            if given.has("description") { row.description = given.string("description") }
            row.extra.merge(given.extra(without: Self.known))
            state.consumers.insert(row)
            return row
        }
        return one("consumer", row.members, Self.collection)
    }

    private func deleteConsumer(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_consumer", try caller(request).isAdmin)
        try store.write { state in
            guard state.consumers[request["id"]] != nil else { throw Self.absent }
            state.consumers[request["id"]] = nil
        }
        return .empty(.noContent)
    }
}
