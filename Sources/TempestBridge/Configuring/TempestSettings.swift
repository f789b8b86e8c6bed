/// The values of a tempest.conf, each with a note of where it comes from.
public struct TempestSettings: Sendable, Hashable {
    /// One value.
    public struct Setting: Sendable, Hashable {
        /// The section: `compute-feature-enabled`.
        public let section: String
        /// The option in it: `resize`.
        public let option: String
        /// The value as it is written.
        public let value: String
        /// Where it comes from, as a phrase.
        public let origin: String
    }

    /// The values, in the order in which they were set first.
    public private(set) var settings: [Setting] = []

    /// Settings without a value.
    public init() {}

    /// A value; `nil` when none is set.
    public subscript(section: String, option: String) -> String? {
        settings.first { $0.section == section && $0.option == option }?.value
    }

    /// Sets a value, in place of an earlier one.
    public mutating func set(_ section: String, _ option: String, _ value: String, _ origin: String) {
        // A value is one line; what a cloud calls its things may have others.
        let value = value.split(whereSeparator: \.isNewline).joined(separator: " ")
        let setting = Setting(section: section, option: option, value: value, origin: origin)
        if let index = settings.firstIndex(where: { $0.section == section && $0.option == option }) {
            settings[index] = setting
        } else {
            settings.append(setting)
        }
    }

    mutating func set(_ section: String, _ option: String, _ value: Bool, _ origin: String) {
        set(section, option, value ? "true" : "false", origin)
    }

    mutating func set(_ section: String, _ option: String, _ value: Int, _ origin: String) {
        set(section, option, "\(value)", origin)
    }

    mutating func set(_ section: String, _ option: String, _ values: [String], _ origin: String) {
        set(section, option, values.joined(separator: ","), origin)
    }

    /// The file: every value below a comment with its origin.
    public var text: String {
        var sections: [String] = []
        for setting in settings where !sections.contains(setting.section) { sections.append(setting.section) }
        // What stands before any other section must be the default one.
        sections.sort { $0 == "DEFAULT" && $1 != "DEFAULT" }
        var lines = [
            "# Written by `fits tempest configure`; every value says where it comes from.",
            "# It is written anew each time: what should be otherwise goes into --override section.option=value.",
        ]
        for section in sections {
            lines += ["", "[\(section)]"]
            for setting in settings where setting.section == section {
                // A dollar sign would be read as the beginning of another option's name.
                let value = setting.value.replacing("$", with: "$$")
                lines += ["# \(setting.origin)", "\(setting.option) = \(value)"]
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A value that a user wants instead of what the cloud's answers suggest: `section.option=value`.
public struct TempestOverride: Sendable, Hashable {
    /// The section.
    public let section: String
    /// The option.
    public let option: String
    /// The value.
    public let value: String

    /// Reads an override; `nil` when the text is none.
    public init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), let dot = text[..<equals].firstIndex(of: "."),
            dot > text.startIndex, text.index(after: dot) < equals
        else { return nil }
        section = String(text[..<dot])
        option = String(text[text.index(after: dot)..<equals])
        value = String(text[text.index(after: equals)...])
    }
}
