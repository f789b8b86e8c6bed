import Foundation
import OpenStack
import Testing
import Upgrades

@Suite struct PreparationTests {
    @Test("what the cloud has no service for is skipped with the reason, and so is what needs it")
    func absentServices() async throws {
        try await PreparedUpgrade.with(services: [.orchestration, .objectStore, .blockStorage]) { upgrade in
            let state = try await upgrade.prepare()
            let reasons = Dictionary(uniqueKeysWithValues: state.skipped.map { ($0.kind, $0.reason) })
            #expect(reasons[.stack] == "the cloud has no orchestration service")
            #expect(reasons[.object] == "there is no container to make it with")
            #expect(reasons[.attachments] == "there is no volume to make it with")
            #expect(Set(reasons.keys) == [.stack, .container, .object, .volume, .volumeSnapshot, .attachments])
            let report = try await upgrade.verify()
            #expect(report.isClean)
            let skipped = report.checks.filter { if case .skipped = $0.end { true } else { false } }.map(\.check)
            #expect(skipped == [.writeObject, .attachVolume, .updateStack])
            #expect(try await upgrade.destroy().filter(\.isLeft) == [])
        }
    }

    @Test(
        "whenever the process ends, what it had made until then is removed by another one",
        arguments: [1, 2, 4, 7, 9, 12, 14, 16, 19, 20, 21],
        [false, true]
    )
    func crash(requests: Int, losesAnswer: Bool) async throws {
        try await PreparedUpgrade.with { upgrade in
            let before = try await upgrade.inventory()
            let ending = EndingTransport(upgrade.session.transport, after: requests, losesAnswer: losesAnswer)
            await #expect(throws: (any Error).self) { try await upgrade.prepare(over: ending) }
            #expect(try upgrade.folder.state() == nil)
            #expect(try await upgrade.destroy().filter(\.isLeft) == [])
            #expect(try await upgrade.inventory() == before)
        }
    }

    @Test("only one process works on an upgrade at a time")
    func exclusion() async throws {
        try await PreparedUpgrade.with { upgrade in
            let journal = try UpgradeJournal(upgrade.folder)
            await #expect(throws: UpgradeFailure.self) { try await upgrade.destroy() }
            _ = journal
        }
    }

    @Test("names that would lead out of the folder are refused", arguments: ["", "..", "a/b", ".hidden", "a b"])
    func names(_ name: String) throws {
        #expect(throws: UpgradeFailure.self) { try UpgradeStore(directory: .temporaryDirectory).folder(name) }
    }
}
