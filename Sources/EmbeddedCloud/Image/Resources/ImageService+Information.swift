import HTTPTypes
import Hummingbird

// What the image service tells of itself: versions, schemas, import methods, stores.
extension ImageService {
    static let minorVersion = 17

    // Image API reference, “List API versions”.
    func versions(_ status: HTTPResponse.Status) -> ServiceResponse {
        let links: JSON = [["rel": "self", "href": .string(base + "/v2/")]]
        let versions = (0...Self.minorVersion).reversed().map { minor -> JSON in
            [
                "id": .string("v2.\(minor)"), "status": minor == Self.minorVersion ? "CURRENT" : "SUPPORTED",
                "links": links,
            ]
        }
        return .json(["versions": .array(versions)], status: status)
    }

    func declareImageInformation(in table: inout RouteTable) {
        for (name, schema) in ImageSchema.all {
            table.on(.get, "/v2/schemas/\(name)") { _ in .json(.object(schema)) }
        }
        table.on(.get, "/v2/info/import") { _ in
            .json([
                "import-methods": [
                    "description": "Import methods available.", "type": "array", "value": JSON(Self.importMethods),
                ]
            ])
        }
        table.on(.get, "/v2/info/stores") { _ in
            .json(["stores": [["id": .string(Self.storeName), "default": "true"]]])
        }
        table.on(.get, "/v2/info/stores/detail") { request in
            let caller = try caller(request)
            try require("stores_info_detail", caller.isAdmin || caller.roles.contains("service"))
            return .json([
                "stores": [
                    [
                        "id": .string(Self.storeName), "default": "true", "type": "embedded", "properties": [:],
                        "weight": 0,
                    ]
                ]
            ])
        }
        table.on(.get, "/v2/info/usage") { _ in .json(["usage": [:]]) }
    }
}
