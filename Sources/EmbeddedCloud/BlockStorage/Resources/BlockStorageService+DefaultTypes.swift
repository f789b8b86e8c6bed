import HTTPTypes
import Hummingbird

// The type of a project's volumes where none is asked for, since 3.62.
extension BlockStorageService {
    func declareDefaultTypes(in table: inout RouteTable) {
        on(.get, "/default-types", since: 62, in: &table, listDefaultTypes)
        on(.get, "/default-types/{project}", since: 62, in: &table, showDefaultType)
        on(.put, "/default-types/{project}", since: 62, in: &table, setDefaultType)
        on(.delete, "/default-types/{project}", since: 62, in: &table, unsetDefaultType)
    }

    private static func view(_ row: DefaultTypeRow) -> JSON {
        ["project_id": .string(row.projectID), "volume_type_id": .string(row.typeID)]
    }

    /// Throws unless the caller is an admin and the project of the path is one.
    private func requireProject(_ call: BlockStorageCall) async throws {
        let project = call["project"]
        let answer = await parts.others.call("identity", .get, "/v3/projects/\(project)", as: call.caller)
        if answer.status == 404 { throw BlockStorageError.notFound("Project with id \(project) not found.") }
        guard call.caller.isAdmin else {
            throw BlockStorageError(.forbidden, "You are not authorized to perform this operation.")
        }
    }

    // Block Storage API reference, “List all default volume types”.
    private func listDefaultTypes(_ call: BlockStorageCall) throws -> ServiceResponse {
        guard call.caller.isAdmin else {
            throw BlockStorageError(.forbidden, "You are not authorized to perform this operation.")
        }
        return call.answer(["default_types": .array(store.read { $0.defaultTypes.sorted }.map(Self.view))])
    }

    private func showDefaultType(_ call: BlockStorageCall) async throws -> ServiceResponse {
        try await requireProject(call)
        guard let row = store.read({ $0.defaultTypes[call["project"]] }) else {
            throw BlockStorageError.notFound("Default type for project \(call["project"]) not found.")
        }
        return call.answer(["default_type": Self.view(row)])
    }

    // “Create or update a default volume type”.
    private func setDefaultType(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("default_type", TypeSchemas.defaultType)
        guard let name = given["volume_type"]?.string else { throw BlockStorageError.malformed }
        try await requireProject(call)
        let row = try store.write { state in
            do {
                let type = try type(name, call.caller, in: state)
                let row = DefaultTypeRow(projectID: call["project"], typeID: type.id)
                state.defaultTypes.insert(row)
                return row
            } catch let error as BlockStorageError {
                throw BlockStorageError.badRequest(error.message)
            }
        }
        return call.answer(["default_type": Self.view(row)])
    }

    private func unsetDefaultType(_ call: BlockStorageCall) async throws -> ServiceResponse {
        try await requireProject(call)
        try store.write { $0.defaultTypes[call["project"]] = nil }
        return .empty(.noContent)
    }
}
