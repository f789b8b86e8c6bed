import HTTPTypes
import Hummingbird

// Compute API reference, “Flavors extra-specs”.
extension ComputeService {
    func declareExtraSpecs(in table: inout ComputeRouteTable) {
        let all = "/flavors/{flavor_id}/os-extra_specs"
        table.on(.get, all, listExtraSpecs)
        table.on(.post, all, createExtraSpecs)
        table.on(.get, all + "/{id}", showExtraSpec)
        table.on(.put, all + "/{id}", updateExtraSpec)
        table.on(.delete, all + "/{id}", deleteExtraSpec)
    }

    private func listExtraSpecs(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-flavor-extra-specs:index", request.isReader(of: request.project))
        let row = try flavor(request["flavor_id"], for: request)
        return .json(["extra_specs": .object(row.extraSpecs)])
    }

    private func showExtraSpec(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-flavor-extra-specs:show", request.isReader(of: request.project))
        let row = try flavor(request["flavor_id"], for: request)
        let name = request["id"]
        guard let value = row.extraSpecs[name] else { throw Self.noSpec(row.id, name) }
        return .json(.object([name: value]))
    }

    private static func noSpec(_ flavor: String, _ name: String) -> ComputeError {
        .notFound("Flavor \(flavor) has no extra specs with key \(name).")
    }

    private func createExtraSpecs(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(FlavorSchema.extraSpecs)
        try request.require("os-flavor-extra-specs:create", request.caller.isAdmin)
        try put(body["extra_specs"]?.object ?? [:], request)
        return .json(body)
    }

    private func updateExtraSpec(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(FlavorSchema.oneExtraSpec)
        try request.require("os-flavor-extra-specs:update", request.caller.isAdmin)
        let specs = body.object ?? [:]
        if request.minor >= 86 { for (name, value) in specs { try ExtraSpecRule.check(name, value.specText) } }
        guard specs[request["id"]] != nil else { throw ComputeError.badRequest("Request body and URI mismatch") }
        try put(specs, request)
        return .json(body)
    }

    private func put(_ specs: JSON.Object, _ request: ComputeRequest) throws {
        if request.minor >= 86 { for (name, value) in specs { try ExtraSpecRule.check(name, value.specText) } }
        let row = try flavor(request["flavor_id"], for: request)
        try updateFlavor(row.id) { row in
            for (name, value) in specs { row.extraSpecs[name] = .string(value.specText) }
        }
    }

    private func deleteExtraSpec(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-flavor-extra-specs:delete", request.caller.isAdmin)
        let row = try flavor(request["flavor_id"], for: request)
        let name = request["id"]
        try updateFlavor(row.id) { row in
            guard row.extraSpecs[name] != nil else { throw Self.noSpec(row.id, name) }
            row.extraSpecs[name] = nil
        }
        return .empty(.ok)
    }
}

extension JSON {
    /// A text or a number as an extra spec keeps it.
    fileprivate var specText: String { pythonText }
}
