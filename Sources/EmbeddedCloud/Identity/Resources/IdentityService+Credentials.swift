import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareCredentials(in table: inout RouteTable) {
        table.on(.get, "/v3/credentials", listCredentials)
        table.on(.post, "/v3/credentials", createCredential)
        table.on(.get, "/v3/credentials/{id}", showCredential)
        table.on(.patch, "/v3/credentials/{id}", updateCredential)
        table.on(.delete, "/v3/credentials/{id}", deleteCredential)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("type", .string), ("blob", .string), ("user_id", .string), ("project_id", .optionalString),
    ]
    private static let known = ["id", "type", "blob", "user_id", "project_id", "links"]

    private func listCredentials(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let rows = store.read { $0.credentials.sorted }.filter { caller.seesAll || caller.isUser($0.userID) }
        return list(
            request,
            "credentials",
            rows.map(\.members),
            filters: ["user_id", "type"],
            linkedAs: "credentials"
        )
    }

    private func createCredential(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await attributes(request, "credential")
        let userID = given.string("user_id") ?? caller.user.id
        try require("create_credential", caller.isAdmin || caller.isUser(userID))
        let isKeyPair = given.string("type") == "ec2"
        try given.check(required: ["type", "blob"] + (isKeyPair ? ["project_id"] : []), Self.rules)
        let blob = given.string("blob") ?? ""
        let row = CredentialRow(
            id: isKeyPair ? try Self.keyPairID(blob) : Identifier.hex(),
            userID: userID,
            projectID: given.string("project_id"),
            type: given.string("type") ?? "",
            blob: blob,
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            if state.credentials[row.id] != nil {
                throw IdentityError.conflict("credential", "Duplicate entry found with ID \(row.id)")
            }
            state.credentials.insert(row)
        }
        return one("credential", row.members, "credentials", status: .created)
    }

    /// An EC2 key pair is named by the hash of its access key, so that a signature leads to it.
    private static func keyPairID(_ blob: String) throws -> String {
        guard let value = try? JSON(parsing: Array(blob.utf8)), value.object != nil else {
            throw IdentityError(.badRequest, "Invalid blob in credential")
        }
        guard let access = value["access"]?.string else {
            throw IdentityError(.badRequest, "Invalid blob in credential")
        }
        return credentialID(accessKey: access)
    }

    private func credential(
        _ request: ServiceRequest,
        _ rule: String,
        _ allows: (TokenContext) -> Bool
    ) throws -> CredentialRow {
        let caller = try caller(request)
        let row = store.read { $0.credentials[request["id"]] }
        try require(rule, allows(caller) || (row != nil && caller.isUser(row?.userID)))
        guard let row else { throw IdentityError.notFound("credential", request["id"]) }
        return row
    }

    private func showCredential(_ request: ServiceRequest) throws -> ServiceResponse {
        one("credential", try credential(request, "get_credential") { $0.seesAll }.members, "credentials")
    }

    private func updateCredential(_ request: ServiceRequest) async throws -> ServiceResponse {
        var row = try credential(request, "update_credential") { $0.isAdmin }
        let given = try await attributes(request, "credential")
        try given.check(Self.rules)
        row.blob = given.string("blob") ?? row.blob
        row.type = given.string("type") ?? row.type
        if given.has("project_id") { row.projectID = given.string("project_id") }
        if let user = given.string("user_id"), user != row.userID {
            try require("update_credential", try caller(request).isAdmin)
            row.userID = user
        }
        if row.type == "ec2", row.projectID == nil {
            throw IdentityError.invalid("credential", .object(given.members), "'project_id' is a required property")
        }
        row.extra.merge(given.extra(without: Self.known))
        let changed = row
        try store.write { state in
            guard state.credentials[changed.id] != nil else { throw IdentityError.notFound("credential", changed.id) }
            state.credentials.insert(changed)
        }
        return one("credential", row.members, "credentials")
    }

    private func deleteCredential(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try credential(request, "delete_credential") { $0.isAdmin }
        try store.write { $0.credentials[row.id] = nil }
        return .empty(.noContent)
    }
}
