import HTTPTypes
import Hummingbird

extension ImageService {
    func declareImageTags(in table: inout RouteTable) {
        table.on(.put, "/v2/images/{id}/tags/{tag}", addTag)
        table.on(.delete, "/v2/images/{id}/tags/{tag}", deleteTag)
    }

    private func changeTags(_ request: ServiceRequest, _ change: (inout [String]) throws -> Void) throws {
        let caller = try caller(request)
        guard let image = try? image(request, caller) else {
            throw ImageError(.notFound, "Image \(request["id"]) not found.")
        }
        try require("modify_image", owns(image, caller))
        try update(image.id) { image in
            try change(&image.tags)
            try ImageProperty.checkCounts(image)
        }
    }

    private func addTag(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeTags(request) { tags in
            let tag = try ImageProperty.tag(.string(request["tag"]))
            if !tags.contains(tag) { tags.append(tag) }
        }
        return .empty(.noContent)
    }

    private func deleteTag(_ request: ServiceRequest) throws -> ServiceResponse {
        try changeTags(request) { tags in
            guard let index = tags.firstIndex(of: request["tag"]) else { throw ImageError.noResource }
            tags.remove(at: index)
        }
        return .empty(.noContent)
    }
}
