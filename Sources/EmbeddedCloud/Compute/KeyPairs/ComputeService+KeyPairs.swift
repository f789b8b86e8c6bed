import HTTPTypes
import Hummingbird

// Compute API reference, “Keypairs”.
extension ComputeService {
    func declareKeyPairs(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-keypairs", listKeyPairs)
        table.on(.post, "/os-keypairs", createKeyPair)
        table.on(.get, "/os-keypairs/{id}", showKeyPair)
        table.on(.delete, "/os-keypairs/{id}", deleteKeyPair)
    }

    private func schema(_ minor: Int) -> RequestSchema {
        let letters = minor >= 92 ? "^[_\\-\\@\\. a-zA-Z0-9]+$" : "^[_\\- a-zA-Z0-9]+$"
        var members: [String: RequestSchema] = [
            "name": .allOf([ComputeSchema.name, .string(.init(1, 255), pattern: letters)]),
            "public_key": .string(),
        ]
        if minor >= 2 { members["type"] = .values(["ssh", "x509"]) }
        if minor >= 10 { members["user_id"] = .string() }
        let required = minor >= 92 ? ["name", "public_key"] : ["name"]
        return ComputeSchema.one("keypair", .object(members, required: required))
    }

    /// Checks the query, and tells whose key pairs it is about: the caller's, or since 2.10 those of the user it names.
    private func user(_ request: ComputeRequest, paging: Bool = false) throws -> String {
        var known: [String: RequestSchema] = request.minor >= 10 ? ["user_id": .any] : [:]
        if paging, request.minor >= 35 { known.merge(ComputeSchema.paging) { $1 } }
        try request.checkQuery(known, isOpen: request.minor < 75)
        guard request.minor >= 10, let user = request.query.all("user_id").first, !user.isEmpty else {
            return request.caller.userID
        }
        return user
    }

    private func require(_ rule: String, _ user: String, _ request: ComputeRequest) throws {
        try request.require("os-keypairs:" + rule, request.caller.isAdmin || request.caller.userID == user)
    }

    private func keyPair(_ name: String, of user: String) throws -> KeyPairRow {
        guard let row = store.read({ $0.keyPairs[KeyPairRow.id(user, name)] }) else {
            throw ComputeError.notFound("Keypair \(name) not found for user \(user)")
        }
        return row
    }

    private func members(_ row: KeyPairRow, _ minor: Int) -> JSON.Object {
        var members: JSON.Object = [
            "name": .string(row.name), "public_key": .string(row.publicKey), "fingerprint": .string(row.fingerprint),
        ]
        if minor >= 2 { members["type"] = .string(row.type) }
        return members
    }

    // MARK: - Handlers

    private func listKeyPairs(_ request: ComputeRequest) throws -> ServiceResponse {
        let user = try user(request, paging: true)
        try require("index", user, request)
        let rows = store.read { state in state.keyPairs.values.filter { $0.userID == user } }
            .sorted { $0.name < $1.name }
        func shown(_ rows: [KeyPairRow]) -> JSON {
            .array(rows.map { ["keypair": .object(members($0, request.minor))] })
        }
        guard request.minor >= 35 else { return .json(["keypairs": shown(rows)]) }
        let page = try request.page(rows, id: \.name) { .badRequest("Marker \($0) could not be found.") }
        var answer: JSON.Object = ["keypairs": shown(page.rows)]
        answer["keypairs_links"] = page.links("os-keypairs", request)
        return .json(.object(answer))
    }

    private func showKeyPair(_ request: ComputeRequest) throws -> ServiceResponse {
        let user = try user(request)
        try require("show", user, request)
        let row = try keyPair(request["id"], of: user)
        var members = members(row, 0)
        members["user_id"] = .string(row.userID)
        members["created_at"] = .string(row.created.withoutZone)
        members["deleted"] = false
        members["deleted_at"] = .null
        members["id"] = .int(row.number)
        members["updated_at"] = .null
        if request.minor >= 2 { members["type"] = .string(row.type) }
        return .json(["keypair": .object(members)])
    }

    private func createKeyPair(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(schema(request.minor))["keypair"]
        let name = (given?["name"]?.string ?? "").withoutOuterSpaces
        let type = given?["type"]?.string ?? "ssh"
        let wanted = request.minor >= 10 ? given?["user_id"]?.string ?? "" : ""
        let user = wanted.isEmpty ? request.caller.userID : wanted
        try require("create", user, request)
        let isFull = store.read { state in
            let limit = quotaLimit("key_pairs", of: request.project, user: user, in: state)
            return limit >= 0 && state.keyPairs.values.count { $0.userID == user } >= limit
        }
        guard !isFull else { throw ComputeError.forbidden("Quota exceeded, too many key pairs.") }
        let key = try key(given?["public_key"]?.string, type, user)
        let present = now
        let row = try store.write { state in
            guard state.keyPairs[KeyPairRow.id(user, name)] == nil else {
                throw ComputeError.conflict("Key pair '\(name)' already exists.")
            }
            let row = KeyPairRow(
                userID: user,
                name: name,
                publicKey: key.publicKey,
                fingerprint: key.fingerprint,
                type: type,
                number: (state.keyPairs.values.map(\.number).max() ?? 0) + 1,
                created: present
            )
            state.keyPairs.insert(row)
            return row
        }
        var members = JSON.Object()
        if !key.privateKey.isEmpty { members["private_key"] = .string(key.privateKey) }
        if request.minor >= 2 { members["type"] = .string(type) }
        members.merge(self.members(row, 0))
        members["user_id"] = .string(user)
        return .json(["keypair": .object(members)], status: request.minor >= 2 ? .created : .ok)
    }

    /// The key of a pair: a new one unless a public key is given, which has no private one.
    private func key(_ publicKey: String?, _ type: String, _ user: String) throws -> GeneratedKey {
        switch (type, publicKey) {
        case ("x509", nil): return try GeneratedKey.x509(user: user, from: now)
        case (_, nil): return GeneratedKey.ssh()
        case ("x509", let text?):
            guard let fingerprint = Certificate.fingerprint(pem: text) else {
                throw ComputeError.badRequest(
                    "Keypair data is invalid: failed to generate X509 fingerprint. Error message: Unable to load PEM "
                        + "file."
                )
            }
            return GeneratedKey(privateKey: "", publicKey: text, fingerprint: fingerprint)
        case (_, let text?):
            guard let key = SSHPublicKey(text) else {
                throw ComputeError.badRequest("Keypair data is invalid: failed to generate fingerprint")
            }
            return GeneratedKey(privateKey: "", publicKey: text, fingerprint: key.fingerprint)
        }
    }

    private func deleteKeyPair(_ request: ComputeRequest) throws -> ServiceResponse {
        let user = try user(request)
        try require("delete", user, request)
        let row = try keyPair(request["id"], of: user)
        try store.write { $0.keyPairs[row.id] = nil }
        return .empty(request.minor >= 2 ? .noContent : .accepted)
    }
}
