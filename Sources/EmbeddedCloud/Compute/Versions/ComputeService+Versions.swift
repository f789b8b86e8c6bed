import HTTPTypes
import Hummingbird

// Compute API reference, “API Versions”.
extension ComputeService {
    /// The documents about versions, which need no token; nil for every other path.
    func versions(_ request: ServiceRequest) -> ServiceResponse? {
        var segments = request.segments
        if segments.last == "" { segments.removeLast() }
        guard let first = segments.first else {
            guard request.method == .get else { return nil }
            return .json(["versions": [.object(version(isLegacy: true)), .object(version(isLegacy: false))]])
        }
        guard first == "v2" || first == "v2.1" else { return choices(request) }
        guard segments.count == 1, request.method == .get else { return nil }
        let isLegacy = first == "v2"
        var marks = HTTPFields()
        if !isLegacy {
            do {
                _ = try ComputeVersion.minor(asked: request.headers, marks: &marks)
            } catch {
                return nil
            }
        }
        marks[.requestID] = request.id
        marks[.computeRequestID] = request.id
        return .json(["version": document(isLegacy: isLegacy)], headers: marks)
    }

    func declareVersions(in table: inout ComputeRouteTable) {
        table.on(.get, "/versions/{id}") { request in
            guard ["v2.0", "v2.1"].contains(request["id"]) else { throw ComputeError.noResource }
            return .json(["version": document(isLegacy: request["id"] == "v2.0")])
        }
        table.on(.get, "/extensions", listExtensions)
        table.on(.get, "/extensions/{id}", showExtension)
    }

    private func version(isLegacy: Bool) -> JSON.Object {
        [
            "id": isLegacy ? "v2.0" : "v2.1", "status": isLegacy ? "DEPRECATED" : "CURRENT",
            "version": isLegacy ? "" : "2.\(ComputeVersion.newest)", "min_version": isLegacy ? "" : "2.1",
            "updated": isLegacy ? "2025-07-04T12:00:00Z" : "2013-07-23T11:33:21Z",
            "links": [["rel": "self", "href": .string("\(base)/\(isLegacy ? "v2" : "v2.1")/")]],
        ]
    }

    private static func mediaTypes(isLegacy: Bool) -> JSON {
        [
            [
                "base": "application/json",
                "type": .string("application/vnd.openstack.compute+json;version=\(isLegacy ? "2" : "2.1")"),
            ]
        ]
    }

    private func document(isLegacy: Bool) -> JSON {
        var members = version(isLegacy: isLegacy)
        let own = members["links"]?.array ?? []
        members["links"] = .array(
            own + [["rel": "describedby", "type": "text/html", "href": "http://docs.openstack.org/"]]
        )
        members["media-types"] = Self.mediaTypes(isLegacy: isLegacy)
        return .object(members)
    }

    /// What a path that begins with no version could mean.
    private func choices(_ request: ServiceRequest) -> ServiceResponse {
        let choices = [true, false].map { isLegacy -> JSON in
            [
                "id": isLegacy ? "v2.0" : "v2.1", "status": isLegacy ? "DEPRECATED" : "CURRENT",
                "links": [
                    ["rel": "self", "href": .string("\(base)/\(isLegacy ? "v2" : "v2.1")\(request.path)")]
                ],
                "media-types": Self.mediaTypes(isLegacy: isLegacy),
            ]
        }
        return .json(["choices": .array(choices)], status: .multipleChoices)
    }

    // MARK: - Extensions

    private func listExtensions(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        return .json(["extensions": .array(ComputeExtension.all.map(\.members))])
    }

    private func showExtension(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        guard let found = ComputeExtension.all.first(where: { $0.alias == request["id"] }) else {
            throw ComputeError.noResource
        }
        return .json(["extension": found.members])
    }
}
