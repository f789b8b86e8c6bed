import Foundation
import HeatTemplates

/// Texts that must not be told, although a service may repeat what it was sent in its reasons.
struct SecretTexts: Sendable {
    /// Properties that are secret whatever their type is.
    private static let properties: Set = [
        "admin_pass", "cloud_config", "config", "password", "private_key", "user_data",
    ]
    /// What is shorter would be found in texts that have nothing to do with it.
    private static let shortest = 4

    private var texts: Set<String> = []

    /// Those of a resource: its secret properties, and the hidden parameters of its template.
    init(of properties: TemplateMap, in stack: Stack) {
        for (name, value) in properties where Self.properties.contains(name) { add(value.plainText) }
        for parameter in stack.template.parameters where parameter.isHidden {
            if let value = stack.parameters[parameter.name] { add(value.plainText) }
        }
    }

    private mutating func add(_ text: String) {
        guard text.utf8.count >= Self.shortest else { return }
        texts.insert(text)
        texts.insert(Data(text.utf8).base64EncodedString())
    }

    /// A text with asterisks in place of the secrets in it.
    func masked(_ text: String) -> String {
        texts.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) { $0.replacing($1, with: "***") }
    }
}
