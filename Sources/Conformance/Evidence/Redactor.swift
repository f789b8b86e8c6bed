import Foundation
public import OpenStack
import Synchronization

/// Takes secrets out of everything that is written.
///
/// Two nets, one behind the other: what is known to hold a secret by its name (header fields, JSON members), and every
/// secret text that the run itself knows (passwords it was given or made, tokens it got), wherever it stands.
public final class Redactor: Sendable {
    /// What stands in place of a secret.
    public static let mark: String = "<hidden>"

    private let secrets = Mutex(TextFinder())

    /// A redactor that knows no secret texts yet.
    public init() {}

    /// Makes a text known as a secret; it is hidden wherever it stands from now on, also as part of a URL or of JSON text.
    ///
    /// Texts shorter than six characters are hidden by name only: hiding them everywhere would hide ordinary words.
    public func learn(_ secret: Secret) {
        let text = secret.revealed
        guard text.utf8.count >= 6 else { return }
        let inJSON = String(JSON.string(text).description.dropFirst().dropLast())
        secrets.withLock { secrets in
            for form in [text, inJSON, EndpointURL.encoded(text)] { secrets.insert(form) }
        }
    }

    /// Makes the secrets of a configuration known.
    public func learn(_ configuration: CloudConfiguration) {
        for secret in configuration.authentication.secrets { learn(secret) }
        if let password = URLComponents(string: configuration.authURL)?.password { learn(Secret(password)) }
    }

    /// A text without the secrets that are known.
    public func redacted(_ text: String) -> String {
        let known = secrets.withLock { $0 }
        return known.replacing(in: text.utf8, with: Self.mark).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// A JSON document without secrets, looked into only where that is needed.
    ///
    /// - Throws: when it has to be looked into and is no JSON.
    func redacted(document: [UInt8]) throws -> [UInt8] {
        if mustParse(document) { return redacted(try JSON(parsing: document)).serialized() }
        let known = secrets.withLock { $0 }
        return known.replacing(in: document, with: Self.mark) ?? document
    }

    /// Whether a JSON text may hold a secret that only its structure tells of: a member with a secret's name, or a text
    /// written with escapes.
    func mustParse(_ json: [UInt8]) -> Bool {
        json.contains(UInt8(ascii: "\\")) || Self.secretNames.finds(in: json)
    }

    /// Header fields without secrets.
    public func redacted(_ headers: Headers) -> Headers {
        Headers(
            headers.fields.map { field in
                let isSecret = Self.secretHeaders.contains(field.name.lowercased())
                return (name: field.name, value: isSecret ? Self.mark : redacted(field.value))
            }
        )
    }

    /// A JSON value without the members that hold secrets, at any depth.
    public func redacted(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): return .string(redacted(text))
        case .array(let elements): return .array(elements.map { redacted($0) })
        case .object(let members):
            return .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { key, value in
                        (key, Self.hides(key, value, in: members) ? JSON.string(Self.mark) : redacted(value))
                    }
                )
            )
        default: return json
        }
    }

    private static func hides(_ key: String, _ value: JSON, in members: [String: JSON]) -> Bool {
        // A member that is called like a secret but holds a structure (`password: {user: …}`) is looked into instead.
        guard value.object == nil, value.array == nil, !value.isNull else { return false }
        if secretMembers.contains(key.lowercased()) { return true }
        // The token in a request to exchange it: {"identity": {"token": {"id": …}}}, which has no other member.
        return key == "id" && members.count == 1 && value.string.map { $0.utf8.count > 64 } == true
    }

    private static let secretHeaders: Set<String> = [
        "authorization", "cookie", "openstack-auth-receipt", "proxy-authorization", "set-cookie",
        "x-account-meta-temp-url-key", "x-account-meta-temp-url-key-2", "x-auth-key", "x-auth-token",
        "x-container-meta-temp-url-key", "x-container-meta-temp-url-key-2", "x-service-token", "x-storage-token",
        "x-subject-token",
    ]

    private static let secretMembers: Set<String> = [
        "access", "adminpass", "admin_pass", "auth_key", "auth_token", "blob", "original_password", "passcode",
        "password", "private_key", "secret", "secret_key", "user_data",
    ]

    /// The names of secret members, and `token` for the request to exchange one.
    private static let secretNames = TextFinder(
        (secretMembers.union(["token"])).map { "\"\($0)\"" },
        ignoringCase: true
    )
}

extension Authentication {
    var secrets: [Secret] {
        switch self {
        case .password(_, let password): [password]
        case .token(let token): [token]
        case .applicationCredential(_, let secret), .namedApplicationCredential(_, _, let secret): [secret]
        case .totp(_, let passcode): [passcode]
        case .multifactor(let factors): factors.flatMap(\.secrets)
        case .none: []
        }
    }
}
