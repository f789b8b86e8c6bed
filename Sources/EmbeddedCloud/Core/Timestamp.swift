/// A moment in UTC, in microseconds since 1970, and its spellings in the APIs.
struct Timestamp: Sendable, Hashable, Comparable, Codable {
    var microseconds: Int64

    static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    init(microseconds: Int64) { self.microseconds = microseconds }

    init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    func adding(seconds: Int) -> Timestamp { Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000) }

    func adding(microseconds count: Int64) -> Timestamp { Timestamp(microseconds: microseconds + count) }

    // MARK: Spelling

    /// `2026-01-31T12:00:00Z`, as the image service writes it.
    var seconds: String { spelled(fraction: false) + "Z" }

    /// `2026-01-31T12:00:00.000000Z`, the fraction always zero, as in tokens.
    var tokenTime: String {
        Timestamp(microseconds: microseconds / 1_000_000 * 1_000_000).spelled(fraction: true) + "Z"
    }

    /// `2026-01-31T12:00:00.000000`, without a zone, as in application credentials and tasks.
    var withoutZone: String { spelled(fraction: true) }

    private func spelled(fraction: Bool) -> String {
        let total = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let days = total.quotient.quotientAndRemainder(dividingBy: 86_400)
        let date = Self.civil(fromDays: Int(days.quotient))
        let second = Int(days.remainder)
        var text = "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T"
        text += "\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))"
        if fraction { text += "." + Self.padded(Int(total.remainder), 6) }
        return text
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    // MARK: Reading

    /// ISO 8601 date and time, with or without fraction, with `Z`, an offset or no zone (meaning UTC); nil if it is none.
    init?(iso text: String) {
        var rest = Substring(text)
        func digits(_ count: Int, _ range: ClosedRange<Int>) -> Int? {
            let part = rest.prefix(count)
            guard part.count == count, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(part),
                range.contains(value)
            else { return nil }
            rest = rest.dropFirst(count)
            return value
        }
        func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4, 1...9999), skip("-"), let month = digits(2, 1...12), skip("-"),
            let day = digits(2, 1...31)
        else { return nil }
        var second = 0
        var micro = 0
        if skip("T") || skip(" ") {
            guard let hours = digits(2, 0...23), skip(":"), let minutes = digits(2, 0...59) else { return nil }
            second = hours * 3600 + minutes * 60
            if skip(":") {
                guard let seconds = digits(2, 0...60) else { return nil }
                second += seconds
            }
            if skip(".") {
                let fraction = rest.prefix { $0.isASCII && $0.isNumber }
                guard !fraction.isEmpty else { return nil }
                let six = String(fraction.prefix(6))
                micro = Int(six + String(repeating: "0", count: 6 - six.count)) ?? 0
                rest = rest.dropFirst(fraction.count)
            }
        }
        var offset = 0
        if let sign = rest.first, sign == "+" || sign == "-" {
            rest = rest.dropFirst()
            guard let hours = digits(2, 0...23) else { return nil }
            _ = skip(":")
            guard let minutes = digits(2, 0...59) else { return nil }
            offset = (hours * 3600 + minutes * 60) * (sign == "+" ? 1 : -1)
        } else {
            _ = skip("Z")
        }
        guard rest.isEmpty else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        guard Self.civil(fromDays: days) == (year, month, day) else { return nil }
        microseconds = (Int64(days) * 86_400 + Int64(second - offset)) * 1_000_000 + Int64(micro)
    }

    // MARK: The calendar

    /// Days since 1970 of a date of the Gregorian calendar; years are counted from March, so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}
