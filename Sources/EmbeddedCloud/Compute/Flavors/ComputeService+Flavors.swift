import HTTPTypes
import Hummingbird

// Compute API reference, “Flavors”.
extension ComputeService {
    func declareFlavors(in table: inout ComputeRouteTable) {
        table.on(.get, "/flavors") { try listFlavors($0, isDetailed: false) }
        table.on(.get, "/flavors/detail") { try listFlavors($0, isDetailed: true) }
        table.on(.post, "/flavors", createFlavor)
        table.on(.get, "/flavors/{id}", showFlavor)
        table.on(.put, "/flavors/{id}", since: 55, updateFlavor)
        table.on(.delete, "/flavors/{id}", deleteFlavor)
    }

    /// The flavor, if the caller may use it.
    func flavor(_ id: String, for request: ComputeRequest) throws -> ComputeFlavorRow {
        let row = store.read { $0.flavors[id] }
        guard let row, request.caller.isAdmin || row.isPublic || row.projects.contains(request.project) else {
            throw Self.noFlavor(id)
        }
        return row
    }

    private static func noFlavor(_ id: String) -> ComputeError { .notFound("Flavor \(id) could not be found.") }

    /// Changes a flavor; 404 if it has gone meanwhile.
    @discardableResult
    func updateFlavor(_ id: String, _ change: (inout ComputeFlavorRow) throws -> Void) throws -> ComputeFlavorRow {
        try store.write { state in
            guard var row = state.flavors[id] else { throw Self.noFlavor(id) }
            try change(&row)
            state.flavors.insert(row)
            return row
        }
    }

    // MARK: - Views

    private func basicMembers(_ row: ComputeFlavorRow, _ request: ComputeRequest) -> JSON.Object {
        var members: JSON.Object = [
            "id": .string(row.id), "name": .string(row.name), "links": request.links("flavors", row.id),
        ]
        if request.minor >= 55 { members["description"] = JSON(row.description) }
        return members
    }

    private func members(_ row: ComputeFlavorRow, _ request: ComputeRequest) -> JSON.Object {
        let minor = request.minor
        var members: JSON.Object = [
            "id": .string(row.id), "name": .string(row.name), "ram": .int(row.ram), "disk": .int(row.disk),
            "swap": row.swap == 0 && minor < 75 ? "" : .int(row.swap),
            "OS-FLV-EXT-DATA:ephemeral": .int(row.ephemeral),
        ]
        if minor < 102 { members["OS-FLV-DISABLED:disabled"] = .bool(row.isDisabled) }
        members["vcpus"] = .int(row.vcpus)
        members["os-flavor-access:is_public"] = .bool(row.isPublic)
        if minor < 102 { members["rxtx_factor"] = .double(row.rxtxFactor) }
        members["links"] = request.links("flavors", row.id)
        if minor >= 55 { members["description"] = JSON(row.description) }
        if minor >= 61, request.isReader(of: request.project) { members["extra_specs"] = .object(row.extraSpecs) }
        return members
    }

    private func answer(_ row: ComputeFlavorRow, _ request: ComputeRequest) -> ServiceResponse {
        .json(["flavor": .object(members(row, request))])
    }

    // MARK: - Handlers

    private func showFlavor(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        return answer(try flavor(request["id"], for: request), request)
    }

    private func listFlavors(_ request: ComputeRequest, isDetailed: Bool) throws -> ServiceResponse {
        try request.checkQuery(FlavorSchema.listQuery(request.minor), isOpen: request.minor < 75)
        let visible = try flavorFilter(request)
        let order = FlavorOrder(request.query)
        let rows = store.read { state in state.flavors.values.filter(visible) }.sorted(by: order.precedes)
        let page = try request.page(rows, id: \.id) { .badRequest("marker [\($0)] not found") }
        var answer: JSON.Object = [
            "flavors": .array(
                page.rows.map { .object(isDetailed ? members($0, request) : basicMembers($0, request)) }
            )
        ]
        answer["flavors_links"] = page.links("flavors" + (isDetailed ? "/detail" : ""), request)
        return .json(.object(answer))
    }

    private func flavorFilter(_ request: ComputeRequest) throws -> @Sendable (ComputeFlavorRow) -> Bool {
        let project = request.project
        let isAdmin = request.caller.isAdmin
        let isPublic = isAdmin ? try Self.isPublic(request.query["is_public"]) : true
        let ram = try Self.minimum(request.query["minRam"], "minRam")
        let disk = try Self.minimum(request.query["minDisk"], "minDisk")
        let name = request.query["name"]
        return { row in
            if let isPublic, isPublic != row.isPublic, !(isPublic && row.projects.contains(project)) { return false }
            if row.isDisabled, !isAdmin { return false }
            if let name, name != row.name { return false }
            return row.ram >= ram ?? 0 && row.disk >= disk ?? 0
        }
    }

    private static func minimum(_ text: String?, _ name: String) throws -> Int? {
        guard let text else { return nil }
        guard let number = Int(text) else { throw ComputeError.badRequest("Invalid \(name) filter [\(text)]") }
        return number
    }

    /// Nil for both kinds.
    private static func isPublic(_ text: String?) throws -> Bool? {
        guard let text else { return true }
        switch text.lowercased() {
        case "none": return nil
        case "1", "t", "true", "on", "y", "yes": return true
        case "0", "f", "false", "off", "n", "no": return false
        default: throw ComputeError.badRequest("Invalid is_public filter [\(text)]")
        }
    }

    private func createFlavor(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(FlavorSchema.new(request.minor))["flavor"]
        try request.require("os-flavor-manage:create", request.caller.isAdmin)
        let id: String =
            switch given?["id"] {
            case .string(let text) where text != "": text
            case .int(let number) where number != 0: String(number)
            case .double(let number): String(number)
            default: Identifier.uuid()
            }
        let name = (given?["name"]?.string ?? "").withoutOuterSpaces
        func size(_ name: String) -> Int { ComputeSchema.int(given?[name]) ?? 0 }
        let present = now
        let row = try store.write { state in
            if state.flavors[id] != nil { throw ComputeError.conflict("Flavor with ID \(id) already exists.") }
            if state.flavors.values.contains(where: { $0.name == name }) {
                throw ComputeError.conflict("Flavor with name \(name) already exists.")
            }
            var row = ComputeFlavorRow(
                id: id,
                name: name,
                vcpus: size("vcpus"),
                ram: size("ram"),
                disk: size("disk"),
                number: (state.flavors.values.map(\.number).max() ?? 0) + 1,
                created: present
            )
            row.ephemeral = size("OS-FLV-EXT-DATA:ephemeral")
            row.swap = size("swap")
            row.rxtxFactor = FlavorSchema.factor(given?["rxtx_factor"]) ?? 1
            if let isPublic = given?["os-flavor-access:is_public"] { row.isPublic = ComputeSchema.truth(isPublic) }
            if request.minor >= 55 { row.description = given?["description"]?.string }
            state.flavors.insert(row)
            return row
        }
        return answer(row, request)
    }

    private func updateFlavor(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(FlavorSchema.change)["flavor"]
        try request.require("os-flavor-manage:update", request.caller.isAdmin)
        let row = try updateFlavor(request["id"]) { $0.description = given?["description"]?.string }
        return answer(row, request)
    }

    private func deleteFlavor(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-flavor-manage:delete", request.caller.isAdmin)
        let id = request["id"]
        try store.write { state in
            guard state.flavors[id] != nil else { throw Self.noFlavor(id) }
            state.flavors[id] = nil
        }
        return .empty(.accepted)
    }
}
