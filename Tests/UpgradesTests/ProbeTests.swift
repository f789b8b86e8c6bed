import Foundation
import OpenStack
import Testing
import Upgrades

@Suite struct ProbeTests {
    /// A thing that is down in some spans of a clock's time, and takes a while to answer.
    private static func point(
        _ name: String,
        _ clock: DrivenClock,
        down: [Range<Int>],
        taking time: Duration = .zero
    ) -> ProbePoint {
        ProbePoint(service: name, subject: "API") {
            let now = Int(clock.now.offset / .seconds(1))
            if time > .zero { try? await clock.sleep(for: time) }
            return down.contains { $0.contains(now) } ? .failed("status 503") : .succeeded
        }
    }

    @Test("outages are measured from the first failure's sending to the first answer after it")
    func outages() async throws {
        let clock = DrivenClock()
        let point = Self.point("compute", clock, down: [10..<42, 50..<51], taking: .milliseconds(200))
        let report = await AvailabilityProbe([point], every: .seconds(1)).run(for: .seconds(60), clock: clock)
        let entry = try #require(report.entries.first)
        let availability = entry.availability
        #expect(availability.requests == 60)
        #expect(availability.failures == 33)
        #expect(availability.outageCount == 2)
        #expect(availability.outages.map(\.start) == [.seconds(10), .seconds(50)])
        #expect(availability.outages.map(\.length) == [.milliseconds(32_200), .milliseconds(1_200)])
        #expect(availability.downtime == .milliseconds(33_400))
        #expect(availability.reasons == ["status 503": 33])
        #expect(availability.meanTime == .milliseconds(200))
        #expect(report.json["points"][0]["longestOutages"][0]["seconds"] == 32.2)
    }

    @Test("a day of measuring keeps no more than its longest outages and a few reasons")
    func bounded() {
        var availability = Availability()
        for second in 0..<86_400 {
            let isDown = second / 60 % 2 == 1  // in every other minute
            let moment = Duration.seconds(second)
            let answer: Availability.Answer = isDown ? .failed("reason \(second / 60)") : .succeeded
            availability.take(answer, sentAt: moment, answeredAt: moment)
        }
        #expect(availability.outageCount == 720)
        #expect(availability.outages.count <= 21)
        #expect(availability.reasons.count <= 13)
        #expect(availability.failures == 43_200)
    }

    @Test("an outage that is not over at the end counts up to the last failure")
    func unfinished() async throws {
        let clock = DrivenClock()
        let point = Self.point("image", clock, down: [5..<100])
        let report = await AvailabilityProbe([point], every: .seconds(1)).run(for: .seconds(20), clock: clock)
        let availability = try #require(report.entries.first?.availability)
        #expect(availability.current?.start == .seconds(5))
        #expect(availability.downtime == .seconds(14))
        #expect(report.json["points"][0]["isDown"] == true)
    }

    @Test("the services of a cloud, and what was prepared in it, are asked and found available; what is gone is not")
    func cloud() async throws {
        try await PreparedUpgrade.with { upgrade in
            let state = try await upgrade.prepare()
            let services = try await ProbePoint.services(of: upgrade.session)
            #expect(
                services.map(\.service).prefix(7) == [
                    "identity", "image", "compute", "placement", "network", "block-storage", "object-store",
                ]
            )
            let resources = ProbePoint.resources(of: state, upgrade.session)
            #expect(Set(resources.map(\.subject)).isSuperset(of: ["server", "volume", "object", "stack"]))
            let points = services + resources
            func once() async -> [String: Availability] {
                let report = await AvailabilityProbe(points, every: .seconds(1)).run(for: .zero)
                return Dictionary(
                    uniqueKeysWithValues: report.entries.map { ("\($0.service) \($0.subject)", $0.availability) }
                )
            }
            for (name, availability) in await once() {
                #expect(availability.requests == 1)
                #expect(availability.failures == 0, "\(name): \(availability.reasons)")
            }
            let server = try #require(state.resource(.server)?.id)
            try await upgrade.session.compute.deleteServer(server)
            while (try? await upgrade.session.compute.server(server)) != nil { await Task.yield() }
            let after = await once()
            #expect(after["compute server"]?.reasons == ["status 404": 1])
            #expect(after["compute API"]?.failures == 0)
        }
    }
}
