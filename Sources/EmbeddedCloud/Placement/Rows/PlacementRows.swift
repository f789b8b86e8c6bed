/// A source of resources: a machine, a part of one, a pool that others share.
struct ResourceProviderRow: StoredRow {
    static let table = "placement.provider"

    var id: String
    var name: String
    /// Counts the changes of what it offers and of what is taken of it.
    var generation = 0
    var parent: String?
    /// The top of its tree, which may be itself.
    var root: String
    /// By resource class.
    var inventories: [String: Inventory] = [:]
    /// The classes of the inventories in the order they were added.
    var classes: [String] = []
    /// What is allocated of it, by resource class.
    var used: [String: Int] = [:]
    var traits: [String] = []
    var aggregates: [String] = []
    /// Providers are listed in the order they were made.
    var number: Int
    var created: Timestamp
    var updated: Timestamp?
    var traitsChanged: Timestamp?

    var modified: Timestamp { updated ?? created }

    /// How much of a resource there is, and in which portions it may be taken.
    struct Inventory: Codable, Sendable, Hashable {
        var total: Int
        var reserved = 0
        var minUnit = 1
        var maxUnit = Int(Int32.max)
        var stepSize = 1
        var allocationRatio = 1.0
        var changed: Timestamp

        var capacity: Double { Double(total - reserved) * allocationRatio }

        /// Whether an amount is one of the portions.
        func allows(_ amount: Int) -> Bool {
            amount >= minUnit && amount <= maxUnit && amount % stepSize == 0
        }
    }

    /// Whether so much more can be taken.
    func offers(_ amount: Int, of resourceClass: String) -> Bool {
        guard let inventory = inventories[resourceClass] else { return false }
        return inventory.allows(amount) && Double(used[resourceClass, default: 0] + amount) <= inventory.capacity
    }

    mutating func set(_ inventory: Inventory, of resourceClass: String) {
        if inventories[resourceClass] == nil { classes.append(resourceClass) }
        inventories[resourceClass] = inventory
    }

    mutating func removeInventory(of resourceClass: String) {
        inventories[resourceClass] = nil
        classes.removeAll { $0 == resourceClass }
    }

    /// Takes an amount, or gives it back if it is negative.
    mutating func take(_ amount: Int, of resourceClass: String) {
        let sum = used[resourceClass, default: 0] + amount
        used[resourceClass] = sum == 0 ? nil : sum
    }
}

/// Who uses resources, and which.
struct ConsumerRow: StoredRow {
    static let table = "placement.consumer"

    struct Allocation: Codable, Sendable, Hashable {
        var provider: String
        var resourceClass: String
        var amount: Int
    }

    var id: String
    var projectID: String
    var userID: String
    var generation = 0
    /// What kind of thing it is; nil for one that was made before kinds were told.
    var type: String?
    var allocations: [Allocation] = []
    var created: Timestamp
    var updated: Timestamp
}

/// A resource class that is none of the standard ones.
struct CustomResourceClassRow: StoredRow {
    static let table = "placement.resource_class"
    var id: String
    var number: Int
    var created: Timestamp
}

/// A trait that is none of the standard ones.
struct CustomTraitRow: StoredRow {
    static let table = "placement.trait"
    var id: String
    var number: Int
    var created: Timestamp
}
