import Synchronization

extension Timestamp {
    /// Seconds with five decimals, as `X-Timestamp` and version ids have it: `1795420985.90771`.
    var normal: String {
        let units = microseconds / 10
        let fraction = String(units % 100_000)
        let seconds = String(units / 100_000)
        return String(repeating: "0", count: max(0, 10 - seconds.utf8.count)) + seconds + "."
            + String(repeating: "0", count: 5 - fraction.utf8.count) + fraction
    }

    /// The other way; nil for what is no such number.
    init?(normal text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, !first.isEmpty, first.utf8.count <= 11,
            let seconds = Int64(first), seconds >= 0, first.allSatisfy(\.isASCII), !first.hasPrefix("+")
        else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            let digits = parts[1].prefix(5)
            guard String(parts[1]).isDecimal, let value = Int64(digits) else { return nil }
            fraction = value
            for _ in digits.utf8.count..<5 { fraction *= 10 }
        }
        self.init(microseconds: seconds * 1_000_000 + fraction * 10)
    }

    /// Whole seconds since 1970, a started one counting.
    var wholeSeconds: Int { Int((microseconds + 999_999) / 1_000_000) }

    /// Whole seconds since 1970, a started one not counting.
    var startedSeconds: Int { Int(microseconds / 1_000_000) }
}

/// Hands out the times of writes: in steps of ten microseconds, each later than the one before.
final class WriteClock: Sendable {
    private let last = Mutex<Int64>(0)
    private let clock: CloudClock

    init(_ clock: CloudClock) { self.clock = clock }

    /// The present, without claiming it.
    var now: Timestamp { clock.now }

    func next() -> Timestamp {
        let present = clock.now.microseconds / 10 * 10
        return last.withLock { last in
            last = max(present, last + 10)
            return Timestamp(microseconds: last)
        }
    }
}

/// Dates of header fields (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Mon, 23 Nov 2026 08:03:06 GMT`.
    static func text(seconds: Int) -> String {
        let iso = Timestamp(microseconds: Int64(seconds) * 1_000_000).seconds
        let parts = iso.dropLast().split { "-T".contains($0) }
        let weekday = days[((seconds / 86_400) % 7 + 7) % 7]
        guard parts.count == 4, let month = Int(parts[1]), months.indices.contains(month - 1) else { return iso }
        return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]) GMT"
    }

    /// Seconds since 1970, from any of the three forms; nil for anything else.
    static func seconds(_ text: String) -> Int? {
        let words = text.split { " ,-".contains($0) }.map(String.init)
        // The last form, `Sun Nov  6 08:49:37 1994`, has the month before the day.
        let isOld = words.count == 5 && months.contains(words[1])
        guard isOld || words.count >= 5 else { return nil }
        let (day, month, year, time) =
            isOld ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard let index = months.firstIndex(of: month), let number = Int(year), let date = Int(day), date >= 1,
            time.utf8.count == 8
        else { return nil }
        let full = year.utf8.count == 2 ? (number < 70 ? 2000 : 1900) + number : number
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return Timestamp(iso: "\(padded(full, 4))-\(padded(index + 1, 2))-\(padded(date, 2))T\(time)Z")?.startedSeconds
    }
}
