import HTTPTypes

/// What is answered where metadata definitions are not there, or there already.
enum MetadataError {
    static func noNamespace(_ name: String) -> ImageError {
        ImageError(.notFound, "Metadata definition namespace=\(name) was not found.")
    }

    static func objectExists(_ name: String, _ namespace: String) -> ImageError {
        ImageError(
            .conflict,
            "A metadata definition object with name=\(name) already exists in namespace=\(namespace)."
        )
    }

    static func propertyExists(_ name: String, _ namespace: String) -> ImageError {
        ImageError(
            .conflict,
            "A metadata definition property with name=\(name) already exists in namespace=\(namespace)."
        )
    }

    static func tagExists(_ name: String, _ namespace: String) -> ImageError {
        ImageError(
            .conflict,
            "A metadata tag with name=\(name) already exists in namespace=\(namespace). (Please note that metadata tag "
                + "names are case insensitive)."
        )
    }

    static func associationExists(_ name: String, _ namespace: String) -> ImageError {
        ImageError(
            .conflict,
            "The metadata definition resource-type association of resource-type=\(name) to namespace=\(namespace) "
                + "already exists."
        )
    }

    /// A change would give two of a kind one name.
    static func duplicate(_ kind: String, _ name: String, _ namespace: String) -> ImageError {
        ImageError(
            .conflict,
            "Invalid update. It would result in a duplicate metadata definition \(kind) with the same name=\(name) in "
                + "namespace=\(namespace)."
        )
    }
}
