/// A flavor.
struct ComputeFlavorRow: StoredRow {
    static let table = "compute.flavor"

    /// The `flavorid`.
    var id: String
    var name: String
    var vcpus: Int
    /// MiB.
    var ram: Int
    /// GiB.
    var disk: Int
    /// GiB.
    var ephemeral = 0
    /// MiB.
    var swap = 0
    var rxtxFactor = 1.0
    var isPublic = true
    var isDisabled = false
    var description: String?
    /// All texts.
    var extraSpecs: JSON.Object = [:]
    /// The projects that may use it where it isn't public.
    var projects: [String] = []
    /// Counts flavors in the order they were made.
    var number: Int
    var created: Timestamp
}
