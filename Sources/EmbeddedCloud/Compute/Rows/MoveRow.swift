/// What a server becomes at the end of a resize that is under way.
struct MoveRow: StoredRow {
    static let table = "compute.move"

    /// The migration's UUID.
    var id: String
    var flavor: ComputeFlavorRow
}
