import Foundation
import HTTPTypes

/// A manifest as a client sends it, read and checked as far as that goes without looking at the segments.
struct ManifestRequest: Sendable {
    struct Item: Sendable {
        enum Source: Sendable {
            case data([UInt8])
            case object(path: String, etag: String?, size: Int?, range: RangeHeader?)
        }
        var source: Source
    }

    private(set) var items: [Item] = []

    /// Reads the text; the path is that of the object that is made, so that it isn't its own segment.
    init(_ bytes: [UInt8], for path: ObjectPath) throws {
        guard let json = try? JSON(parsing: bytes) else {
            throw ObjectStorageError(.badRequest, "Manifest must be valid JSON.\n")
        }
        guard let array = json.array else { throw ObjectStorageError(.badRequest, "Manifest must be a list.\n") }
        var problems: [String] = []
        for (index, value) in array.enumerated() {
            switch Self.read(value, isLast: index == array.count - 1, path) {
            case .success(let item): items.append(item)
            case .failure(let problem): problems.append("Index \(index): \(problem.text)")
            }
        }
        let isAllData = array.allSatisfy { $0["data"] != nil }
        if !array.isEmpty, isAllData {
            problems.append("Inline data segments require at least one object-backed segment.")
        }
        guard problems.isEmpty else {
            throw ObjectStorageError(.badRequest, problems.map { $0 + "\n" }.joined(), plain: true)
        }
        let count = items.count { if case .object = $0.source { true } else { false } }
        guard count <= Constraints.manifestSegments else {
            throw ObjectStorageError(
                .contentTooLarge,
                "Number of object-backed segments must be <= \(Constraints.manifestSegments)"
            )
        }
    }

    private struct Problem: Error {
        var text: String
    }

    private static func read(_ json: JSON, isLast: Bool, _ path: ObjectPath) -> Result<Item, Problem> {
        func problem(_ text: String) -> Result<Item, Problem> { .failure(Problem(text: text)) }
        guard let object = json.object else { return problem("not a JSON object") }
        let isData = object["data"] != nil
        guard isData || object["path"] != nil else {
            return problem("expected keys to include one of b'data' or b'path'")
        }
        let allowed = isData ? ["data"] : ["path", "range", "etag", "size_bytes"]
        let others = object.names.filter { !allowed.contains($0) }.sorted()
        guard others.isEmpty else {
            return problem("extraneous keys " + others.map { JSON.string($0).text }.joined(separator: ", "))
        }
        if isData {
            guard let text = object["data"]?.string, let data = Data(base64Encoded: text) else {
                return problem("data must be valid base64")
            }
            guard !data.isEmpty else { return problem("too small; each segment must be at least 1 byte.") }
            return .success(Item(source: .data(Array(data))))
        }
        guard let name = object["path"]?.string else { return problem("\"path\" must be a string") }
        let etag = object["etag"] ?? .null
        guard etag.isNull || etag.string != nil else {
            return problem("\"etag\" must be a string or null (if provided)")
        }
        guard ObjectPath.segment(name) != nil else {
            return problem("path does not refer to an object. Path must be of the form /container/object.")
        }
        var size: Int?
        switch object["size_bytes"] ?? .null {
        case .null: break
        case .int(let value): size = value
        case .string(let text):
            guard let value = Int(text) else { return problem("invalid size_bytes") }
            size = value
        default: return problem("invalid size_bytes")
        }
        if let size, size < 1, !isLast { return problem("too small; each segment must be at least 1 byte.") }
        let trimmed = String(name.drop { $0 == "/" })
        guard "/v1/\(path.account)/\(trimmed)" != path.text else {
            return problem("manifest must not include itself as a segment")
        }
        var range: RangeHeader?
        if let value = object["range"], !value.isNull, value.string != "" {
            guard let text = value.string, let header = RangeHeader("bytes=" + text) else {
                return problem("invalid range")
            }
            guard header.count == 1 else { return problem("multiple ranges (only one allowed)") }
            if let size, header.ranges(of: size).isEmpty { return problem("unsatisfiable range") }
            range = header
        }
        return .success(Item(source: .object(path: "/" + trimmed, etag: etag.string, size: size, range: range)))
    }
}

extension ObjectPath {
    /// The container and object of a segment's name, which may begin with slashes and isn't escaped.
    static func segment(_ name: String) -> (container: String, object: String)? {
        let parts = name.drop { $0 == "/" }.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].allSatisfy({ $0 == "/" }) else { return nil }
        return (parts[0], parts[1])
    }
}
