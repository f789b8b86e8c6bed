/// What a template needs, and on which clouds it will run, as text and as JSON.
public struct RequirementsReport: Sendable {
    /// The template's name.
    public let file: String
    /// What it needs.
    public let requirements: Requirements
    /// The clouds that were looked at, by name, and what is concluded.
    public let clouds: [(name: String, suitability: Suitability)]

    /// A report on a template.
    public init(file: String, requirements: Requirements, clouds: [(name: String, suitability: Suitability)] = []) {
        self.file = file
        self.requirements = requirements
        self.clouds = clouds
    }

    // MARK: - Text

    /// The report for a terminal.
    ///
    /// - Parameter withOperations: whether the requests are listed too.
    /// - Returns: lines.
    public func text(withOperations: Bool) -> String {
        var lines = ["\(file) needs"]
        for service in requirements.services {
            lines.append("  \(service.type)")
            for (type, count) in service.resourceTypes.sorted(by: { $0.key < $1.key }) {
                lines.append("    \(type)\(count == 1 ? "" : " × \(count)")")
            }
            if !service.capabilities.isEmpty {
                lines.append("    capabilities: \(service.capabilities.joined(separator: ", "))")
            }
            if withOperations {
                lines += service.operations.map { "    \($0)" }
            }
        }
        if !requirements.heatTypes.isEmpty {
            let types = requirements.heatTypes.sorted { $0.key < $1.key }.map { type, count in
                count == 1 ? type : "\(type) × \(count)"
            }
            lines.append("  of Heat itself: \(types.joined(separator: ", "))")
        }
        if !requirements.unknownTypes.isEmpty {
            lines.append("  not known: \(requirements.unknownTypes.joined(separator: ", "))")
        }
        for (name, suitability) in clouds {
            lines.append("\(name): \(Self.sentence(suitability))")
            lines += suitability.findings.map { finding in
                "  \(finding.isMissing ? "missing" : "unknown")  \(finding.subject): \(finding.reason)"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func sentence(_ suitability: Suitability) -> String {
        let missing = suitability.findings.count(where: \.isMissing)
        let unknown = suitability.findings.count - missing
        return switch suitability.conclusion {
        case .runs: "it will run"
        case .unproven: "nothing says that it will not run, but \(unknown) of what it needs was not looked at"
        case .fails: "it will not run, because of \(missing) that \(missing == 1 ? "is" : "are") missing"
        }
    }

    // MARK: - JSON

    /// The report as one document.
    public var json: String {
        let services = requirements.services.map { service -> TemplateValue in
            [
                "type": .string(service.type),
                "resource_types": .map(Self.counts(service.resourceTypes)),
                "operations": .list(service.operations.map { .string($0.description) }),
                "capabilities": .list(service.capabilities.map(TemplateValue.string)),
            ]
        }
        let clouds = clouds.map { name, suitability -> TemplateValue in
            [
                "cloud": .string(name),
                "conclusion": .string(suitability.conclusion.rawValue),
                "findings": .list(
                    suitability.findings.map { finding in
                        [
                            "missing": .bool(finding.isMissing), "subject": .string(finding.subject),
                            "reason": .string(finding.reason),
                        ]
                    }
                ),
            ]
        }
        let document: TemplateValue = [
            "file": .string(file),
            "services": .list(services),
            "heat_types": .map(Self.counts(requirements.heatTypes)),
            "unknown_types": .list(requirements.unknownTypes.map(TemplateValue.string)),
            "clouds": .list(clouds),
        ]
        return document.json() + "\n"
    }

    private static func counts(_ counts: [String: Int]) -> TemplateMap {
        TemplateMap(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }
}
