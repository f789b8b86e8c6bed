import Foundation

/// How often something happened, and how far that can be trusted.
public struct Rate: Sendable, Hashable {
    /// How often it happened.
    public let count: Int
    /// How often it could have happened.
    public let total: Int

    /// A rate of so many out of so many.
    public init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// The share; `nil` when it could never have happened.
    public var share: Double? { total > 0 ? Double(count) / Double(total) : nil }

    /// Where the true share lies with a confidence of 95 %.
    ///
    /// Wilson's score interval: unlike the usual one it is right for few runs and for shares near nought and one, and
    /// says of a test that never failed in ten runs that it may still fail in every fourth. E. B. Wilson, “Probable
    /// inference, the law of succession, and statistical inference”, 1927.
    public var interval: ClosedRange<Double> {
        guard let share else { return 0...1 }
        let quantile = 1.959963984540054
        let runs = Double(total)
        let square = quantile * quantile
        let centre = (share + square / (2 * runs)) / (1 + square / runs)
        let spread = (share * (1 - share) / runs + square / (4 * runs * runs)).squareRoot()
        let reach = quantile / (1 + square / runs) * spread
        // The bounds are exact where nothing or everything happened; rounding would move them a little.
        let lower = count == 0 ? 0 : max(0, centre - reach)
        let upper = count == total ? 1 : min(1, centre + reach)
        return lower...upper
    }

    /// `2 of 20, 10.0 % (2.8–30.1 %)`.
    var text: String {
        guard let share else { return "0 of 0" }
        let bounds = "\(Self.percentage(interval.lowerBound))–\(Self.percentage(interval.upperBound))"
        return "\(count) of \(total), \(Self.percentage(share)) % (\(bounds) %)"
    }

    private static func percentage(_ share: Double) -> String {
        let percent = share * 100
        return percent == 0 || percent == 100 ? "\(Int(percent))" : String(format: "%.1f", percent)
    }
}
