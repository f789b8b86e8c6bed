import HeatTemplates
import OpenStack

/// A text that is made up once.
struct RandomStringKind: DirectKind {
    private static let usualLength = 32
    private static let lengthLimit = 512

    var isInCloud: Bool { false }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let length = order.properties["length"]?.integer ?? Self.usualLength
        guard (1...Self.lengthLimit).contains(length) else {
            throw DeploymentFailure("the length of a random text is 1 to \(Self.lengthLimit), not \(length)")
        }
        var classes = order.properties.list("character_classes").compactMap(\.map).map {
            (Self.characters($0["class"]?.string), $0["min"]?.integer ?? 1)
        }
        let sequences = order.properties.list("character_sequences").compactMap(\.map).map {
            ($0["sequence"]?.string ?? "", $0["min"]?.integer ?? 1)
        }
        if classes.isEmpty, sequences.isEmpty { classes = [(Self.characters(nil), 1)] }
        let least = classes.reduce(0) { $0 + $1.1 } + sequences.reduce(0) { $0 + $1.0.count * $1.1 }
        guard least <= length else {
            throw DeploymentFailure("a random text of \(length) has no room for the \(least) that it must have")
        }
        var generator = SystemRandomNumberGenerator()
        var pieces = sequences.flatMap { Array(repeating: $0.0, count: $0.1) }
        for (characters, count) in classes {
            for _ in 0..<count { pieces += characters.randomElement(using: &generator).map { [String($0)] } ?? [] }
        }
        let every = classes.flatMap { $0.0.map { String($0) } }
        let choices = every.isEmpty ? sequences.map(\.0).filter { !$0.isEmpty } : every
        var count = pieces.reduce(0) { $0 + $1.count }
        while count < length, let piece = choices.randomElement(using: &generator) {
            pieces.append(piece)
            count += piece.count
        }
        let text = String(pieces.shuffled(using: &generator).joined().prefix(length))
        return MadeResource(id: order.name, secrets: ["value": .string(text)])
    }

    private static func characters(_ name: String?) -> String {
        let lower = "abcdefghijklmnopqrstuvwxyz"
        let digits = "0123456789"
        return switch name {
        case "letters": lower + lower.uppercased()
        case "lowercase": lower
        case "uppercase": lower.uppercased()
        case "digits": digits
        case "hexdigits": digits + "ABCDEF"
        case "octdigits": "01234567"
        default: lower + lower.uppercased() + digits
        }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {}

    func reference(to resource: MadeResource) -> TemplateValue { .string(resource.secret("value") ?? "") }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        name == "value" ? .string(resource.secret("value") ?? "") : .null
    }
}

/// Keeps a value for other resources.
struct ValueKind: DirectKind {
    var isInCloud: Bool { false }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        MadeResource(id: order.name, secrets: ["value": try value(order)])
    }

    private func value(_ order: ResourceOrder) throws(DeploymentFailure) -> JSON {
        let value = order.properties["value"] ?? .null
        switch (order.properties.text("type"), value) {
        case ("string", _): return .string(value.plainText)
        case ("number", .string(let text)):
            if let number = Int(text) { return .integer(number) }
            if let number = Double(text) { return .number(number) }
            throw DeploymentFailure("'\(text)' is no number")
        case ("boolean", .string(let text)):
            return .bool(["true", "t", "yes", "y", "on", "1"].contains(text.lowercased()))
        case ("json", .string(let text)): return TemplateValue(json: text).map { JSON($0) } ?? .string(text)
        case ("comma_delimited_list", .string(let text)):
            return JSON(
                text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            )
        default: return JSON(value)
        }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {}

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        name == "value" ? TemplateValue(resource.secrets["value"] ?? .null) : .null
    }
}

/// Is nothing.
struct NothingKind: DirectKind {
    var isInCloud: Bool { false }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource { MadeResource(id: order.name) }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {}

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue { .null }
}

/// What a server does at its start.
///
/// Heat keeps configurations under ids, and puts the text in where a server is given the id. Without Heat a reference
/// is the text itself, which comes to the same for the server.
enum ConfigKind: DirectKind {
    case software, cloud, multipart

    var isInCloud: Bool { false }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        MadeResource(id: order.name, secrets: ["config": .string(text(order))])
    }

    private func text(_ order: ResourceOrder) -> String {
        switch self {
        case .software: order.properties["config"]?.plainText ?? ""
        case .cloud: "#cloud-config\n" + (order.properties["cloud_config"]?.json() ?? "{}") + "\n"
        case .multipart: Self.multipart(order)
        }
    }

    private static func multipart(_ order: ResourceOrder) -> String {
        let boundary = "===============\(order.name)=="
        let parts = order.properties.list("parts").compactMap(\.map).map { part -> String in
            let config = part["config"]?.plainText ?? ""
            let type =
                part["subtype"]?.string ?? (config.hasPrefix("#cloud-config") ? "cloud-config" : "x-shellscript")
            let file = part["filename"]?.string.map { "Content-Disposition: attachment; filename=\"\($0)\"\n" } ?? ""
            return """
                --\(boundary)
                Content-Type: text/\(type); charset="us-ascii"
                MIME-Version: 1.0
                \(file)
                \(config)

                """
        }
        return """
            Content-Type: multipart/mixed; boundary="\(boundary)"
            MIME-Version: 1.0

            \(parts.joined())--\(boundary)--

            """
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {}

    func reference(to resource: MadeResource) -> TemplateValue { .string(resource.secret("config") ?? "") }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        name == "config" ? .string(resource.secret("config") ?? "") : .null
    }
}
