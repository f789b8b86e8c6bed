import Conformance
import OpenStack

/// Which keys and header fields a response has.
struct ResponseFacts: Sendable {
    /// Of every object at a place how often it was there, and with which keys.
    private(set) var objects: [String: Census] = [:]

    /// Objects at one place.
    struct Census: Sendable {
        var count = 0
        var keys: [String: Int] = [:]

        mutating func add(_ other: Census) {
            count += other.count
            keys.merge(other.keys, uniquingKeysWith: +)
        }

        /// Whether every object had the key.
        func always(_ key: String) -> Bool { count > 0 && keys[key] == count }
        /// Whether there were objects and none had the key.
        func never(_ key: String) -> Bool { count > 0 && keys[key] == nil }
    }

    /// The place of header fields.
    static let headers = "header"

    /// Nothing.
    init() {}

    /// What a response has.
    init(_ response: StoredMessage) {
        let names = Set(response.headers.fields.map { Self.general($0.name.lowercased()) }).subtracting(Self.ignored)
        objects[Self.headers] = Census(count: 1, keys: Dictionary(uniqueKeysWithValues: names.map { ($0, 1) }))
        guard !response.body.isCut, !response.body.isBase64, !response.body.content.isEmpty,
            let document = try? JSON(parsing: response.body.content.utf8)
        else { return }
        visit(document, at: "")
    }

    /// Takes in what another response has.
    mutating func add(_ other: ResponseFacts) {
        for (place, census) in other.objects { objects[place, default: Census()].add(census) }
    }

    private mutating func visit(_ json: JSON, at place: String) {
        switch json {
        case .object(let members):
            objects[place, default: Census()].add(Census(count: 1, keys: members.mapValues { _ in 1 }))
            for (key, value) in members where !Self.isOpen(key) {
                visit(value, at: place.isEmpty ? key : "\(place).\(key)")
            }
        case .array(let elements):
            for element in elements { visit(element, at: place + "[]") }
        default: break
        }
    }

    /// Whether what is below a key are not the API's keys but somebody's names.
    private static func isOpen(_ key: String) -> Bool {
        openMembers.contains(key) || GeneralText.isChanging(key)
    }

    private static let openMembers: Set<String> = [
        "addresses", "connection_info", "extra_specs", "image_metadata", "links", "metadata", "outputs", "parameters",
        "properties", "scheduler_hints", "os:scheduler_hints", "tags", "volume_image_metadata",
    ]

    /// `x-object-meta-*` for every field that is somebody's name.
    private static func general(_ field: String) -> String {
        let prefix = ["x-account-meta-", "x-container-meta-", "x-object-meta-", "x-image-meta-"].first {
            field.hasPrefix($0)
        }
        return prefix.map { $0 + "*" } ?? field
    }

    /// What belongs to the way there, or is another one for every request.
    private static let ignored: Set<String> = [
        "age", "alt-svc", "connection", "content-encoding", "content-length", "date", "keep-alive", "proxy-connection",
        "server", "strict-transport-security", "trailer", "transfer-encoding", "upgrade", "vary", "via",
        "x-compute-request-id", "x-openstack-request-id", "x-trans-id",
    ]
}
