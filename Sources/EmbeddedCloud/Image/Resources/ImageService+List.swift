import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImageList(in table: inout RouteTable) {
        table.on(.get, "/v2/images", listImages)
    }

    private static let defaultLimit = 25
    private static let maximumLimit = 1000

    // Image API reference, “List images”.
    private func listImages(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let query = request.query
        let limit = try Self.limit(query)
        let order = try ImageOrder(query)
        let filter = try ImageFilter(query)
        let sorted = store.read { state in
            state.images.values.filter { image in
                isListed(image, caller, filter, in: state) && filter.accepts(image)
            }
        }.sorted(by: order.precedes)
        var page = sorted[...]
        if let marker = query["marker"] {
            guard let image = store.read({ $0.images[marker] }) else {
                throw ImageError(.badRequest, "No image found with ID \(marker)")
            }
            page = page.drop { !order.precedes(image, $0) }
        }
        page = page.prefix(limit)
        var answer: JSON.Object = [
            "images": .array(page.map { .object($0.members) }),
            "first": .string(Self.link("/v2/images", query)),
            "schema": "/v2/schemas/images",
        ]
        if let last = page.last, page.count == limit {
            answer["next"] = .string(Self.link("/v2/images", query, marker: last.id))
        }
        return .json(.object(answer))
    }

    private static func limit(_ query: Query) throws -> Int {
        guard let text = query["limit"] else { return defaultLimit }
        guard let limit = Int(text) else { throw ImageError(.badRequest, "limit param must be an integer") }
        guard limit >= 0 else { throw ImageError(.badRequest, "limit param must be positive") }
        return min(limit, maximumLimit)
    }

    /// What of the images there are is in the caller's lists: others' community images only if asked for, images shared with it by the status it gave them.
    private func isListed(
        _ image: ImageRow,
        _ caller: Caller,
        _ filter: ImageFilter,
        in state: borrowing ImageState
    ) -> Bool {
        let isOwn = image.owner != nil && image.owner == caller.projectID
        if let visibility = filter.visibility, visibility != image.visibility { return false }
        if isOwn { return caller.isAdmin || caller.roles.contains("reader") }
        switch image.visibility {
        case .public: return true
        case .community: return filter.visibility == .community || filter.isAll
        case .private: return caller.isAdmin
        case .shared:
            guard let project = caller.projectID, let member = state.members[ImageMemberRow.id(image.id, project)]
            else { return caller.isAdmin }
            return caller.isAdmin || filter.memberStatus == nil || member.status == filter.memberStatus
        }
    }

    /// A path with the query of the request again, each name once and without its marker, and the new marker.
    static func link(_ path: String, _ query: Query, marker: String? = nil) -> String {
        var names: [String] = []
        for item in query.items where item.name != "marker" && !names.contains(item.name) { names.append(item.name) }
        var parts = names.map {
            "\(PercentCoding.encodeQueryValue($0))=\(PercentCoding.encodeQueryValue(query[$0] ?? ""))"
        }
        if let marker { parts.append("marker=" + PercentCoding.encodeQueryValue(marker)) }
        return path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
}
