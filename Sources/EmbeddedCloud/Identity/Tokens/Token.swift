import Crypto
import Foundation

/// What a token says: who, where, until when.
struct Token: Sendable, Codable, Hashable {
    enum Scope: Sendable, Codable, Hashable {
        case none
        case project(String)
        case domain(String)
        case system
        /// The project of a trust; the token's user is the trustee.
        case trust(String)
    }

    var userID: String
    var methods: [String]
    var scope: Scope
    var issued: Timestamp
    var expires: Timestamp
    /// Its own audit id, and after it that of the token it was got with, if any.
    var auditIDs: [String]
    var applicationCredentialID: String?
}

/// Turns tokens into opaque texts and back.
///
/// As upstream's Fernet tokens, a token carries its content, encrypted and authenticated (AES-GCM), so that nothing has to be stored per login and tokens
/// outlive a restart with a state file. What it refers to is looked up again each time it is used.
struct TokenSealer: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 32 bytes; any other count gives a key of this process alone.
    init(key: Data) { self.key = key.count == 32 ? SymmetricKey(data: key) : SymmetricKey(size: .bits256) }

    func seal(_ token: Token) throws -> String {
        let scope =
            switch token.scope {
            case .none: "-"
            case .system: "s"
            case .project(let id): "p" + id
            case .domain(let id): "d" + id
            case .trust(let id): "t" + id
            }
        let fields = [
            token.userID, token.methods.joined(separator: ","), scope, String(token.issued.microseconds, radix: 36),
            String(token.expires.microseconds, radix: 36), token.auditIDs.joined(separator: ","),
            token.applicationCredentialID ?? "",
        ]
        let box = try AES.GCM.seal(Data(fields.joined(separator: "\n").utf8), using: key)
        return Identifier.base64URL(box.combined ?? Data())
    }

    /// Nil for what this service has not sealed.
    func open(_ text: String) -> Token? {
        guard text.utf8.count < 2048, let data = Identifier.data(base64URL: text),
            let box = try? AES.GCM.SealedBox(combined: data), let clear = try? AES.GCM.open(box, using: key)
        else { return nil }
        let fields = String(decoding: clear, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 7, let issued = Int64(fields[3], radix: 36), let expires = Int64(fields[4], radix: 36)
        else { return nil }
        let scope: Token.Scope =
            switch fields[2].first {
            case "s": .system
            case "p": .project(String(fields[2].dropFirst()))
            case "d": .domain(String(fields[2].dropFirst()))
            case "t": .trust(String(fields[2].dropFirst()))
            default: .none
            }
        return Token(
            userID: fields[0],
            methods: fields[1].split(separator: ",").map(String.init),
            scope: scope,
            issued: Timestamp(microseconds: issued),
            expires: Timestamp(microseconds: expires),
            auditIDs: fields[5].split(separator: ",").map(String.init),
            applicationCredentialID: fields[6].isEmpty ? nil : fields[6]
        )
    }

    /// 22 characters of the URL-safe alphabet.
    static func auditID() -> String { Identifier.secret(bytes: 16) }
}
