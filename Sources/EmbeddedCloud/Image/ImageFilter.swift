import HTTPTypes

/// The filters of a list of images.
struct ImageFilter: Sendable {
    private(set) var visibility: ImageRow.Visibility?
    /// Whether `visibility=all` was asked for, which includes others' community images.
    private(set) var isAll = false
    /// The status images shared with the caller must have; nil for any.
    private(set) var memberStatus: ImageMemberRow.Status? = .accepted
    private var isHidden = false
    private var tags: [String] = []
    private var conditions: [@Sendable (ImageRow) -> Bool] = []

    /// Parameters that are no filters.
    private static let others = ["limit", "marker", "sort", "sort_key", "sort_dir"]

    init(_ query: Query) throws {
        for (name, value) in query.items where !Self.others.contains(name) { try add(name, value) }
    }

    func accepts(_ image: ImageRow) -> Bool {
        image.isHidden == isHidden && tags.allSatisfy(image.tags.contains) && conditions.allSatisfy { $0(image) }
    }

    private mutating func add(_ name: String, _ value: String) throws {
        switch name {
        case "visibility":
            if value == "all" {
                isAll = true
            } else {
                guard let known = ImageRow.Visibility(rawValue: value) else {
                    throw ImageError(.badRequest, "Invalid visibility value: \(value)")
                }
                visibility = known
            }
        case "member_status":
            if value == "all" {
                memberStatus = nil
            } else {
                guard let known = ImageMemberRow.Status(rawValue: value) else {
                    throw ImageError(.badRequest, "Invalid status: \(value)")
                }
                memberStatus = known
            }
        case "os_hidden": isHidden = try Self.flag(name, value)
        case "protected":
            let flag = try Self.flag(name, value)
            conditions.append { $0.isProtected == flag }
        case "tag": tags.append(value)
        case "changes-since":
            throw ImageError(.badRequest, "The \"changes-since\" filter is no longer available on v2.")
        case "size_min", "size_max": try addSize(name, value)
        case "created_at", "updated_at": try addTime(name, value)
        case "name", "id", "status", "disk_format", "container_format": try addText(name, value)
        case "owner": conditions.append { $0.owner == value }
        case "checksum", "os_hash_value", "os_hash_algo", "size", "virtual_size":
            conditions.append { $0.members[name]?.pythonText == value }
        case "min_disk", "min_ram":
            // As a database compares a number with a text: what is no number counts as 0.
            let number = Int(value) ?? 0
            conditions.append { (name == "min_disk" ? $0.minDisk : $0.minRAM) == number }
        default: conditions.append { $0.properties[name]?.string == value }
        }
    }

    private static func flag(_ name: String, _ value: String) throws -> Bool {
        switch value.lowercased() {
        case "true": return true
        case "false": return false
        default:
            throw ImageError(
                .badRequest,
                "Invalid value '\(value)' for '\(name)' filter. Valid values are 'true' or 'false'."
            )
        }
    }

    private mutating func addSize(_ name: String, _ value: String) throws {
        guard let bound = Int(value) else {
            throw ImageError(.badRequest, "Unable to filter on a range with a non-numeric value.")
        }
        if name == "size_min" {
            conditions.append { $0.size.map { $0 >= bound } ?? false }
        } else {
            conditions.append { $0.size.map { $0 <= bound } ?? false }
        }
    }

    /// `gt:2026-01-31T12:00:00Z` and its like, without an operator the moment itself; compared by the second.
    private mutating func addTime(_ name: String, _ value: String) throws {
        var comparison = "eq"
        var rest = Substring(value)
        if let colon = value.firstIndex(of: ":"), value[..<colon].allSatisfy({ $0.isLetter }) {
            comparison = String(value[..<colon])
            rest = value[value.index(after: colon)...]
        }
        guard let holds = Self.comparisons[comparison] else {
            throw ImageError(.badRequest, "Unable to filter on a unknown operator.")
        }
        guard let time = Timestamp(iso: String(rest)) else {
            throw ImageError(
                .badRequest,
                "Bad \"\(name)\" query filter format. Use ISO 8601 DateTime notation."
            )
        }
        let second = time.microseconds / 1_000_000
        conditions.append { image in
            holds((name == "created_at" ? image.created : image.updated).microseconds / 1_000_000, second)
        }
    }

    private static let comparisons: [String: @Sendable (Int64, Int64) -> Bool] = [
        "eq": { $0 == $1 }, "neq": { $0 != $1 }, "gt": { $0 > $1 }, "gte": { $0 >= $1 }, "lt": { $0 < $1 },
        "lte": { $0 <= $1 },
    ]

    /// A text, or one of several after `in:`, which may be quoted.
    private mutating func addText(_ name: String, _ value: String) throws {
        let accepted = value.hasPrefix("in:") ? try Self.list(value.dropFirst(3)) : [value]
        conditions.append { image in
            let text: String? =
                switch name {
                case "name": image.name
                case "id": image.id
                case "status": image.status.rawValue
                case "disk_format": image.diskFormat
                default: image.containerFormat
                }
            return text.map(accepted.contains) ?? false
        }
    }

    private static func list(_ text: Substring) throws -> [String] {
        var items: [String] = []
        var item = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                items.append(item)
                item = ""
            default: item.append(character)
            }
        }
        guard !isQuoted else { throw ImageError(.badRequest, "Invalid filter value \(text). The quote is not closed.") }
        return items + [item]
    }
}
