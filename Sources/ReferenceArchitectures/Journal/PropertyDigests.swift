import Crypto
import Foundation
import HeatTemplates

/// Digests of properties: enough to see which ones change, and nothing of their values.
///
/// They are made with a key that is kept apart from them, so that not even a short password can be found by trying.
struct PropertyDigests: Sendable {
    private static let length = 16
    private let key: SymmetricKey

    /// Digests that nobody else can make.
    init() { key = SymmetricKey(size: .bits256) }

    /// Digests with a key that was kept.
    init(key data: Data) { key = SymmetricKey(data: data) }

    /// The key, to be kept.
    var keyData: Data { key.withUnsafeBytes { Data($0) } }

    /// A digest of each property that has a value; those of equal values of two resources differ.
    func of(_ properties: TemplateMap, for name: String) -> [String: String] {
        Dictionary(
            properties.filter { !$0.value.isNull }.map { property in
                let text = name + "\n" + property.value.json(sortedKeys: true)
                let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
                return (property.key, Data(code.prefix(Self.length)).base64EncodedString())
            }
        ) { _, last in last }
    }

    /// The properties that have other values than a resource was given, or may have.
    func changes(of resource: DeployedResource, to properties: TemplateMap) -> Set<String> {
        let now = of(properties, for: resource.plan.name)
        return Set(now.keys).union(resource.plan.properties.keys)
            .filter { now[$0] != resource.plan.properties[$0] }
            .union(resource.unsettled)
    }
}
