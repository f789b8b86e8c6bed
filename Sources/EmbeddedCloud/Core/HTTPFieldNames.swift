import HTTPTypes

extension HTTPField.Name {
    static let authToken = spelled("X-Auth-Token")
    static let subjectToken = spelled("X-Subject-Token")
    static let requestID = spelled("x-openstack-request-id")
    static let importMethods = spelled("OpenStack-image-import-methods")
    static let imageStores = spelled("OpenStack-image-store-ids")
    static let contentMD5 = spelled("Content-MD5")

    /// A name written in this file; one that is no field name would show in every test as `User-Agent`.
    private static func spelled(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .userAgent }
}
