import HTTPTypes
import Hummingbird

// Placement API reference, “Resource classes”.
extension PlacementService {
    func declareClasses(in routes: inout PlacementRoutes) {
        func needs(_ rule: String, json: Bool = false) -> PlacementRoutes.Conditions {
            .init(rule: "resource_classes:" + rule, since: 2, takesJSON: json)
        }
        let one = "/resource_classes/{name}"
        routes.on(.get, "/resource_classes", needs("list"), listClasses)
        routes.on(.post, "/resource_classes", needs("create", json: true), createClass)
        routes.on(.get, one, needs("show"), showClass)
        routes.on(.put, one, needs("update"), updateClass)
        routes.on(.delete, one, needs("delete"), deleteClass)
    }

    private func members(ofClass name: String) -> JSON.Object {
        [
            "name": .string(name),
            "links": [["rel": "self", "href": .string(path("/resource_classes/\(name)"))]],
        ]
    }

    private func listClasses(_ call: PlacementCall) -> ServiceResponse {
        let custom = store.read { $0.customClasses.values.sorted { $0.number < $1.number }.map(\.id) }
        let names = ResourceClasses.ordered + custom
        return answer(["resource_classes": .array(names.map { .object(members(ofClass: $0)) })], call)
    }

    private func showClass(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["name"]
        guard store.read({ $0.knowsClass(name) }) else { throw Self.noClass(name) }
        return answer(members(ofClass: name), call)
    }

    private static func noClass(_ name: String) -> PlacementError { .notFound("No such resource class \(name).") }

    /// Adds a class; false if there is one of the name.
    private func addClass(_ name: String) throws -> Bool {
        let now = parts.clock.now
        return try store.write { state in
            guard !state.knowsClass(name) else { return false }
            let number = (state.customClasses.values.map(\.number).max() ?? 0) + 1
            state.customClasses.insert(CustomResourceClassRow(id: name, number: number, created: now))
            return true
        }
    }

    private func createClass(_ call: PlacementCall) async throws -> ServiceResponse {
        let body = try await call.document(PlacementSchemas.newClass)
        let name = body["name"]?.string ?? ""
        guard try addClass(name) else {
            throw PlacementError.conflict("Conflicting resource class already exists: \(name)")
        }
        return done(call, .created, location: path("/resource_classes/\(name)"))
    }

    /// Renames the class until 1.6; since then, sees to it that there is one of the name.
    private func updateClass(_ call: PlacementCall) async throws -> ServiceResponse {
        let name = call["name"]
        guard call.minor >= 7 else { return try await renameClass(name, call) }
        do {
            try PlacementSchemas.newClass.validate(["name": .string(name)])
        } catch {
            throw PlacementError.badRequest("JSON does not validate: \(error.message)")
        }
        let isNew = try addClass(name)
        return done(call, isNew ? .created : .noContent, location: path("/resource_classes/\(name)"))
    }

    private func renameClass(_ name: String, _ call: PlacementCall) async throws -> ServiceResponse {
        guard call.request.mediaType == "application/json" else {
            throw PlacementError.mediaType(call.request.mediaType ?? "None")
        }
        let body = try await call.document(PlacementSchemas.newClass)
        let new = body["name"]?.string ?? ""
        try store.write { state in
            if ResourceClasses.standard.contains(name) {
                throw PlacementError.badRequest("Cannot update standard resource class \(name)")
            }
            guard var row = state.customClasses[name] else { throw Self.noClass(name) }
            guard new != name else { return }
            guard !state.knowsClass(new) else {
                throw PlacementError.conflict("Resource class already exists: \(new)")
            }
            state.customClasses[name] = nil
            row.id = new
            state.customClasses.insert(row)
            for var provider in state.providers.values where provider.inventories[name] != nil {
                if let inventory = provider.inventories[name] { provider.inventories[new] = inventory }
                provider.inventories[name] = nil
                provider.classes = provider.classes.map { $0 == name ? new : $0 }
                provider.used[new] = provider.used[name]
                provider.used[name] = nil
                state.providers.insert(provider)
            }
            for var consumer in state.consumers.values
            where consumer.allocations.contains(where: { $0.resourceClass == name }) {
                for index in consumer.allocations.indices where consumer.allocations[index].resourceClass == name {
                    consumer.allocations[index].resourceClass = new
                }
                state.consumers.insert(consumer)
            }
        }
        return answer(members(ofClass: new), call)
    }

    private func deleteClass(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["name"]
        try store.write { state in
            if ResourceClasses.standard.contains(name) {
                throw PlacementError.badRequest(
                    "Error in delete resource class: Cannot delete standard resource class \(name)."
                )
            }
            guard state.customClasses[name] != nil else { throw Self.noClass(name) }
            if state.providers.values.contains(where: { $0.inventories[name] != nil }) {
                throw PlacementError.conflict(
                    "Error in delete resource class: Cannot delete resource class \(name). Class is in use in inventory."
                )
            }
            state.customClasses[name] = nil
        }
        return done(call)
    }
}

// “Traits” and “Resource provider traits”.
extension PlacementService {
    func declareTraits(in routes: inout PlacementRoutes) {
        func needs(_ rule: String, json: Bool = false) -> PlacementRoutes.Conditions {
            .init(rule: rule, since: 6, takesJSON: json)
        }
        let ofProvider = "/resource_providers/{uuid}/traits"
        routes.on(.get, "/traits", needs("traits:list"), listTraits)
        routes.on(.get, "/traits/{name}", needs("traits:show"), showTrait)
        routes.on(.put, "/traits/{name}", needs("traits:update"), createTrait)
        routes.on(.delete, "/traits/{name}", needs("traits:delete"), deleteTrait)
        routes.on(.get, ofProvider, needs("resource_providers:traits:list"), listProviderTraits)
        routes.on(.put, ofProvider, needs("resource_providers:traits:update", json: true), setProviderTraits)
        routes.on(.delete, ofProvider, needs("resource_providers:traits:delete"), deleteProviderTraits)
    }

    private func listTraits(_ call: PlacementCall) throws -> ServiceResponse {
        try call.checkQuery(PlacementSchemas.traitsQuery)
        var names = store.read { state in
            StandardTraits.ordered + state.customTraits.values.sorted { $0.number < $1.number }.map(\.id)
        }
        if let wanted = call.query["name"] {
            let parts = wanted.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw PlacementError.badRequest(
                    "Badly formatted name parameter. Expected name query string parameter in form: "
                        + "?name=[in|startswith]:[name1,name2|prefix]. Got: \"\(wanted)\""
                )
            }
            switch parts[0] {
            case "in":
                let listed = Set(parts[1].split(separator: ",").map(String.init))
                names = names.filter { listed.contains($0) }
            case "startswith": names = names.filter { $0.hasPrefix(parts[1]) }
            default: break
            }
        }
        if let associated = call.query["associated"] {
            guard ["true", "false"].contains(associated.lowercased()) else {
                throw PlacementError.badRequest("The query parameter \"associated\" only accepts \"true\" or \"false\"")
            }
            let inUse = store.read { Set($0.providers.values.flatMap(\.traits)) }
            let wanted = associated.lowercased() == "true"
            names = names.filter { inUse.contains($0) == wanted }
        }
        return answer(["traits": JSON(names)], call)
    }

    private static func noTrait(_ name: String) -> PlacementError { .notFound("No such trait(s): \(name).") }

    private func showTrait(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["name"]
        guard store.read({ $0.knowsTrait(name) }) else { throw Self.noTrait(name) }
        return done(call, modified: store.read { $0.customTraits[name]?.created } ?? parts.clock.now)
    }

    private func createTrait(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["name"]
        guard name.utf8.count <= 255, Patterns.finds(PlacementSchemas.custom, in: name) else {
            throw PlacementError.badRequest(
                "The trait is invalid. A valid trait must be no longer than 255 characters, start with the prefix "
                    + "\"CUSTOM_\" and use following characters: \"A\"-\"Z\", \"0\"-\"9\" and \"_\""
            )
        }
        let now = parts.clock.now
        let known = try store.write { state -> Timestamp? in
            if let row = state.customTraits[name] { return row.created }
            let number = (state.customTraits.values.map(\.number).max() ?? 0) + 1
            state.customTraits.insert(CustomTraitRow(id: name, number: number, created: now))
            return nil
        }
        return done(
            call,
            known == nil ? .created : .noContent,
            location: path("/traits/\(name)"),
            modified: known ?? now
        )
    }

    private func deleteTrait(_ call: PlacementCall) throws -> ServiceResponse {
        let name = call["name"]
        try store.write { state in
            if StandardTraits.names.contains(name) {
                throw PlacementError.badRequest("Cannot delete standard trait \(name).")
            }
            guard state.customTraits[name] != nil else { throw Self.noTrait(name) }
            if state.providers.values.contains(where: { $0.traits.contains(name) }) {
                throw PlacementError.conflict("The trait \(name) is in use by a resource provider.")
            }
            state.customTraits[name] = nil
        }
        return done(call)
    }

    private func answer(traitsOf row: ResourceProviderRow, _ call: PlacementCall) -> ServiceResponse {
        answer(
            ["traits": JSON(row.traits), "resource_provider_generation": .int(row.generation)],
            call,
            modified: row.traits.isEmpty ? nil : row.traitsChanged ?? row.created
        )
    }

    private func listProviderTraits(_ call: PlacementCall) throws -> ServiceResponse {
        let id = call["uuid"]
        guard let row = try? provider(call) else {
            throw PlacementError.notFound(
                "No resource provider with uuid \(id) found: No resource provider with uuid \(id) found"
            )
        }
        return answer(traitsOf: row, call)
    }

    private func setProviderTraits(_ call: PlacementCall) async throws -> ServiceResponse {
        let body = try await call.document(PlacementSchemas.traits)
        let generation = body["resource_provider_generation"]?.int
        var wanted: [String] = []
        for name in body["traits"]?.array ?? [] {
            if let name = name.string, !wanted.contains(name) { wanted.append(name) }
        }
        let names = wanted
        let old = try provider(call)
        guard generation == old.generation else { throw PlacementError.generationChanged }
        let unknown = store.read { state in names.filter { !state.knowsTrait($0) } }
        guard unknown.isEmpty else {
            throw PlacementError.badRequest("No such trait \(unknown.joined(separator: ", "))")
        }
        guard Set(names) != Set(old.traits) else { return answer(traitsOf: old, call) }
        let now = parts.clock.now
        let row = try update(old.id) { row, _ in
            guard generation == row.generation else { throw PlacementError.generationChanged }
            row.traits = names
            row.traitsChanged = now
        }
        return answer(traitsOf: row, call)
    }

    private func deleteProviderTraits(_ call: PlacementCall) throws -> ServiceResponse {
        let row = try provider(call)
        if !row.traits.isEmpty { try update(row.id) { row, _ in row.traits = [] } }
        return done(call)
    }
}
