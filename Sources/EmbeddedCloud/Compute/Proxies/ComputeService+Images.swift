import HTTPTypes
import Hummingbird

// Compute API reference, “Images”; the image service's, there until microversion 2.35.
extension ComputeService {
    /// The last minor version that has the proxies to other services.
    static let lastProxyMinor = 35

    func declareImages(in table: inout ComputeRouteTable) {
        let last = Self.lastProxyMinor
        table.on(.get, "/images", until: last) { try await listImages($0, isDetailed: false) }
        table.on(.get, "/images/detail", until: last) { try await listImages($0, isDetailed: true) }
        table.on(.get, "/images/{id}", until: last, showImage)
        table.on(.delete, "/images/{id}", until: last, deleteImage)
    }

    // MARK: - Views

    private func links(_ id: String, _ request: ComputeRequest) -> JSON {
        let own = request.links("images", id).array ?? []
        let address = parts.address.base(of: "image")
        return .array(
            own + [
                [
                    "rel": "alternate", "type": "application/vnd.openstack.image",
                    "href": .string("\(address)/images/\(id)"),
                ]
            ]
        )
    }

    private func basicMembers(_ image: JSON, _ request: ComputeRequest) -> JSON {
        let id = image["id"]?.string ?? ""
        return ["id": .string(id), "name": image["name"] ?? .null, "links": links(id, request)]
    }

    private func members(_ image: JSON, _ request: ComputeRequest) -> JSON {
        let id = image["id"]?.string ?? ""
        let properties = ImageProperties.own(of: image)
        let (status, progress) = Self.status(image["status"]?.string ?? "")
        var members: JSON.Object = [
            "id": .string(id), "name": image["name"] ?? .null, "minRam": image["min_ram"] ?? 0,
            "minDisk": image["min_disk"] ?? 0, "metadata": .object(properties),
            "created": image["created_at"] ?? .null, "updated": image["updated_at"] ?? .null,
            "status": .string(status), "progress": .int(progress),
            "OS-EXT-IMG-SIZE:size": image["size"].flatMap { $0.isNull ? nil : $0 } ?? 0, "links": links(id, request),
        ]
        if let server = properties["instance_uuid"]?.string {
            members["server"] = ["id": .string(server), "links": request.links("servers", server)]
        }
        if let automatic = properties["auto_disk_config"]?.string {
            members["OS-DCF:diskConfig"] =
                ["true", "1", "yes", "on", "t", "y"].contains(automatic.lowercased())
                ? "AUTO" : "MANUAL"
        }
        return .object(members)
    }

    /// The status and the progress compute shows for the image service's.
    private static func status(_ status: String) -> (String, Int) {
        switch status {
        case "active": ("ACTIVE", 100)
        case "queued": ("SAVING", 25)
        case "saving": ("SAVING", 50)
        case "deleted", "pending_delete": ("DELETED", 0)
        case "killed": ("ERROR", 0)
        default: ("UNKNOWN", 0)
        }
    }

    // MARK: - Handlers

    private func listImages(_ request: ComputeRequest, isDetailed: Bool) async throws -> ServiceResponse {
        try request.checkQuery([
            "limit": ComputeSchema.positive, "page_size": ComputeSchema.positive, "offset": ComputeSchema.positive,
        ])
        let limit = min(
            ComputeRequest.longestPage,
            request.query["limit"].flatMap { Int($0) } ?? ComputeRequest.longestPage
        )
        var filters = Self.filters(request.query)
        filters.append(("limit", String(limit)))
        if let marker = request.query["marker"], !marker.isEmpty { filters.append(("marker", marker)) }
        let text = filters.map { "\($0.0)=\(PercentCoding.encodeQueryValue($0.1))" }.joined(separator: "&")
        let images: [JSON]
        do {
            images = try await call("image", .get, "/v2/images?" + text, as: request.caller)["images"]?.array ?? []
        } catch let error as PeerError where error.status == 400 {
            throw ComputeError.badRequest(error.message)
        }
        var answer: JSON.Object = [
            "images": .array(images.map { isDetailed ? members($0, request) : basicMembers($0, request) })
        ]
        if images.count == limit, let last = images.last?["id"]?.string {
            answer["images_links"] = request.nextLinks("images" + (isDetailed ? "/detail" : ""), marker: last)
        }
        return .json(.object(answer))
    }

    /// The image service's parameters for compute's.
    private static func filters(_ query: Query) -> [(String, String)] {
        let names = [
            "name": "name", "status": "status", "changes-since": "updated_at", "server": "instance_uuid",
            "type": "image_type", "minRam": "min_ram", "minDisk": "min_disk",
        ]
        var filters: [(String, String)] = []
        var seen: Set<String> = []
        for (name, _) in query.items where seen.insert(name).inserted {
            guard var value = query[name] else { continue }
            if name.hasPrefix("property-") {
                filters.append((String(name.dropFirst("property-".count)), value))
                continue
            }
            guard let filter = names[name] else { continue }
            switch name {
            case "status": value = value.lowercased()
            case "changes-since": value = "gte:" + value
            case "server": value = value.split(separator: "/").last.map(String.init) ?? value
            default: break
            }
            filters.append((filter, value))
        }
        return filters
    }

    private func showImage(_ request: ComputeRequest) async throws -> ServiceResponse {
        .json(["image": members(try await foundImage(request["id"], request), request)])
    }

    /// The image, 404 if there is none for the caller.
    func foundImage(_ id: String, _ request: ComputeRequest) async throws -> JSON {
        let answer = await parts.others.call(
            "image",
            .get,
            "/v2/images/" + PercentCoding.encodeQueryValue(id),
            as: request.caller
        )
        switch answer.status {
        case 200..<300: return answer.body
        case 403: throw ComputeError.forbidden("Not authorized for image \(id).")
        case 400, 404: throw ComputeError.notFound("Image not found.")
        default: throw Self.unavailable("image")
        }
    }

    static func unavailable(_ service: String) -> ComputeError {
        ComputeError(.serviceUnavailable, "The \(service) service is not available.")
    }

    private func deleteImage(_ request: ComputeRequest) async throws -> ServiceResponse {
        let path = "/v2/images/" + PercentCoding.encodeQueryValue(request["id"])
        let answer = await parts.others.call("image", .delete, path, as: request.caller)
        switch answer.status {
        case 200..<300: return .empty(.noContent)
        case 403: throw ComputeError.forbidden("You are not allowed to delete the image.")
        case 400, 404: throw ComputeError.notFound("Image not found.")
        case 409: throw ComputeError.conflict(answer.body["message"]?.string ?? "The image is in use.")
        default: throw Self.unavailable("image")
        }
    }
}

/// What of an image is a property somebody put there, and not an attribute every image has.
enum ImageProperties {
    private static let attributes: Set<String> = [
        "id", "name", "status", "visibility", "protected", "checksum", "owner", "size", "virtual_size",
        "container_format", "disk_format", "created_at", "updated_at", "tags", "min_disk", "min_ram", "self", "file",
        "schema", "direct_url", "locations", "os_hidden", "os_hash_algo", "os_hash_value", "stores",
    ]

    static func own(of image: JSON) -> JSON.Object {
        var own = JSON.Object()
        for (name, value) in image.object ?? [:] where !attributes.contains(name) {
            own[name] = value.isNull ? .null : .string(value.pythonText)
        }
        return own
    }
}
