import HTTPTypes

/// Microversions of the Compute API: all are 2.x, so the code knows them by their minor number.
enum ComputeVersion {
    /// The newest there is.
    static let newest = 103

    /// The microversion a request asks for, 2.1 unless it says otherwise; `marks` gets the headers the answer then has.
    static func minor(asked headers: HTTPFields, marks: inout HTTPFields) throws -> Int {
        guard let text = text(asked: headers) else {
            mark("2.1", &marks)
            return 1
        }
        if text == "latest" {
            mark("2.\(newest)", &marks)
            return newest
        }
        guard let version = Microversion(text), version.major > 0 else {
            throw ComputeError(
                .badRequest,
                "API Version String \(text) is of invalid format. Must be of format MajorNum.MinorNum."
            )
        }
        mark(version.description, &marks)
        guard version.major == 2, (1...newest).contains(version.minor) else {
            throw ComputeError(
                .notAcceptable,
                "Version \(version) is not supported by the API. Minimum is 2.1 and maximum is 2.\(newest)."
            )
        }
        return version.minor
    }

    /// The newer header names a service before each version, and may hold several.
    private static func text(asked headers: HTTPFields) -> String? {
        for field in headers[values: .apiVersion] {
            for part in field.split(separator: ",") {
                let words = part.split(separator: " ")
                if words.count == 2, words[0].lowercased() == "compute" { return words[1].lowercased() }
            }
        }
        return headers[.legacyAPIVersion]?.lowercased()
    }

    private static func mark(_ version: String, _ marks: inout HTTPFields) {
        marks[.apiVersion] = "compute \(version)"
        marks[.legacyAPIVersion] = version
        marks.append(HTTPField(name: .vary, value: HTTPField.Name.apiVersion.rawName))
        marks.append(HTTPField(name: .vary, value: HTTPField.Name.legacyAPIVersion.rawName))
    }
}

extension HTTPField.Name {
    static let apiVersion = spelled("OpenStack-API-Version")
    static let legacyAPIVersion = spelled("X-OpenStack-Nova-API-Version")
    static let computeRequestID = spelled("x-compute-request-id")

    private static func spelled(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .userAgent }
}
