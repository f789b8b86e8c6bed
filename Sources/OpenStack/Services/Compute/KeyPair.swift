/// A key pair, or the public half of one, that servers let its owner in with.
///
/// Compute API reference, “Keypairs”. It belongs to a user, not to a project, and goes by its name.
public struct KeyPair: CloudResource {
    /// The key pair's name, which identifies it among its user's.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a key pair; `nil` when there is no name.
    public init?(attributes: JSON) {
        guard let name = attributes["name"].string else { return nil }
        id = name
        self.attributes = attributes
    }

    init(name: String, attributes: JSON) {
        id = name
        self.attributes = attributes
    }

    /// `ssh` or `x509`, from microversion 2.2.
    public var type: String? { attributes["type"].string }
}

extension ComputeClient {
    /// Makes a key pair.
    ///
    /// `POST /os-keypairs`: 200, from microversion 2.2 on 201. The result goes by the name that was asked for.
    public func createKeyPair(name: String, type: String? = nil) async throws(CloudError) -> KeyPair {
        var keyPair: [String: JSON] = ["name": .string(name)]
        keyPair["type"] = type.map(JSON.string)
        let answer = try await service.call(
            .post,
            "os-keypairs",
            json: ["keypair": .object(keyPair)],
            expecting: isBeforeKeyPairTypes ? 200 : 201
        )
        return KeyPair(name: name, attributes: try answer.member("keypair"))
    }

    /// One key pair.
    ///
    /// `GET /os-keypairs/{name}`: 200. From microversion 2.10 on it may be another user's.
    public func keyPair(_ name: String, ofUser user: String? = nil) async throws(CloudError) -> KeyPair {
        let query = user.map { [("user_id", $0)] } ?? []
        return try await service.call(.get, "os-keypairs", name, query: query, expecting: 200).resource("keypair")
    }

    /// The user's key pairs.
    ///
    /// `GET /os-keypairs`: 200.
    public func keyPairs() async throws(CloudError) -> [KeyPair] {
        let answer = try await service.call(.get, "os-keypairs", expecting: 200)
        return (try answer.member("keypairs").array ?? []).compactMap { KeyPair(attributes: $0["keypair"]) }
    }

    /// Deletes a key pair.
    ///
    /// `DELETE /os-keypairs/{name}`: 202, from microversion 2.2 on 204. From 2.10 on it may be another user's.
    public func deleteKeyPair(_ name: String, ofUser user: String? = nil) async throws(CloudError) {
        _ = try await service.call(
            .delete,
            "os-keypairs",
            name,
            query: user.map { [("user_id", $0)] } ?? [],
            expecting: isBeforeKeyPairTypes ? 202 : 204
        )
    }

    private var isBeforeKeyPairTypes: Bool { (service.microversion ?? Microversion(2, 1)) < Microversion(2, 2) }
}
