import Hummingbird

extension ComputeService {
    /// The documents about versions, which need no token; nil for every other path.
    func versions(_ request: ServiceRequest) -> ServiceResponse? {
        let segments = request.segments.filter { !$0.isEmpty }
        if segments.isEmpty { return .json(["versions": [version(isLegacy: true), version(isLegacy: false)]]) }
        guard segments.count == 1, segments[0] == "v2" || segments[0] == "v2.1" else { return nil }
        return .json(["version": version(isLegacy: segments[0] == "v2")])
    }

    private func version(isLegacy: Bool) -> JSON {
        [
            "id": isLegacy ? "v2.0" : "v2.1", "status": isLegacy ? "DEPRECATED" : "CURRENT",
            "version": isLegacy ? "" : "2.\(ComputeVersion.newest)", "min_version": isLegacy ? "" : "2.1",
            "updated": isLegacy ? "2025-07-04T12:00:00Z" : "2013-07-23T11:33:21Z",
            "links": [["rel": "self", "href": "\(base)/v2\(isLegacy ? "" : ".1")/"]],
        ]
    }
}
