/// A host aggregate.
struct AggregateRow: StoredRow {
    static let table = "compute.aggregate"

    var number: Int
    var uuid: String
    var name: String
    /// Names of hosts.
    var hosts: [String] = []
    /// All texts; the availability zone is `availability_zone`.
    var metadata: JSON.Object = [:]
    var created: Timestamp
    var updated: Timestamp?

    var id: String { String(number) }
    var zone: String? { metadata["availability_zone"]?.string }
}
