import HTTPTypes

/// Why something couldn't be done with a resource, as the reasons of resources and stacks put it.
struct ResourceFailure: Error {
    /// The name upstream's class of the error has, such as `BadRequest` or `ValueError`.
    var type: String
    var message: String
    /// From the stack inwards, `resources`, `server`; added where it is passed on.
    var path: [String] = []

    init(_ type: String, _ message: String, path: [String] = []) {
        self.type = type
        self.message = message
        self.path = path
    }

    /// From a stack's reason: `Resource CREATE failed: ValueError: resources.a: text`.
    init(reason: String) {
        let parts = reason.split(separator: ": ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0].hasPrefix("Resource "), parts[0].hasSuffix(" failed") else {
            self.init("", reason)
            return
        }
        self.init(parts[1], parts[3], path: parts[2].split(separator: ".").map(String.init))
    }

    init(_ error: any Error) {
        switch error {
        case let failure as ResourceFailure: self = failure
        case let problem as TemplateProblem: self.init(problem.type, problem.message)
        case let problem as PropertySchema.Problem:
            self.init(
                "StackValidationFailed",
                "Property error: " + ErrorPath.text(problem.path) + ": " + problem.message
            )
        case let error as OrchestrationError: self.init(error.type, error.message)
        default: self.init("Error", "Something went wrong in the service.")
        }
    }

    /// Of what another service answered.
    init(_ answer: InternalClient.Answer, _ method: String = "") {
        let type =
            switch answer.status {
            case 400: "BadRequest"
            case 401: "Unauthorized"
            case 403: "Forbidden"
            case 404: "NotFound"
            case 409: "Conflict"
            case 413: "OverLimit"
            case 503: "ServiceUnavailable"
            default: "ClientException"
            }
        if let error = answer.body["NeutronError"], let text = error["message"]?.string {
            self.init(Self.networkType(error["type"]?.string) ?? type, text + Self.requestNote(answer))
            return
        }
        self.init(type, Self.message(answer.body) + " (HTTP \(answer.status))")
    }

    /// The class that the network service's client has for a type of error; nil where it goes by the status.
    private static func networkType(_ type: String?) -> String? {
        guard let type, networkTypes.contains(type) else { return nil }
        return type + "Client"
    }

    private static let networkTypes: Set<String> = [
        "NetworkNotFound", "PortNotFound", "StateInvalid", "NetworkInUse", "PortInUse", "IpAddressInUse",
        "IpAddressAlreadyAllocated", "InvalidIpForNetwork", "InvalidIpForSubnet", "OverQuota",
        "IpAddressGenerationFailure", "MacAddressInUse", "HostNotCompatibleWithFixedIps", "ExternalIpAddressExhausted",
    ]

    /// What the network service's client adds to every message.
    private static func requestNote(_ answer: InternalClient.Answer) -> String {
        answer.headers[.requestID].map { "\nNeutron server returns request_ids: ['\($0)']" } ?? ""
    }

    /// The sentence in a service's error, wherever it keeps it.
    private static func message(_ body: JSON) -> String {
        if let text = body["message"]?.string { return text }
        for (_, value) in body.object ?? [:] {
            if let text = value["message"]?.string { return text }
            if let text = value.string { return text }
        }
        return "The service gave no reason."
    }

    /// Within the resource of that name.
    func within(_ section: String, _ name: String) -> ResourceFailure {
        var failure = self
        failure.path = [section, name] + path
        return failure
    }

    var text: String {
        (type.isEmpty ? "" : type + ": ") + (path.isEmpty ? "" : ErrorPath.text(path) + ": ") + message
    }
}

/// Places in templates as messages write them: `resources.server.networks[0]`.
enum ErrorPath {
    static func text(_ path: [String]) -> String {
        var text = ""
        for part in path {
            if !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                text += "[\(part)]"
            } else {
                text += (text.isEmpty ? "" : ".") + part
            }
        }
        return text
    }
}
