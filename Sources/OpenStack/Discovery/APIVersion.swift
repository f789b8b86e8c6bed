/// One entry of a service's version document.
public struct APIVersion: Sendable, Hashable {
    /// The version's id: `v2.1`.
    public let id: String
    /// `CURRENT`, `SUPPORTED`, `DEPRECATED`, `EXPERIMENTAL`, or `stable` as keystone writes it.
    public let status: String?
    /// The microversions it understands; `nil` for a version without microversions.
    public let microversions: ClosedRange<Microversion>?
    /// URL of the version.
    public let url: String?

    /// Reads every version of a version document, in whichever shape the service has.
    ///
    /// keystone nests `versions.values`, the others have an array `versions` or a single `version`; nova and cinder
    /// name the highest microversion `version`, placement `max_version`.
    public static func all(in document: JSON) -> [APIVersion] {
        let entries =
            document["versions"]["values"].array ?? document["versions"].array
            ?? (document["version"].object == nil ? [] : [document["version"]])
        return entries.compactMap(APIVersion.init)
    }

    private init?(_ entry: JSON) {
        guard let id = entry["id"].string else { return nil }
        self.id = id
        status = entry["status"].string
        url = entry["links"].array?.first { $0["rel"].string == "self" }?["href"].string
        let highest = (entry["max_version"].string ?? entry["version"].string).flatMap(Microversion.init)
        if let lowest = entry["min_version"].string.flatMap(Microversion.init), let highest, lowest <= highest {
            microversions = lowest...highest
        } else {
            microversions = nil
        }
    }
}

extension ServiceClient {
    /// The versions the service offers, from its version document.
    ///
    /// Needs no token. 200 and 300 are both normal answers.
    ///
    /// - Throws: ``CloudError``.
    public func versions() async throws(CloudError) -> [APIVersion] {
        let root = EndpointURL.root(try await session.endpoint(of: type))
        let request = APIRequest(.get, root + "/", headers: ["Accept": "application/json"])
        let response = try await session.sendUnauthenticated(request)
        guard response.status == 200 || response.status == 300 else {
            throw CloudError(unexpected: response, to: request, expected: [200, 300])
        }
        return APIVersion.all(in: try Answer(request: request, response: response).json())
    }

    /// The highest microversion that both sides know, within what the caller can handle.
    ///
    /// - Throws: ``CloudError`` with code `unsupportedMicroversion` when the ranges do not meet.
    public func negotiatedMicroversion(
        within wanted: ClosedRange<Microversion>
    ) async throws(CloudError) -> Microversion {
        let offered = try await versions().compactMap(\.microversions)
        for range in offered where range.overlaps(wanted) {
            return min(range.upperBound, wanted.upperBound)
        }
        let known = offered.map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", ")
        throw CloudError(
            .unsupportedMicroversion,
            message: "the \(type) service offers microversions \(known.isEmpty ? "none" : known), "
                + "not \(wanted.lowerBound) to \(wanted.upperBound)"
        )
    }
}
