import Foundation
import OpenStack
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-03-04T05:06:07Z", 0), ("2026-03-04T05:06:07", 0), ("2026-03-04T05:06:07.000000Z", 0),
        ("2026-03-04T05:06:07.250000", 0.25), ("2026-03-04T05:06:07.5Z", 0.5), ("2026-03-04T05:06:07+00:00", 0),
        ("2026-03-04T05:06:07.125+00:00", 0.125),
    ])
    func readsWhatServicesSend(text: String, fraction: Double) throws {
        let date = try #require(Timestamp.parse(text))
        #expect(abs(date.timeIntervalSince1970 - (1_772_600_767 + fraction)) < 0.000_001)
    }

    @Test(arguments: [
        "", "Z", "never", "2026-03-04", "2026-13-04T05:06:07Z", "2026-03-04T05:06:07.Z",
        "2026-03-04T05:06:07.xZ", "2026-03-04T05:06:07.1.2Z", "1772600767",
    ])
    func refusesEverythingElse(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }
}
