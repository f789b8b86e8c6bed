/// A day of the calendar, as guidelines write it.
public struct GuidelineDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day, from 1.
    public let day: Int

    /// A day of a month; that the month has it is not looked at.
    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The first date in a text: `2016-06-13`, `2018.02` for the first of the month, `orchestration.2018.11`.
    ///
    /// `nil` when there is none.
    public init?(_ text: String) {
        guard let match = text.firstMatch(of: /([0-9]{4})[.-]([0-9]{2})(?:[.-]([0-9]{2}))?/),
            let year = Int(match.output.1), let month = Int(match.output.2), (1...12).contains(month)
        else { return nil }
        let day = match.output.3.flatMap { Int($0) } ?? 1
        guard (1...31).contains(day) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The same day some months later, or the last of a month that has not so many.
    func adding(months: Int) -> GuidelineDate {
        let all = year * 12 + month - 1 + months
        let (year, month) = (all / 12, all % 12 + 1)
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        let last =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        return GuidelineDate(year: year, month: month, day: min(day, last))
    }

    /// Whether the left one is earlier.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2016-06-13`.
    public var description: String {
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(digits(month))-\(digits(day))"
    }
}
