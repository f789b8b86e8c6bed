import Conformance
import OpenStack

/// What the compute service's responses look like, as strictly as Tempest's client sees it.
///
/// Compute API reference. Members that only some clouds show, because of their configuration or of the user's role, are
/// optional. A rule without a shape says that there is no body.
enum ComputeSchemas {
    static let rules: [ResponseSchemas.Rule] =
        ServerSchemas.rules + ServerDetailSchemas.rules + flavors + images + keyPairs + securityGroups + others

    static func rule(
        _ method: HTTPMethod,
        _ path: String,
        action: String? = nil,
        from: Microversion? = nil,
        _ schema: ResponseSchema?
    ) -> ResponseSchemas.Rule {
        ResponseSchemas.Rule(.compute, method, path, action: action, from: from, schema)
    }

    // MARK: - What many have

    static let links: ResponseSchema = .array(.object(["href": .string, "rel": .string]))
    static let typedLinks: ResponseSchema = .array(
        .object(["href": .string, "rel": .string], optional: ["type": .string])
    )
    static let time: ResponseSchema = .formatted(.dateTime)

    /// A list's response: the list itself and, where there are more pages, links to them.
    static func page(_ key: String, _ element: ResponseSchema) -> ResponseSchema {
        .object([key: .array(element)], optional: ["\(key)_links": links])
    }

    // MARK: - Flavors

    private static let flavor: ResponseSchema = .object(
        [
            "id": .string, "name": .string, "links": links, "ram": .integer, "vcpus": .integer, "disk": .integer,
            "swap": .either([.integer, .string]),
        ],
        optional: [
            "OS-FLV-DISABLED:disabled": .boolean, "os-flavor-access:is_public": .boolean, "rxtx_factor": .number,
            "OS-FLV-EXT-DATA:ephemeral": .integer,
        ]
    )

    private static let flavors: [ResponseSchemas.Rule] = [
        rule(.get, "/flavors", page("flavors", .object(["id": .string, "name": .string, "links": links]))),
        rule(.get, "/flavors/detail", page("flavors", flavor)),
        rule(.get, "/flavors/{flavor_id}", .object(["flavor": flavor])),
    ]

    // MARK: - Images

    private static let image: ResponseSchema = .object(
        [
            "id": .string, "name": .nullable(.string), "links": typedLinks, "created": time, "updated": time,
            "status": .oneOf(["ACTIVE", "SAVING", "DELETED", "ERROR", "UNKNOWN"]), "minDisk": .integer,
            "minRam": .integer, "progress": .integer, "metadata": .object([:], others: .any),
        ],
        optional: [
            "server": .object(["id": .string, "links": links]),
            "OS-EXT-IMG-SIZE:size": .nullable(.integer), "OS-DCF:diskConfig": .string,
        ]
    )

    private static let images: [ResponseSchemas.Rule] = [
        rule(.get, "/images/{image_id}", .object(["image": image])),
        rule(.delete, "/images/{image_id}", nil),
    ]

    // MARK: - Key pairs

    private static let listedKeyPair: ResponseSchema = .object([
        "name": .string, "public_key": .string, "fingerprint": .string,
    ])
    private static let newKeyPair: ResponseSchema = listedKeyPair.adding(
        ["user_id": .string],
        optional: ["private_key": .string]
    )
    private static let keyPair: ResponseSchema = listedKeyPair.adding([
        "user_id": .string, "id": .integer, "deleted": .boolean, "created_at": time, "updated_at": .nullable(time),
        "deleted_at": .nullable(time),
    ])

    private static let keyPairs: [ResponseSchemas.Rule] =
        keyPairRules(from: nil, adding: [:]) + keyPairRules(from: Microversion(2, 2), adding: ["type": .string])

    private static func keyPairRules(
        from: Microversion?,
        adding members: [String: ResponseSchema]
    ) -> [ResponseSchemas.Rule] {
        let list: ResponseSchema = .array(.object(["keypair": listedKeyPair.adding(members)]))
        return [
            rule(.get, "/os-keypairs", from: from, .object(["keypairs": list])),
            rule(.post, "/os-keypairs", from: from, .object(["keypair": newKeyPair.adding(members)])),
            rule(.get, "/os-keypairs/{keypair_name}", from: from, .object(["keypair": keyPair.adding(members)])),
            rule(.delete, "/os-keypairs/{keypair_name}", from: from, nil),
        ]
    }

    // MARK: - Security groups

    private static let securityGroupRule: ResponseSchema = .object(
        [:],
        optional: [
            "id": .either([.string, .integer]),
            "parent_group_id": .either([.string, .integer, .null]),
            "ip_protocol": .nullable(.string),
            "from_port": .nullable(.integer),
            "to_port": .nullable(.integer),
            "ip_range": .object([:], optional: ["cidr": .string]),
            "group": .object([:], optional: ["tenant_id": .string, "name": .string]),
        ]
    )
    private static let securityGroup: ResponseSchema = .object([
        "id": .either([.integer, .string]), "name": .string, "tenant_id": .string, "description": .string,
        "rules": .array(.nullable(securityGroupRule)),
    ])

    private static let securityGroups: [ResponseSchemas.Rule] = [
        rule(.get, "/os-security-groups", .object(["security_groups": .array(securityGroup)])),
        rule(.post, "/os-security-groups", .object(["security_group": securityGroup])),
        rule(.get, "/os-security-groups/{security_group_id}", .object(["security_group": securityGroup])),
        rule(.put, "/os-security-groups/{security_group_id}", .object(["security_group": securityGroup])),
        rule(.delete, "/os-security-groups/{security_group_id}", nil),
        rule(.get, "/servers/{server_id}/os-security-groups", .object(["security_groups": .array(securityGroup)])),
    ]

    // MARK: - Everything else

    private static let quotas: ResponseSchema = .object(
        [
            "id": .string, "instances": .integer, "cores": .integer, "ram": .integer, "floating_ips": .integer,
            "fixed_ips": .integer, "metadata_items": .integer, "key_pairs": .integer, "security_groups": .integer,
            "security_group_rules": .integer, "injected_files": .integer, "injected_file_content_bytes": .integer,
            "injected_file_path_bytes": .integer,
        ],
        optional: ["server_group_members": .integer, "server_groups": .integer]
    )
    private static let availabilityZone: ResponseSchema = .object([
        "zoneName": .string, "zoneState": .object(["available": .boolean]), "hosts": .null,
    ])
    private static let version: ResponseSchema = .object(
        ["id": .string, "links": typedLinks, "status": .string, "updated": time],
        optional: ["version": .string, "min_version": .string, "media-types": .array(.any)]
    )

    private static let others: [ResponseSchemas.Rule] = [
        rule(.get, "/", .object(["versions": .array(version)])),
        rule(.get, "/os-quota-sets/{project_id}", .object(["quota_set": quotas])),
        rule(.get, "/os-quota-sets/{project_id}/defaults", .object(["quota_set": quotas])),
        rule(.get, "/os-availability-zone", .object(["availabilityZoneInfo": .array(availabilityZone)])),
    ]
}
