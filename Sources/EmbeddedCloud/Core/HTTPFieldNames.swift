import HTTPTypes

extension HTTPField.Name {
    static let authToken = spelled("X-Auth-Token")
    static let subjectToken = spelled("X-Subject-Token")
    static let requestID = spelled("x-openstack-request-id")
    static let importMethods = spelled("OpenStack-image-import-methods")
    static let imageStores = spelled("OpenStack-image-store-ids")
    /// Whether tags of a metadata namespace are added to those there are.
    static let appendTags = spelled("X-Openstack-Append")
    static let contentMD5 = spelled("Content-MD5")

    /// A name written in this file; one that is no field name would show in every test as `User-Agent`.
    private static func spelled(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .userAgent }
}
