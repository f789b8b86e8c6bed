import OpenStack
import Testing

@testable import Conformance

@Suite struct LimitAmountsTests {
    private static let instances = Quota(.compute, "instances", shared: 2, usual: 10)
    private static let cores = Quota(.compute, "cores", shared: 0, usual: 20)
    private static let servers = ResourceLimit("servers", amount: 4, most: 16, quotas: [instances, cores])
    private static let turns = ResourceLimit("turns", amount: 1)

    @Test(
        "More tests at the same time use more, up to a most; those that take turns go on taking turns",
        arguments: [(1, 4), (4, 4), (6, 6), (8, 8), (16, 16), (64, 16)]
    )
    func concurrency(_ concurrency: Int, _ servers: Int) {
        let amounts = LimitAmounts(concurrency: concurrency)
        #expect(amounts.amount(of: Self.servers) == servers)
        #expect(amounts.amount(of: Self.turns) == 1)
    }

    @Test(
        "What quotas leave is shared out, and one is always left",
        arguments: [
            ([:], 8), ([instances: 1000], 8), ([instances: 22], 8), ([instances: 12], 4), ([instances: 7], 2),
            ([instances: 12, cores: 10], 2), ([instances: 3], 1), ([instances: 0], 1),
        ] as [([Quota: Int], Int)]
    )
    func room(_ room: [Quota: Int], _ servers: Int) {
        #expect(LimitAmounts(concurrency: 8, room: room).amount(of: Self.servers) == servers)
    }

    @Test("What the user says holds, whatever quotas leave", arguments: [(0, 1), (1, 1), (3, 3), (50, 50)])
    func stated(_ stated: Int, _ servers: Int) {
        let amounts = LimitAmounts(stated: ["servers": stated], concurrency: 4, room: [Self.instances: 10])
        #expect(amounts.amount(of: Self.servers) == servers)
    }
}
