/// The paths of access rules: `*` or a name in braces stands for one segment, `**` for any number of them.
///
/// Identity API reference, “Create application credential”, `access_rules`.
enum AccessRulePattern {
    static func matches(_ pattern: String, _ path: String) -> Bool {
        matches(segments(pattern), segments(path))
    }

    private static func segments(_ text: String) -> ArraySlice<Substring> {
        text.split(separator: "/", omittingEmptySubsequences: true)[...]
    }

    private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            // What follows is tried at every place, which for the short patterns of rules is cheap enough.
            return pattern.count == 1
                || path.indices.contains { matches(pattern.dropFirst(), path[$0...]) }
        }
        guard let segment = path.first, fits(first, segment) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    private static func fits(_ pattern: Substring, _ segment: Substring) -> Bool {
        pattern == "*" || (pattern.hasPrefix("{") && pattern.hasSuffix("}")) || pattern == segment
    }
}
