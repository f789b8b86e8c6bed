/// A resource that a project shares with another, or with all: what the API calls an RBAC policy.
struct SharingRow: StoredRow {
    static let table = "network.sharing"
    var id: String
    var projectID: String
    var objectType: String
    var objectID: String
    /// `*` for all.
    var target: String
    var action: String
    var standard: StandardAttributes

    var lookupKeys: [String] { ["object/\(objectID)", "target/\(objectType)/\(target)", "project/\(projectID)"] }
}

/// A project's own limits, by resource.
struct QuotaRow: StoredRow {
    static let table = "network.quota"
    /// The project's.
    var id: String
    var limits: [String: Int]
}

struct MeteringLabelRow: StoredRow {
    static let table = "network.metering-label"
    var id: String
    var name: String
    var projectID: String
    var isShared: Bool
    var standard: StandardAttributes
    var lookupKeys: [String] { ["project/\(projectID)"] }
}

struct MeteringRuleRow: StoredRow {
    static let table = "network.metering-rule"
    var id: String
    var labelID: String
    var projectID: String
    var direction: String
    var isExcluded: Bool
    var remoteBlock: String?
    var sourceBlock: String?
    var destinationBlock: String?
    var standard: StandardAttributes
    var lookupKeys: [String] { ["label/\(labelID)"] }
}

/// How well traffic is treated.
struct QualityPolicyRow: StoredRow {
    static let table = "network.qos-policy"

    struct Rule: Codable, Sendable {
        var id: String
        /// `bandwidth_limit`, as in the paths.
        var type: String
        var values: JSON.Object
    }

    var id: String
    var name: String
    var projectID: String
    var isDefault: Bool
    var rules: [Rule] = []
    var standard: StandardAttributes
    var lookupKeys: [String] { ["project/\(projectID)"] }
}

/// A port that carries several networks.
struct TrunkRow: StoredRow {
    static let table = "network.trunk"

    struct SubPort: Codable, Sendable, Hashable {
        var portID: String
        var type: String
        var segmentationID: Int

        var json: JSON {
            [
                "segmentation_id": .int(segmentationID), "segmentation_type": .string(type),
                "port_id": .string(portID),
            ]
        }
    }

    var id: String
    var name: String
    var projectID: String
    var portID: String
    var isUp: Bool
    var subPorts: [SubPort]
    var standard: StandardAttributes

    var lookupKeys: [String] {
        ["project/\(projectID)", "port/\(portID)"] + subPorts.map { "subport/\($0.portID)" }
    }
}

struct FlavorRow: StoredRow {
    static let table = "network.flavor"
    var id: String
    var name: String
    var serviceType: String
    var isEnabled: Bool
    var profiles: [String] = []
    var standard: StandardAttributes
}

struct ServiceProfileRow: StoredRow {
    static let table = "network.service-profile"
    var id: String
    var driver: String
    var information: String
    var isEnabled: Bool
    var standard: StandardAttributes
}

/// The network and router that were made for a project by themselves.
struct AutoAllocatedTopologyRow: StoredRow {
    static let table = "network.topology"
    /// The project's.
    var id: String
    var networkID: String
    var routerID: String
}
