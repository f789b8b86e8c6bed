/// Everything the orchestration service knows.
struct OrchestrationState: ServiceState {
    var stacks = Table<StackRow>()
    var resources = Table<ResourceRow>()
    var events = Table<StackEventRow>()
    var snapshots = Table<StackSnapshotRow>()
    var configs = Table<SoftwareConfigRow>()
    var deployments = Table<SoftwareDeploymentRow>()

    // Ids in the order they were added. What an entry stands for may be gone: whoever uses them skips those.
    private var stacksOfProject: [String: [String]] = [:]
    private var stackNames: [String: String] = [:]
    private var resourcesOfStack: [String: [String]] = [:]
    private var eventsOfStack: [String: [String]] = [:]
    private var lastEvent = 0

    mutating func visitTables(_ visitor: inout some TableVisitor) throws {
        try visitor.visit(&stacks)
        try visitor.visit(&resources)
        try visitor.visit(&events)
        try visitor.visit(&snapshots)
        try visitor.visit(&configs)
        try visitor.visit(&deployments)
    }

    /// Makes the orders of ids anew, after the tables were read.
    mutating func index() {
        for stack in stacks.values.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) { note(stack) }
        for row in resources.values.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
            resourcesOfStack[row.stackID, default: []].append(row.id)
        }
        for event in events.values.sorted(by: { $0.number < $1.number }) {
            eventsOfStack[event.stackID, default: []].append(event.id)
            lastEvent = max(lastEvent, event.number)
        }
    }

    // MARK: - Stacks

    private mutating func note(_ stack: StackRow) {
        stacksOfProject[stack.owner.projectID, default: []].append(stack.id)
        if !stack.isDeleted { stackNames[stack.owner.projectID + "/" + stack.name] = stack.id }
    }

    mutating func insert(_ stack: StackRow) {
        stacks.insert(stack)
        note(stack)
    }

    /// The stack of that name that is not deleted.
    func stack(named name: String, project: String) -> StackRow? {
        guard let id = stackNames[project + "/" + name], let stack = stacks[id], !stack.isDeleted else { return nil }
        return stack
    }

    /// Oldest first, deleted and nested ones too; all projects' for nil.
    func stacks(of project: String?) -> [StackRow] {
        guard let project else { return stacks.values.sorted { ($0.created, $0.id) < ($1.created, $1.id) } }
        return (stacksOfProject[project] ?? []).compactMap { stacks[$0] }
    }

    /// The ids of a project's stacks, oldest first.
    func stackIDs(of project: String) -> [String] { stacksOfProject[project] ?? [] }

    // MARK: - Resources

    /// In the order they were added, those that are being replaced too.
    func resources(of stack: String) -> [ResourceRow] {
        (resourcesOfStack[stack] ?? []).compactMap { resources[$0] }
    }

    /// The resource that has the name now.
    func resource(_ name: String, of stack: String) -> ResourceRow? {
        resources(of: stack).last { $0.name == name && !$0.isReplaced }
    }

    mutating func insert(_ resource: ResourceRow) {
        if resources[resource.id] == nil { resourcesOfStack[resource.stackID, default: []].append(resource.id) }
        resources.insert(resource)
    }

    mutating func removeResource(_ row: ResourceRow) {
        resources[row.id] = nil
        resourcesOfStack[row.stackID]?.removeAll { $0 == row.id }
    }

    // MARK: - Events

    /// Oldest first.
    func events(of stack: String) -> [StackEventRow] { (eventsOfStack[stack] ?? []).compactMap { events[$0] } }

    /// The most events that are kept of a stack, and how many go when there are more.
    private static let eventLimit = 1000
    private static let eventsPurged = 200

    mutating func add(_ event: StackEventRow) {
        lastEvent += 1
        var event = event
        event.number = lastEvent
        events.insert(event)
        eventsOfStack[event.stackID, default: []].append(event.id)
        guard let all = eventsOfStack[event.stackID], all.count > Self.eventLimit else { return }
        for id in all.prefix(Self.eventsPurged) { events[id] = nil }
        eventsOfStack[event.stackID] = Array(all.dropFirst(Self.eventsPurged))
    }

    func snapshots(of stack: String) -> [StackSnapshotRow] {
        snapshots.values.filter { $0.stackID == stack }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }
}
