import Conformance
import Foundation
import OpenStack

extension ForeignResults {
    /// Reads what refstack-client uploads (`{"cpid", "duration_seconds", "results": [{"name", "uuid"}]}`) or what RefStack
    /// answers (`"results": ["name"]`): in both, the tests that passed and nothing else.
    static func refstack(_ file: ResultsFile) throws(ForeignResultsError) -> ForeignResults {
        let document: JSON
        do {
            document = try JSON(parsing: try file.readAll())
        } catch let error as ForeignResultsError {
            throw error
        } catch {
            throw ForeignResultsError(file.name, "begins as JSON and is none: \(error)")
        }
        guard let entries = document["results"].array else {
            throw ForeignResultsError(file.name, "is JSON without the list of results that RefStack's has")
        }
        var results = ForeignResults(form: .refstack, source: file.name)
        results.cloudID = document["cpid"].string
        results.seconds = document["duration_seconds"].double
        results.startedAt = document["created_at"].string.flatMap(date)
        for (index, entry) in entries.enumerated() {
            guard let name = entry.string ?? entry["name"].string, !name.isEmpty else {
                results.damage.append("entry \(index + 1) of its results has no name")
                continue
            }
            var identity = TestIdentity(stestr: name)
            if identity.id.isEmpty, let id = entry["uuid"].string.flatMap(dashed) {
                identity = TestIdentity(name: identity.name, id: id)
            }
            results.results.append(TestResult(identity, .passed, startedAt: results.startedAt, tries: 1))
        }
        return results
    }

    /// RefStack takes ids with and without dashes.
    private static func dashed(_ id: String) -> String? {
        let digits = id.lowercased().filter(\.isHexDigit)
        guard digits.count == 32 else { return nil }
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    /// `2020-06-01 12:00:00`, in UTC.
    private static func date(_ text: String) -> Date? {
        try? Date(text.replacing(" ", with: "T") + "Z", strategy: .iso8601)
    }
}
