import Foundation
import HTTPTypes

/// Who may read or write a container: `X-Container-Read`, `X-Container-Write`.
struct AccessList: Sendable {
    /// Hosts, without the `.r:`.
    private(set) var referrers: [String] = []
    /// Projects with users, roles, and `.rlistings`.
    private(set) var groups: [String] = []

    init(_ text: String?) {
        for value in (text ?? "").split(separator: ",") {
            if value.hasPrefix(".r:") {
                referrers.append(String(value.dropFirst(3)))
            } else {
                groups.append(PercentCoding.decode(value))
            }
        }
    }

    var allowsListings: Bool { groups.contains(".rlistings") }

    /// Whether pages of the referring host may be shown it; later entries prevail.
    func allows(referrer: String?) -> Bool {
        guard !referrers.isEmpty else { return false }
        let host = referrer.flatMap { URLComponents(string: $0)?.host }?.lowercased() ?? "unknown"
        var isAllowed = false
        for entry in referrers {
            let isDenial = entry.hasPrefix("-")
            let pattern = isDenial ? String(entry.dropFirst()) : entry
            let matches =
                pattern == host || (pattern.hasPrefix(".") && host.hasSuffix(pattern)) || (!isDenial && pattern == "*")
            if matches { isAllowed = !isDenial }
        }
        return isAllowed
    }

    /// The text of a header field in its proper form.
    static func cleaned(_ text: String, isForWriting: Bool) throws -> String {
        var values: [String] = []
        for piece in text.split(separator: ",") {
            let raw = piece.trimmingCharacters(in: .whitespaces)
            guard !raw.isEmpty else { continue }
            guard let colon = raw.firstIndex(of: ":") else {
                values.append(raw)
                continue
            }
            let first = raw[..<colon].trimmingCharacters(in: .whitespaces)
            var second = raw[raw.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            guard first.hasPrefix(".") else {
                values.append(raw)
                continue
            }
            let quoted = JSON.string(raw).pythonLiteral
            guard [".r", ".ref", ".referer", ".referrer"].contains(first) else {
                throw ObjectStorageError(
                    .badRequest,
                    "Unknown designator \(JSON.string(first).pythonLiteral) in ACL: \(quoted)"
                )
            }
            guard !isForWriting else {
                throw ObjectStorageError(.badRequest, "Referrers not allowed in write ACL: \(quoted)")
            }
            let isDenial = second.hasPrefix("-")
            if isDenial { second = second.dropFirst().trimmingCharacters(in: .whitespaces) }
            if second != "*", second.hasPrefix("*") {
                second = second.dropFirst().trimmingCharacters(in: .whitespaces)
            }
            guard !second.isEmpty, second != "." else {
                throw ObjectStorageError(
                    .badRequest,
                    "No host/domain value after referrer designation in ACL: \(quoted)"
                )
            }
            values.append(".r:" + (isDenial ? "-" : "") + second)
        }
        return values.joined(separator: ",")
    }
}
