import HTTPTypes

/// The microversion a request asks for.
enum RequestedVersion {
    static let least = Microversion(3, 0)
    static let most = Microversion(3, 71)

    /// Reads `OpenStack-API-Version: volume 3.60`; 3.0 where there is none.
    static func read(_ headers: HTTPFields) throws -> Microversion {
        guard let header = headers[.volumeVersion] else { return least }
        guard let part = header.split(separator: ",").first(where: { $0.contains("volume") }) else {
            throw BlockStorageError.badRequest("API version None is not supported on this method.")
        }
        let words = part.split(separator: " ")
        guard words.count == 2 else { throw BlockStorageError.malformed }
        if words[1] == "latest" { return most }
        guard let version = Microversion(words[1]) else {
            throw BlockStorageError.badRequest(
                "API Version String \(words[1]) is of invalid format. Must be of format MajorNum.MinorNum."
            )
        }
        return version
    }

    static func check(_ version: Microversion) throws {
        guard version < least || version > most else { return }
        throw BlockStorageError(
            .notAcceptable,
            "Version \(version) is not supported by the API. Minimum is \(least) and maximum is \(most)."
        )
    }
}

extension HTTPField.Name {
    static let volumeRequestID = named("x-compute-request-id")
    static let volumeVersion = named("OpenStack-API-Version")

    /// A name written in this file; one that is no field name would show in every test as `User-Agent`.
    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .userAgent }
}
