/// How versions of objects are named.
enum VersionName {
    static let deleteMarker = "application/x-deleted;swift_versions_deleted=1"

    /// In the hidden container of versions; of one object the latest comes first.
    static func hidden(_ object: String, _ time: Timestamp) -> String {
        let inverse = String(99_999_999_999_999_999 - time.microseconds / 10)
        return "\0\(object)\0" + String(repeating: "0", count: 17 - inverse.utf8.count) + inverse
    }

    /// The object and the version of a name in the hidden container.
    static func parts(_ name: String) -> (object: String, version: String)? {
        let pieces = name.split(separator: "\0", omittingEmptySubsequences: true)
        guard pieces.count == 2, let inverse = Int64(pieces[1]) else { return nil }
        return (String(pieces[0]), Timestamp(microseconds: (99_999_999_999_999_999 - inverse) * 10).normal)
    }

    /// What names of an object's versions begin with, in a container that is named for them.
    static func prefix(_ object: String) -> String {
        let length = String(object.utf8.count, radix: 16)
        return String(repeating: "0", count: max(0, 3 - length.utf8.count)) + length + object + "/"
    }
}
