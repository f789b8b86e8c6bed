import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImageActions(in table: inout RouteTable) {
        table.on(.post, "/v2/images/{id}/actions/deactivate") { try act($0, "deactivate", .deactivated) }
        table.on(.post, "/v2/images/{id}/actions/reactivate") { try act($0, "reactivate", .active) }
    }

    // Image API reference, “Deactivate image”, “Reactivate image”: 204, also for one that is so already.
    private func act(
        _ request: ServiceRequest,
        _ action: String,
        _ status: ImageRow.Status
    ) throws -> ServiceResponse {
        let caller = try caller(request)
        let image = try image(request, caller)
        try require(action, owns(image, caller))
        try update(image.id) { image in
            guard image.hasData else {
                throw ImageError(
                    .forbidden,
                    "Not allowed to \(action) image in status '\(image.status.rawValue)'"
                )
            }
            image.status = status
        }
        return .empty(.noContent)
    }
}
