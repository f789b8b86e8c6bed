public import Foundation

/// The date formats OpenStack services send: ISO 8601 in UTC, with or without a fraction and the final `Z`.
public enum Timestamp {
    /// Reads a date; `nil` for any other text.
    public static func parse(_ text: String) -> Date? {
        var text = Substring(text)
        if text.hasSuffix("Z") { text = text.dropLast() }
        if text.hasSuffix("+00:00") { text = text.dropLast(6) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first,
            let seconds = try? Date(String(whole) + "Z", strategy: Date.ISO8601FormatStyle()),
            // Foundation takes 25:00 for one o'clock of the next day.
            seconds.formatted(Date.ISO8601FormatStyle()) == whole + "Z"
        else { return nil }
        guard parts.count == 2 else { return seconds }
        guard !parts[1].isEmpty, parts[1].allSatisfy(\.isWholeNumber), let fraction = Double("0." + parts[1]) else {
            return nil
        }
        return seconds.addingTimeInterval(fraction)
    }
}
