/// A service of the catalog.
struct ServiceRow: StoredRow {
    static let table = "identity.service"
    var id: String
    var type: String
    var enabled: Bool
    /// Name, description and whatever else the creator gave.
    var extra: JSON.Object
}

/// Where a service can be reached.
struct EndpointRow: StoredRow {
    static let table = "identity.endpoint"
    var id: String
    var serviceID: String
    var interface: String
    var regionID: String?
    /// May contain `$(project_id)s` and the like; ``cloudBase`` stands for this cloud's own address, which differs from start to start.
    var url: String
    var enabled: Bool
    var extra: JSON.Object = [:]

    static let cloudBase = "$(embedded_cloud)s"
}

/// A region, perhaps inside another.
struct RegionRow: StoredRow {
    static let table = "identity.region"
    var id: String
    var description: String
    var parentID: String?
    var extra: JSON.Object = [:]
}

/// A token that was revoked, named by its audit id, until it would have expired.
struct RevocationRow: StoredRow {
    static let table = "identity.revocation"
    var id: String
    var expires: Timestamp
}
