import Crypto
import Foundation
import HTTPTypes
import Hummingbird

// Identity API reference, `OS-EC2`: key pairs for EC2's and S3's signatures. They are credentials too, in another form.
extension IdentityService {
    func declareEC2Credentials(in table: inout RouteTable) {
        table.on(.get, "/v3/users/{user}/credentials/OS-EC2", listKeyPairs)
        table.on(.post, "/v3/users/{user}/credentials/OS-EC2", createKeyPair)
        table.on(.get, "/v3/users/{user}/credentials/OS-EC2/{access}", showKeyPair)
        table.on(.delete, "/v3/users/{user}/credentials/OS-EC2/{access}", deleteKeyPair)
    }

    /// The id of the credential with an access key: its hash, so that a signature leads to it.
    static func credentialID(accessKey: String) -> String {
        Identifier.hex(SHA256.hash(data: Data(accessKey.utf8)))
    }

    private func keyPair(_ row: CredentialRow) -> JSON {
        let blob = (try? JSON(parsing: Array(row.blob.utf8))) ?? .null
        let access = blob["access"] ?? .null
        let path = "\(base)/v3/users/\(row.userID)/credentials/OS-EC2/\(access.string ?? "")"
        return [
            "user_id": .string(row.userID), "tenant_id": JSON(row.projectID), "access": access,
            "secret": blob["secret"] ?? .null, "trust_id": blob["trust_id"] ?? .null, "links": ["self": .string(path)],
        ]
    }

    /// A token got with an application credential or by a trust reaches only key pairs of its own project.
    private static func checkDelegation(_ caller: TokenContext, _ project: String?) throws {
        let isDelegated = caller.applicationCredential != nil || caller.trust != nil
        guard isDelegated, caller.projectID != project else { return }
        throw IdentityError.forbidden(
            "EC2 credential project does not match the project scope of the delegated token"
        )
    }

    private func listKeyPairs(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let user = request["user"]
        try require("ec2_list_credentials", caller.seesAll || caller.isUser(user))
        let rows = try store.read { state in
            guard state.users[user] != nil else { throw IdentityError.notFound("user", user) }
            return state.credentials.sorted.filter { $0.userID == user && $0.type == "ec2" }
        }
        let shown = rows.filter { (try? Self.checkDelegation(caller, $0.projectID)) != nil }
        return list(request, "credentials", shown.compactMap { keyPair($0).object })
    }

    private func createKeyPair(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let user = request["user"]
        try require("ec2_create_credential", caller.isAdmin || (caller.has("member") && caller.isUser(user)))
        if let credential = caller.applicationCredential, !(credential.unrestricted ?? false) {
            throw IdentityError.forbidden(
                "Using method 'application_credential' is not allowed for managing additional application credentials."
            )
        }
        let project = try await document(request)["tenant_id"] ?? .null
        let access = Identifier.hex()
        let blob: JSON = [
            "access": .string(access), "secret": .string(Identifier.hex()), "trust_id": JSON(caller.trust?.id),
        ]
        let row = CredentialRow(
            id: Self.credentialID(accessKey: access),
            userID: user,
            projectID: project.string,
            type: "ec2",
            blob: blob.text
        )
        try store.write { state in
            guard state.users[user] != nil else { throw IdentityError.notFound("user", user) }
            guard let id = project.string, state.projects[id] != nil else {
                throw IdentityError.notFound("project", project.pythonText)
            }
            try Self.checkDelegation(caller, id)
            state.credentials.insert(row)
        }
        return .json(["credential": keyPair(row)], status: .created)
    }

    private func keyPairRow(
        _ request: ServiceRequest,
        _ rule: String,
        _ allows: (TokenContext, CredentialRow) -> Bool
    ) throws -> CredentialRow {
        let caller = try caller(request)
        let id = Self.credentialID(accessKey: request["access"])
        let (row, user) = store.read { ($0.credentials[id], $0.users[request["user"]]) }
        guard let row else { throw IdentityError.notFound("credential", id) }
        try require(rule, allows(caller, row))
        guard user != nil else { throw IdentityError.notFound("user", request["user"]) }
        guard row.type == "ec2" else { throw IdentityError(.unauthorized, "EC2 access key not found.") }
        try Self.checkDelegation(caller, row.projectID)
        return row
    }

    private func showKeyPair(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try keyPairRow(request, "ec2_get_credential") { $0.seesAll || $0.isUser($1.userID) }
        return .json(["credential": keyPair(row)])
    }

    private func deleteKeyPair(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try keyPairRow(request, "ec2_delete_credential") {
            $0.isAdmin || ($0.has("member") && $0.isUser($1.userID))
        }
        try store.write { $0.credentials[row.id] = nil }
        return .empty(.noContent)
    }
}
