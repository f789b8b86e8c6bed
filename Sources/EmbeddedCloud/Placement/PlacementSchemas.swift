/// What the documents and queries of the placement service may look like.
enum PlacementSchemas {
    static let resourceClass = "^[A-Z0-9_]+$"
    static let custom = "^CUSTOM_[A-Z0-9_]+$"
    static let uuidKey = "^[0-9a-fA-F-]{36}$"
    static let uuid = RequestSchema.string(format: "uuid")
    static let text = RequestSchema.string()
    /// A name of the identity service's.
    static let accountID = RequestSchema.string(.init(1, 255))
    private static let largest = Int(Int32.max)

    static func provider(_ minor: Int, isNew: Bool) -> RequestSchema {
        var members: [String: RequestSchema] = ["name": .string(.init(0, 200))]
        if isNew { members["uuid"] = uuid }
        if minor >= 14 { members["parent_provider_uuid"] = .anyOf([uuid, .null]) }
        return .object(members, required: ["name"])
    }

    static func providersQuery(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = ["name": text, "uuid": uuid]
        if minor >= 3 { members["member_of"] = text }
        if minor >= 4 { members["resources"] = text }
        if minor >= 14 { members["in_tree"] = uuid }
        if minor >= 18 { members["required"] = text }
        return .object(members)
    }

    // MARK: - Inventories

    private static let inventoryMembers: [String: RequestSchema] = [
        "resource_provider_generation": .integer(),
        "total": .integer(1...largest),
        "reserved": .integer(0...largest),
        "min_unit": .integer(1...largest),
        "max_unit": .integer(1...largest),
        "step_size": .integer(1...largest),
        "allocation_ratio": .number,
    ]

    static let inventory = RequestSchema.object(inventoryMembers, required: ["total", "resource_provider_generation"])

    static let newInventory = RequestSchema.object(
        inventoryMembers.merging(["resource_class": .string(pattern: resourceClass)]) { $1 },
        required: ["total", "resource_class"]
    )

    static let inventories = RequestSchema.object(
        [
            "resource_provider_generation": .integer(),
            "inventories": .object(
                [:],
                patterns: [(resourceClass, .object(inventoryMembers, required: ["total"]))],
                others: .any
            ),
        ],
        required: ["resource_provider_generation", "inventories"]
    )

    // MARK: - Names

    static let newClass = RequestSchema.object(
        ["name": .string(.init(0, 255), pattern: custom)],
        required: ["name"]
    )

    static let traits = RequestSchema.object(
        [
            "traits": .array(.string(.init(1, 255))),
            "resource_provider_generation": .integer(),
        ],
        required: ["traits", "resource_provider_generation"]
    )

    static let traitsQuery = RequestSchema.object(["name": text, "associated": text])

    private static let aggregateList = RequestSchema.array(uuid, unique: true)

    static func aggregates(_ minor: Int) -> RequestSchema {
        guard minor >= 19 else { return aggregateList }
        return .object(
            ["aggregates": aggregateList, "resource_provider_generation": .integer()],
            required: ["aggregates", "resource_provider_generation"]
        )
    }

    static func usagesQuery(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = ["project_id": accountID, "user_id": accountID]
        if minor >= 38 {
            members["consumer_type"] = .string(.init(1, 255), pattern: "^[A-Z0-9_]+$|^all|^unknown$")
        }
        return .object(members, required: ["project_id"])
    }

    // MARK: - Allocations

    private static let resources = RequestSchema.object(
        [:],
        patterns: [(resourceClass, .integer(1...Int.max))],
        count: .init(1)
    )

    /// One consumer's allocations: a list before 1.12, an object by provider since.
    static func allocations(_ minor: Int, isOneOfMany: Bool = false) -> RequestSchema {
        var members: [String: RequestSchema] = [:]
        var required = ["allocations"]
        if minor >= 8 {
            members["project_id"] = accountID
            members["user_id"] = accountID
            required += ["project_id", "user_id"]
        }
        if minor < 12 {
            members["allocations"] = .array(
                .object(
                    [
                        "resource_provider": .object(["uuid": uuid], required: ["uuid"]), "resources": resources,
                    ],
                    required: ["resource_provider", "resources"]
                ),
                count: .init(1)
            )
            return .object(members, required: required)
        }
        members["allocations"] = .object(
            [:],
            patterns: [
                (
                    uuidKey,
                    .object(["generation": .integer(), "resources": resources], required: ["resources"])
                )
            ],
            count: .init(isOneOfMany || minor >= 28 ? 0 : 1)
        )
        if minor >= 28 {
            members["consumer_generation"] = .anyOf([.integer(), .null])
            required.append("consumer_generation")
        }
        if minor >= 34 {
            members["mappings"] = .object(
                [:],
                patterns: [("[a-zA-Z0-9_-]{1,64}", .array(uuid, count: .init(1)))],
                others: .any,
                count: .init(1)
            )
        }
        if minor >= 38 {
            members["consumer_type"] = .string(.init(1, 255), pattern: resourceClass)
            required.append("consumer_type")
        }
        return .object(members, required: required)
    }

    static func manyAllocations(_ minor: Int, least: Int = 1) -> RequestSchema {
        .object([:], patterns: [(uuidKey, allocations(minor, isOneOfMany: true))], count: .init(least))
    }

    static func reshaper(_ minor: Int) -> RequestSchema {
        .object(
            [
                "inventories": .object([:], patterns: [(uuidKey, inventories)], count: .init(1)),
                "allocations": manyAllocations(minor, least: 0),
            ],
            required: ["inventories", "allocations"]
        )
    }

    // MARK: - Candidates

    static func candidatesQuery(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [:]
        if minor >= 16 { members["limit"] = .string(.init(1), pattern: "^[1-9][0-9]*$") }
        guard minor >= 25 else {
            members["resources"] = text
            if minor >= 17 { members["required"] = text }
            if minor >= 21 { members["member_of"] = text }
            return .object(members, required: ["resources"])
        }
        members["group_policy"] = .values(["none", "isolate"])
        if minor >= 35 { members["root_required"] = text }
        if minor >= 36 { members["same_subtree"] = text }
        let suffix = minor >= 33 ? "[a-zA-Z0-9_-]{1,64}" : "[1-9][0-9]*"
        let kinds = ["resources", "required", "member_of"] + (minor >= 31 ? ["in_tree"] : [])
        return .object(members, patterns: kinds.map { ("^\($0)(\(suffix))?$", text) })
    }
}
