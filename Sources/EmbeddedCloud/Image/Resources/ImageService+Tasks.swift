import HTTPTypes
import Hummingbird

// Image API reference, “Tasks”: for admins, and deprecated.
extension ImageService {
    func declareImageTasks(in table: inout RouteTable) {
        table.on(.get, "/v2/tasks", listTasks)
        table.on(.post, "/v2/tasks", createTask)
        table.on(.get, "/v2/tasks/{id}", showTask)
    }

    private static let rules: RequestSchema = {
        var schema = ImageSchema.task
        schema["additionalProperties"] = false
        return RequestSchema(schema)
    }()
    private static let statuses = ["pending", "processing", "success", "failure"]

    private func listTasks(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("tasks_api_access", try caller(request).isAdmin)
        let query = request.query
        if let status = query["status"], !Self.statuses.contains(status) {
            throw ImageError(.badRequest, "Invalid status value: \(status)")
        }
        if let type = query["type"], type != "import" {
            throw ImageError(.badRequest, "Invalid type value: \(type)")
        }
        let page = try ListPage(query)
        let rows = store.read { state in
            state.tasks.values.filter { row in
                ["status", "type"].allSatisfy { name in
                    query[name].map { $0 == row.taskStub[name]?.string } ?? true
                }
            }
        }
        let (shown, isMore) = try page.cut(rows) { marker in
            guard Identifier.isUUID(marker) else { throw ImageError(.badRequest, "Invalid marker format") }
            guard let row = store.read({ $0.tasks[marker] }) else {
                throw ImageError(.badRequest, "Could not find task \(marker)")
            }
            return row
        }
        var answer: JSON.Object = [
            "tasks": .array(shown.map { .object($0.taskStub) }),
            "first": .string(Self.link("/v2/tasks", query)),
            "schema": "/v2/schemas/tasks",
        ]
        if isMore, let last = shown.last { answer["next"] = .string(Self.link("/v2/tasks", query, marker: last.id)) }
        return .json(.object(answer))
    }

    private func showTask(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("tasks_api_access", try caller(request).isAdmin)
        guard let row = store.read({ $0.tasks[request["id"]] }) else {
            throw ImageError(.notFound, "Could not find task \(request["id"])")
        }
        return .json(.object(row.taskMembers))
    }

    // “Create task”: 201, pending. It fails at once: images are downloaded by their import only.
    private func createTask(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        try require("tasks_api_access", caller.isAdmin)
        let body = try await document(request)
        for name in ["type", "input"] where body[name] == nil {
            throw ImageError(.badRequest, "Task '\(name)' is required")
        }
        do {
            try Self.rules.validate(body)
        } catch {
            throw ImageError.schema(error.message, of: "task")
        }
        let input = body["input"]?.object ?? [:]
        let row = ImageTaskRow(
            id: Identifier.uuid(),
            imageID: nil,
            owner: caller.projectID,
            userID: caller.userID,
            requestID: request.id,
            input: input,
            created: clock.now,
            failure: .init(type: body["type"]?.string ?? "import", message: Self.objection(to: input))
        )
        try store.write { $0.tasks.insert(row) }
        return .json(
            .object(row.pendingMembers),
            status: .created,
            headers: [.location: "\(base)/v2/tasks/\(row.id)"]
        )
    }

    /// Why a task can't do what its input says.
    private static func objection(to input: JSON.Object) -> String {
        for name in ["import_from", "import_from_format", "image_properties"] where input[name] == nil {
            return "Input does not contain '\(name)' field"
        }
        let place = input["import_from"]?.string ?? ""
        if place.hasPrefix("file:///") || place.hasPrefix("filesystem:///") {
            return "File based imports are not allowed. Please use a non-local source of image data."
        }
        return "Task failed due to Internal Error"
    }
}

extension ImageTaskRow: ListPageItem {
    func sortValue(_ key: String) -> String {
        switch key {
        case "created_at", "updated_at": created.withoutZone
        case "name": id
        default: taskStub[key]?.pythonText ?? ""
        }
    }
}
