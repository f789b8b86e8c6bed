import Conformance
import OpenStack

/// The secret of the set's application credential, which is written nowhere.
///
/// Keystone lets the caller choose the secret. This one follows from what clouds.yaml has, and from the name that the
/// upgrade's resources have: whoever could compute it can log in anyway.
struct CredentialSecret: Sendable {
    let secret: Secret

    /// `nil` where the entry has nothing lasting to make it from.
    init?(_ configuration: CloudConfiguration, prefix: String) {
        let key: Secret
        switch configuration.authentication {
        case .password(_, let password): key = password
        case .applicationCredential(_, let secret), .namedApplicationCredential(_, _, let secret): key = secret
        case .token, .totp, .multifactor, .none: return nil
        }
        // bcrypt takes no notice of what comes after 54 bytes.
        secret = Secret(String(Digest.hmacSHA256("\(prefix) application credential", key: key.revealed).prefix(48)))
    }

    /// The cloud as the credential's holder sees it.
    func configuration(of configuration: CloudConfiguration, credential id: String) -> CloudConfiguration {
        var own = configuration
        own.authentication = .applicationCredential(id: id, secret: secret)
        own.scope = nil
        return own
    }
}
