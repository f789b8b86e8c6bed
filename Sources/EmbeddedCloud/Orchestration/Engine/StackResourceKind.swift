/// A type of resources: how one is made, changed and removed.
///
/// Everything happens in two halves: one that begins, and one that is asked until it is done.
protocol StackResourceKind: Sendable {
    var schema: ResourceSchema { get }
    /// Whether only admins may use it.
    var isForAdmins: Bool { get }
    /// Whether it is a stack in itself.
    var isStack: Bool { get }

    /// Whether it minds no properties and has all attributes.
    var takesAnything: Bool { get }

    /// Throws where the properties can't go together; called before anything is made.
    func validate(_ resource: ManagedResource) async throws

    func create(_ resource: inout ManagedResource) async throws
    func isCreated(_ resource: inout ManagedResource) async throws -> Bool
    /// Brings the resource from what it was to its present properties.
    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome
    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool
    func delete(_ resource: inout ManagedResource) async throws
    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool
    func suspend(_ resource: inout ManagedResource) async throws
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool
    func resume(_ resource: inout ManagedResource) async throws
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool
    /// Whether upstream's type of it can be checked at all; for what cannot, nothing is looked at.
    var supportsCheck: Bool { get }
    /// Throws if the resource is not as it should be.
    func check(_ resource: inout ManagedResource) async throws
    func isChecked(_ resource: inout ManagedResource) async throws -> Bool
    /// What has to be saved of it to restore it; only begun where that takes time.
    func snapshot(_ resource: inout ManagedResource) async throws
    func isSnapshotDone(_ resource: inout ManagedResource) async throws -> Bool
    /// Begins to free what the resource that takes its place will need.
    func prepareReplacement(_ resource: inout ManagedResource) async throws
    /// Whether that is free, so that the other can be made.
    func isPreparedForReplacement(_ resource: ManagedResource) async throws -> Bool
    /// Gives back what was freed, in a rollback; the result is whether that is done.
    func handBack(_ resource: inout ManagedResource, from other: inout ManagedResource) async throws -> Bool
    /// Whether what failed has to be made anew.
    func needsReplacement(_ resource: ManagedResource) async -> Bool

    /// What stands for the resource in templates.
    func reference(_ resource: ManagedResource) async throws -> JSON
    /// An attribute and the way into it; nil if there is no such.
    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON?
    /// Whether templates may ask for the attribute.
    func hasAttribute(_ name: String, _ resource: ManagedResource?) -> Bool
    /// What was sent to the resource; nil if it takes nothing. The result is the event's reason.
    func signal(_ resource: inout ManagedResource, _ details: JSON) async throws -> String?
    var takesSignals: Bool { get }
    /// The type's own resources inside, for a preview of a stack; nil if it is no stack.
    func plan(_ resource: ManagedResource) async throws -> StackPlan?
}

/// What is different about a resource in an update.
struct ResourceChange: Sendable {
    enum Outcome: Sendable { case updated, replace }

    /// The properties before.
    var before: JSON.Object
    /// The names of the properties that are different.
    var names: Set<String>
    var isMetadataChanged = false
    var isPolicyChanged = false

    func touches(_ names: String...) -> Bool { names.contains(where: self.names.contains) }
}

extension StackResourceKind {
    var isForAdmins: Bool { false }
    var isStack: Bool { false }
    var takesSignals: Bool { false }
    var takesAnything: Bool { false }

    func validate(_ resource: ManagedResource) async throws {}
    func create(_ resource: inout ManagedResource) async throws { resource.row.physicalID = resource.physicalName }
    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { true }
    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        .updated
    }
    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { true }
    func delete(_ resource: inout ManagedResource) async throws {}
    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool { true }
    func suspend(_ resource: inout ManagedResource) async throws {}
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { true }
    func resume(_ resource: inout ManagedResource) async throws {}
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { true }
    var supportsCheck: Bool { false }
    func check(_ resource: inout ManagedResource) async throws {}
    func isChecked(_ resource: inout ManagedResource) async throws -> Bool { true }
    func snapshot(_ resource: inout ManagedResource) async throws {}
    func isSnapshotDone(_ resource: inout ManagedResource) async throws -> Bool { true }
    func prepareReplacement(_ resource: inout ManagedResource) async throws {}
    func isPreparedForReplacement(_ resource: ManagedResource) async throws -> Bool { true }
    func handBack(_ resource: inout ManagedResource, from other: inout ManagedResource) async throws -> Bool { true }
    func needsReplacement(_ resource: ManagedResource) async -> Bool { true }
    func reference(_ resource: ManagedResource) async throws -> JSON {
        .string(resource.row.physicalID ?? resource.row.name)
    }
    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? { nil }
    func hasAttribute(_ name: String, _ resource: ManagedResource?) -> Bool { schema.hasAttribute(name) }
    func signal(_ resource: inout ManagedResource, _ details: JSON) async throws -> String? { nil }
    func plan(_ resource: ManagedResource) async throws -> StackPlan? { nil }
}
