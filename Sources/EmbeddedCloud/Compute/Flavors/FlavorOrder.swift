/// The order of a list of flavors: by one attribute, then by when they were made.
struct FlavorOrder: Sendable {
    private let key: String
    private let isAscending: Bool

    static let keys = [
        "created_at", "description", "disabled", "ephemeral_gb", "flavorid", "id", "is_public", "memory_mb", "name",
        "root_gb", "rxtx_factor", "swap", "updated_at", "vcpu_weight", "vcpus",
    ]

    init(_ query: Query) {
        let key = query["sort_key"] ?? ""
        self.key = key.isEmpty ? "flavorid" : key
        isAscending = query["sort_dir"] != "desc"
    }

    func precedes(_ one: ComputeFlavorRow, _ other: ComputeFlavorRow) -> Bool {
        var order = Self.compare(one, other, key)
        if order == 0 { order = Self.sign(one.number, other.number) }
        return isAscending ? order < 0 : order > 0
    }

    private static func compare(_ one: ComputeFlavorRow, _ other: ComputeFlavorRow, _ key: String) -> Int {
        switch key {
        case "created_at": sign(one.created, other.created)
        case "description": sign(one.description ?? "", other.description ?? "")
        case "disabled": sign(one.isDisabled ? 1 : 0, other.isDisabled ? 1 : 0)
        case "ephemeral_gb": sign(one.ephemeral, other.ephemeral)
        case "flavorid": sign(one.id, other.id)
        case "is_public": sign(one.isPublic ? 1 : 0, other.isPublic ? 1 : 0)
        case "memory_mb": sign(one.ram, other.ram)
        case "name": sign(one.name, other.name)
        case "root_gb": sign(one.disk, other.disk)
        case "rxtx_factor": sign(one.rxtxFactor, other.rxtxFactor)
        case "swap": sign(one.swap, other.swap)
        case "vcpus": sign(one.vcpus, other.vcpus)
        default: 0
        }
    }

    private static func sign<Value: Comparable>(_ one: Value, _ other: Value) -> Int {
        one < other ? -1 : (one == other ? 0 : 1)
    }
}
