import OpenStack

/// Something that happened to a resource of a stack, as Heat tells it.
public struct StackEvent: Sendable, Hashable {
    /// The event's id.
    public var id: String
    /// The resource; without names for the stack itself.
    public var path: ResourcePath
    /// The resource's type.
    public var type: String
    /// What happens, and how far it is: `CREATE_IN_PROGRESS`.
    public var status: String
    /// Why.
    public var reason: String
    /// When, as the service writes it.
    public var time: String

    /// Whether something went wrong.
    public var isFailure: Bool { status.hasSuffix("_FAILED") }
}

/// Where nested stacks are: of what is in them the service tells only which stack it belongs to.
struct StackPlaces {
    private var places: [String: ResourcePath]

    init(stack id: String) { places = [id: ResourcePath([])] }

    /// Whether it is known where the stack is that something belongs to.
    func knows(_ json: JSON) -> Bool { places[Self.stack(of: json)] != nil }

    /// Takes up where stacks are from a list of resources, in whichever order.
    mutating func learn(_ resources: [JSON]) {
        var rest = resources
        while true {
            let known = rest.filter(knows)
            guard !known.isEmpty else { return }
            rest.removeAll { knows($0) }
            for resource in known {
                guard let place = path(of: resource), let id = resource["physical_resource_id"].string, !id.isEmpty
                else { continue }
                if places[id] == nil { places[id] = place }
            }
        }
    }

    /// Where a resource, or what happened to one, is; `nil` when that is not known.
    func path(of json: JSON) -> ResourcePath? {
        let stack = Self.stack(of: json)
        guard let place = places[stack], let name = json["resource_name"].string else { return nil }
        // A stack tells of itself under its own name and id.
        return json["physical_resource_id"].string == stack ? place : place.appending(name)
    }

    func event(_ json: JSON) -> StackEvent? {
        guard let id = json["id"].string, let path = path(of: json) else { return nil }
        return StackEvent(
            id: id,
            path: path,
            type: json["resource_type"].string ?? "",
            status: json["resource_status"].string ?? "",
            reason: json["resource_status_reason"].string ?? "",
            time: json["event_time"].string ?? ""
        )
    }

    private static func stack(of json: JSON) -> String {
        let link = json["links"].array?.first { $0["rel"].string == "stack" }?["href"].string ?? ""
        return link.split(separator: "/").last.map(String.init) ?? ""
    }
}
