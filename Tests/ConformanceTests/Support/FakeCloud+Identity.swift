import OpenStack

extension FakeCloud {
    /// Gives a token for the right password; tokens look like Keystone's.
    func logIn(_ request: APIRequest, _ state: inout State) -> APIResponse {
        let asked = request.json["auth"]["identity"]["password"]["user"]
        let user = state.users.first { $0.id == asked["id"].string || $0.name == asked["name"].string }
        guard let user, user.password == asked["password"].string else {
            return .json(
                401,
                ["error": ["code": 401, "message": "The request you have made requires authentication."]]
            )
        }
        let token = "gAAAAAB-\(state.newID("token"))"
        state.tokens[token] = user.id
        let isEntry = user.id == "u-entry"
        let project = isEntry ? "p-entry" : state.projects.last?.id ?? ""
        let description: JSON = [
            "expires_at": "2999-12-31T00:00:00.000000Z",
            "user": ["id": .string(user.id), "name": .string(user.name), "domain": ["id": "default"]],
            "project": ["id": .string(project), "name": "lab", "domain": ["id": "default"]],
            "roles": [["id": "r1", "name": .string(isEntry && isAdministered ? "admin" : "member")]],
            "catalog": [
                Self.service("identity", "http://cloud.test/identity"), Self.service("image", "http://image.test"),
            ],
        ]
        return .json(201, ["token": description], headers: ["X-Subject-Token": token])
    }

    private static func service(_ type: String, _ url: String) -> JSON {
        [
            "type": .string(type), "id": .string("id-of-" + type), "name": .string(type),
            "endpoints": [["interface": "public", "region_id": "One", "url": .string(url)]],
        ]
    }

    /// Everything below `/identity/v3`.
    func identity(_ request: APIRequest, _ path: [String], _ state: inout State) -> APIResponse {
        let body = request.json
        switch (request.method.name, path.first, path.count) {
        case ("GET", "roles", 1):
            return .json(200, ["roles": [["id": "r0", "name": "admin"], ["id": "r1", "name": "member"]]])
        case ("POST", "projects", 1):
            guard isAdministered else { return .json(403, ["error": ["message": "You may not."]]) }
            let project = Thing(id: state.newID("p"), name: body["project"]["name"].string ?? "")
            state.projects.append(project)
            return .json(201, ["project": project.json])
        case ("GET", "projects", 1):
            return .json(200, ["projects": list(state.projects, request)])
        case ("DELETE", "projects", 2):
            return remove(path[1], from: &state.projects)
        case ("PUT", "projects", 6):
            return APIResponse(status: 204)
        case ("POST", "users", 1):
            let user = body["user"]
            let made = Thing(
                id: state.newID("u"),
                name: user["name"].string ?? "",
                password: user["password"].string ?? ""
            )
            state.users.append(made)
            return .json(201, ["user": made.json])
        case ("GET", "users", 1):
            return .json(200, ["users": list(state.users, request)])
        case ("DELETE", "users", 2):
            return remove(path[1], from: &state.users)
        case (_, "users", 3...4):
            return credentials(request, path, &state)
        default:
            return .notFound
        }
    }

    /// `users/{id}/application_credentials`.
    private func credentials(_ request: APIRequest, _ path: [String], _ state: inout State) -> APIResponse {
        guard state.users.contains(where: { $0.id == path[1] }) else { return .notFound }
        switch (request.method.name, path.count) {
        case ("POST", 3):
            let name = request.json["application_credential"]["name"].string ?? ""
            let made = Thing(id: state.newID("ac"), name: name, owner: path[1])
            state.credentials.append(made)
            var json = made.json.object ?? [:]
            json["secret"] = .string("hush-hush-\(made.id)")
            return .json(201, ["application_credential": .object(json)])
        case ("GET", 3):
            return .json(
                200,
                ["application_credentials": list(state.credentials.filter { $0.owner == path[1] }, request)]
            )
        case ("DELETE", 4):
            return remove(path[3], from: &state.credentials)
        default:
            return .notFound
        }
    }
}
