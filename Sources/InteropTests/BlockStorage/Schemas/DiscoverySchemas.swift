import Conformance
import OpenStack

/// The shapes of what the block storage service says of itself.
///
/// Block storage API reference v3, “API versions” and “API extensions”. Versions may have members that nobody has
/// promised; extensions may not.
enum DiscoverySchemas {
    static let rules: [ResponseSchemas.Rule] = [
        ResponseSchemas.Rule(
            .blockStorage,
            .get,
            "/",
            .object(["versions": .array(version)], others: .any)
        ),
        ResponseSchemas.Rule(
            .blockStorage,
            .get,
            "/extensions",
            .object(["extensions": .array(anExtension)])
        ),
    ]

    private static let version = ResponseSchema.object(
        [
            "id": .string,
            "links": .array(
                .object(["href": .string, "rel": .string], optional: ["type": .string], others: .any)
            ),
            "media-types": .array(.any),
            "min_version": .string,
            "status": .string,
            "updated": .string,
            "version": .string,
        ],
        others: .any
    )

    private static let anExtension = ResponseSchema.object(
        [
            "alias": .string,
            "description": .string,
            "links": .array(.any),
            "name": .string,
            "updated": .formatted(.dateTime),
        ],
        optional: ["namespace": .string]
    )
}
