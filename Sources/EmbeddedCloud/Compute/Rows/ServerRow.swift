/// A server.
struct ServerRow: StoredRow {
    static let table = "compute.server"

    /// What a server is, apart from what is being done to it.
    enum State: String, Codable, Sendable {
        case building, active, paused, suspended, stopped, rescued, resized, error, deleted, shelved
        case softDeleted = "soft-delete"
        case shelvedOffloaded = "shelved_offloaded"
    }

    /// Numbers the API shows.
    enum Power: Int, Codable, Sendable {
        case none = 0
        case running = 1
        case paused = 3
        case shutdown = 4
        case crashed = 6
        case suspended = 7
    }

    var id: String
    var name: String
    var description: String?
    var hostname: String
    var projectID: String
    var userID: String
    /// Counts servers in the order they were made.
    var number: Int
    var reservationID: String
    var launchIndex = 0
    var created: Timestamp
    var updated: Timestamp
    var launched: Timestamp?
    var terminated: Timestamp?
    /// When it was deleted; a deleted server is only in lists that ask for it.
    var deleted: Timestamp?

    var state = State.building
    /// What is being done to it, as the API names it; nil for nothing.
    var task: String? = "scheduling"
    var power = Power.none
    var progress = 0
    var fault: ServerFault?
    /// `owner` or `admin`; nil if it isn't locked.
    var lockedBy: String?
    var lockReason: String?

    /// The flavor as it was when the server was made or resized.
    var flavor: ComputeFlavorRow
    /// The flavor before a resize that isn't confirmed.
    var oldFlavor: ComputeFlavorRow?
    /// Nil for one that starts from a volume.
    var imageID: String?
    /// The image's properties as they were.
    var imageProperties: JSON.Object = [:]
    var keyName: String?
    var metadata: JSON.Object = [:]
    var tags: [String] = []
    var userData: String?
    var configDrive = ""
    var trustedCertificates: [String]?
    var accessIPv4: String?
    var accessIPv6: String?
    var isAutoDiskConfig = false
    var kernelID = ""
    var ramdiskID = ""
    var rootDevice = "/dev/sda"
    /// Encrypted by the guest, in base 64.
    var password = ""

    /// Nil while it is on none.
    var host: String?
    /// Nil unless the request named one.
    var pinnedZone: String?
    var schedulerHints: JSON.Object = [:]
    /// A host the server has to be on; nil for any.
    var forcedHost: String?
    /// What it was before it was resized, rescued or deleted for the time being.
    var stateBefore: State?
    /// Where it was before a resize that isn't confirmed.
    var oldHost: String?
    /// The image of its disk while it is shelved.
    var shelvedImageID: String?

    /// Ids of the groups for ports compute makes; empty for the project's default.
    var securityGroups: [String] = []
    var interfaces: [ServerInterface] = []
    var volumes: [ServerVolume] = []
    /// What `networks` was in the request; nil once ports are made.
    var requestedNetworks: [RequestedNetwork]?
    /// What is under way.
    var pending: [PendingStep] = []

    /// By its host while it is on one.
    var lookupKeys: [String] {
        guard let host, deleted == nil else { return [] }
        return ["host/" + host]
    }

    /// Whether its disk is a volume.
    var startsFromVolume: Bool { volumes.contains { $0.bootIndex == 0 } }

    /// As upstream names it on its host.
    var instanceName: String {
        let digits = String(number, radix: 16)
        return "instance-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}

/// Something that happens to a server by itself.
struct PendingStep: Codable, Sendable {
    var id = Identifier.uuid()
    var step: ServerStep
    /// How long it takes, by its name in the pace's table.
    var transition: String
    /// The request whose action ends with it.
    var requestID: String?
}

/// Why a server is in error.
struct ServerFault: Codable, Sendable {
    var code: Int
    var message: String
    var details: String?
    var created: Timestamp
}

/// A port of a server.
struct ServerInterface: Codable, Sendable {
    var portID: String
    var networkID: String
    /// The network's name, for the addresses.
    var label: String
    var mac: String
    /// Whether compute made the port, and so removes it.
    var isOwned: Bool
    var tag: String?
}

/// A network or port asked for.
struct RequestedNetwork: Codable, Sendable {
    var networkID: String?
    var portID: String?
    var address: String?
    var tag: String?
}

/// A volume of a server, or the wish for one.
struct ServerVolume: Codable, Sendable {
    /// The attachment's id in the block storage service.
    var attachmentID: String?
    /// The id of the mapping, as newer microversions show it.
    var mappingID = Identifier.uuid()
    var volumeID: String?
    var device: String?
    var isDeletedWithServer = false
    /// 0 for the root disk, -1 for none.
    var bootIndex = -1
    var tag: String?
    /// What it is made from, where it has to be made: `image`, `snapshot` or `blank`, and its id.
    var source: String = "volume"
    var sourceID: String?
    var size: Int?
    var type: String?
    /// Whether an attachment is being made, or taken away.
    var isInTransition = false
}
