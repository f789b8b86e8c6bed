import Conformance
import OpenStack
import Reports

/// An inspection as text or JSON.
struct InspectionView {
    let inspection: CloudInspection
    let configuration: CloudConfiguration
    let obstacles: [String?: Int]

    var text: String {
        var text = "cloud \(configuration.name), \(configuration.authURL)"
        if let region = configuration.region { text += ", region \(region)" }
        text += "\nuser \(inspection.token.userName ?? "?"), project \(inspection.token.projectName ?? "none")"
        text += ", roles \(inspection.token.roles.sorted().joined(separator: " "))\n\n"
        text += services
        for service in inspection.services where !service.extensions.isEmpty {
            text += "\n\(service.type): \(Wording.count(service.extensions.count, "extension")): "
            text += service.extensions.joined(separator: " ") + "\n"
        }
        for service in inspection.services where !service.limits.isEmpty {
            text += "\n\(service.type) limits: "
            text += service.limits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            text += "\n"
        }
        text += list("FLAVOR", inspection.flavors) + list("IMAGE", inspection.images)
        text += list("NETWORK", inspection.networks)
        for service in inspection.services {
            for problem in service.problems { text += "\n\(service.type): \(problem)" }
        }
        text += "\n\(Wording.count(obstacles[nil] ?? 0, "native test")) can run"
        let reasons = obstacles.compactMap { reason, count in reason.map { ($0, count) } }.sorted { $0.0 < $1.0 }
        for (reason, count) in reasons { text += "\n\(count) cannot: \(reason)" }
        return text + "\n"
    }

    private var services: String {
        var table = TextTable(["SERVICE", "NAME", "VERSIONS", "MICROVERSIONS", "ENDPOINT"])
        for service in inspection.services {
            let ranges = service.versions.compactMap(\.microversions).map { "\($0.lowerBound)–\($0.upperBound)" }
            table.add([
                service.type, service.name ?? "", versions(of: service), ranges.joined(separator: " "),
                service.url,
            ])
        }
        return table.text
    }

    /// The current version, and how many older ones stand beside it.
    private func versions(of service: CloudInspection.Service) -> String {
        let current = service.versions.filter { ["CURRENT", "stable"].contains($0.status) }.map(\.id)
        let others = service.versions.count - current.count
        return current.joined(separator: " ") + (others > 0 ? " and \(others) older" : "")
    }

    private func list(_ heading: String, _ resources: [CloudInspection.Resource]) -> String {
        guard !resources.isEmpty else { return "" }
        var table = TextTable([heading, "ID", ""])
        for resource in resources { table.add([resource.name, resource.id, resource.details]) }
        return "\n" + table.text
    }

    var json: String {
        func list(_ resources: [CloudInspection.Resource]) -> JSON {
            .array(
                resources.map { ["id": .string($0.id), "name": .string($0.name), "details": .string($0.details)] }
            )
        }
        let services = inspection.services.map { service -> JSON in
            [
                "type": .string(service.type),
                "name": JSON(service.name),
                "url": .string(service.url),
                "versions": .array(
                    service.versions.map { version in
                        [
                            "id": .string(version.id),
                            "status": JSON(version.status),
                            "minimumMicroversion": JSON(version.microversions?.lowerBound.description),
                            "maximumMicroversion": JSON(version.microversions?.upperBound.description),
                        ]
                    }
                ),
                "extensions": JSON(service.extensions),
                "limits": .object(service.limits.mapValues(JSON.integer)),
                "problems": JSON(service.problems),
            ]
        }
        let document: JSON = [
            "cloud": .string(configuration.name),
            "authURL": .string(configuration.authURL),
            "region": JSON(configuration.region),
            "user": JSON(inspection.token.userName),
            "project": JSON(inspection.token.projectName),
            "roles": JSON(inspection.token.roles),
            "services": .array(services),
            "flavors": list(inspection.flavors),
            "images": list(inspection.images),
            "networks": list(inspection.networks),
            "tests": [
                "canRun": .integer(obstacles[nil] ?? 0),
                "cannotRun": .object(
                    Dictionary(
                        uniqueKeysWithValues: obstacles.compactMap { reason, count in
                            reason.map { ($0, JSON.integer(count)) }
                        }
                    )
                ),
            ],
        ]
        return String(decoding: document.serialized(pretty: true), as: UTF8.self) + "\n"
    }
}
