public import Foundation
public import OpenStack

/// How available the services of a cloud and some resources were.
public struct ProbeReport: Sendable {
    /// When it began.
    public let startedAt: Date
    /// How long it took.
    public let length: Duration
    /// How long it took from one request to the next.
    public let interval: Duration
    /// What was asked for.
    public let entries: [Entry]

    /// One thing that was asked for.
    public struct Entry: Sendable, Hashable {
        /// The service, by its type.
        public let service: String
        /// `API`, or a resource.
        public let subject: String
        /// How available it was.
        public let availability: Availability
    }

    /// The time of day at a moment of the measurement.
    public func date(at moment: Duration) -> Date { startedAt.addingTimeInterval(moment / .seconds(1)) }

    /// The report as JSON: `fits-upgrade-probe-1`; times in seconds.
    public var json: JSON {
        [
            "format": "fits-upgrade-probe-1",
            "startedAt": .string(startedAt.formatted(.iso8601)),
            "seconds": Self.seconds(length),
            "interval": Self.seconds(interval),
            "points": .array(entries.map(json)),
        ]
    }

    private func json(_ entry: Entry) -> JSON {
        let availability = entry.availability
        return [
            "service": .string(entry.service),
            "subject": .string(entry.subject),
            "requests": .integer(availability.requests),
            "failures": .integer(availability.failures),
            "outages": .integer(availability.outageCount),
            "downtime": Self.seconds(availability.downtime),
            "isDown": .bool(availability.current != nil),
            "meanTime": Self.seconds(availability.meanTime),
            "slowest": Self.seconds(availability.slowest),
            "reasons": .object(availability.reasons.mapValues(JSON.integer)),
            "longestOutages": .array(
                availability.outages.map {
                    [
                        "start": .string(date(at: $0.start).formatted(.iso8601)), "seconds": Self.seconds($0.length),
                        "reason": .string($0.reason),
                    ]
                }
            ),
        ]
    }

    /// Seconds to a thousandth.
    private static func seconds(_ duration: Duration) -> JSON {
        .number((duration / .seconds(1) * 1000).rounded() / 1000)
    }
}
