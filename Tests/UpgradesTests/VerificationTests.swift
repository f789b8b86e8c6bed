import Foundation
import OpenStack
import Testing
import Upgrades

@Suite struct VerificationTests {
    @Test("what nobody touched is found unchanged and usable, as often as one looks, and is removed at the end")
    func clean() async throws {
        try await PreparedUpgrade.with { upgrade in
            let before = try await upgrade.inventory()
            let state = try await upgrade.prepare()
            #expect(state.skipped == [])
            #expect(state.resources.map(\.kind) == RecordedKind.allCases)
            for _ in 0..<2 {
                let report = try await upgrade.verify()
                #expect(report.states.flatMap(\.findings) == [])
                #expect(report.checks.map(\.end) == UsabilityCheck.allCases.map { _ in .works })
                #expect(report.versions == [])
                #expect(report.left == [])
                #expect(report.isClean)
                #expect(report.json["isClean"] == true)
            }
            #expect(try await upgrade.destroy().filter(\.isLeft) == [])
            #expect(try await upgrade.inventory() == before)
        }
    }

    @Test("neither the entry's password nor the application credential's secret is written")
    func secrecy() async throws {
        try await PreparedUpgrade.with { upgrade in
            try await upgrade.prepare()
            _ = try await upgrade.verify()
            let written = try upgrade.everythingWritten()
            guard case .password(_, let password) = upgrade.session.configuration.authentication else {
                Issue.record("the entry has no password")
                return
            }
            #expect(!written.contains(password.revealed))
            #expect(!written.contains(try await upgrade.session.token().id.revealed))
            #expect(!written.contains("\"secret\""))
        }
    }

    // MARK: - Tampering

    /// Something that is done to what was made, and what must be found then.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The kinds with findings.
        let found: Set<RecordedKind>
        /// What one of the findings says.
        let text: String
        /// The checks that must fail or cannot be made.
        var unusable: Set<UsabilityCheck> = []
        let act: @Sendable (CloudSession, RecordedState) async throws -> Void

        static func id(_ kind: RecordedKind, _ state: RecordedState) -> String { state.resource(kind)?.id ?? "" }
    }

    static let tamperings: [Tampering] = [
        Tampering(testDescription: "server renamed", found: [.server], text: "name was") { session, state in
            _ = try await session.compute.updateServer(Tampering.id(.server, state), ["name": "other"])
        },
        Tampering(
            testDescription: "server stopped",
            found: [.server],
            text: "status was \"ACTIVE\", is \"SHUTOFF\""
        ) { session, state in
            try await session.compute.stopServer(Tampering.id(.server, state))
            while try await session.compute.server(Tampering.id(.server, state)).status != "SHUTOFF" {
                await Task.yield()
            }
        },
        Tampering(
            testDescription: "server's metadata added to",
            found: [.server],
            text: "metadata.more is new"
        ) { session, state in
            try await session.compute.setMetadataItem("more", ofServer: Tampering.id(.server, state), to: "yes")
        },
        Tampering(
            testDescription: "snapshot deleted",
            found: [.volumeSnapshot],
            text: "is gone",
            unusable: [.attachVolume]
        ) { session, state in
            let id = Tampering.id(.volumeSnapshot, state)
            try await session.blockStorage.deleteSnapshot(id)
            while (try? await session.blockStorage.snapshot(id)) != nil { await Task.yield() }
        },
        Tampering(
            testDescription: "volume detached",
            found: [.attachments, .server, .volume],
            text: "volumeAttachments"
        ) { session, state in
            let volume = Tampering.id(.volume, state)
            try await session.compute.detachVolume(volume, fromServer: Tampering.id(.server, state))
            while try await session.blockStorage.volume(volume).status != "available" { await Task.yield() }
        },
        Tampering(
            testDescription: "object overwritten with as many bytes",
            found: [.object, .container],
            text: "data.sha256 was"
        ) { session, state in
            let parts = Tampering.id(.object, state).split(separator: "/", maxSplits: 1).map(String.init)
            let fields: Headers = [
                "Content-Type": "application/octet-stream", "X-Object-Meta-Purpose": "upgrade",
            ]
            let data = [UInt8](repeating: 1, count: 100_000)
            _ = try await session.objectStorage.createObject(parts[1], in: parts[0], data, fields)
        },
        Tampering(
            testDescription: "rule of a security group removed",
            found: [.securityGroup],
            text: "vanished"
        ) { session, state in
            let group = try await session.network.securityGroup(Tampering.id(.securityGroup, state))
            let rule = group["security_group_rules"].array?.first { $0["port_range_min"] == 443 }
            try await session.network.deleteSecurityGroupRule(rule?["id"].string ?? "")
        },
        Tampering(
            testDescription: "key pair replaced by another of its name",
            found: [.keyPair],
            text: "fingerprint was"
        ) { session, state in
            let name = Tampering.id(.keyPair, state)
            try await session.compute.deleteKeyPair(name)
            _ = try await session.compute.createKeyPair(name: name)
        },
        Tampering(
            testDescription: "floating address moved away",
            found: [.floatingAddress, .server],
            text: "port_id was"
        ) { session, state in
            _ = try await session.network.updateFloatingIP(Tampering.id(.floatingAddress, state), ["port_id": nil])
        },
        Tampering(
            testDescription: "image's property changed",
            found: [.image],
            text: "image.fits_purpose was \"upgrade\", is \"other\""
        ) { session, state in
            _ = try await session.image.updateImage(
                Tampering.id(.image, state),
                [["op": "replace", "path": "/fits_purpose", "value": "other"]]
            )
        },
        Tampering(
            testDescription: "application credential deleted",
            found: [.applicationCredential],
            text: "is gone",
            unusable: [.logIn]
        ) { session, state in
            try await session.identity.deleteApplicationCredential(
                Tampering.id(.applicationCredential, state),
                ofUser: try await session.token().userID ?? ""
            )
        },
        Tampering(
            testDescription: "subnet's name server changed",
            found: [.subnet],
            text: "dns_nameservers[0] was \"192.0.2.53\", is \"192.0.2.54\""
        ) { session, state in
            _ = try await session.network.updateSubnet(
                Tampering.id(.subnet, state),
                ["dns_nameservers": ["192.0.2.54"]]
            )
        },
    ]

    @Test("what somebody did meanwhile is found, and nothing else", arguments: tamperings)
    func tampering(_ tampering: Tampering) async throws {
        try await PreparedUpgrade.with { upgrade in
            let state = try await upgrade.prepare()
            try await tampering.act(upgrade.session, state)
            let report = try await upgrade.verify()
            #expect(Set(report.states.filter { !$0.isUnchanged }.map(\.resource.kind)) == tampering.found)
            let findings = report.states.flatMap(\.findings)
            #expect(findings.contains { $0.contains(tampering.text) }, "\(findings)")
            #expect(Set(report.checks.filter { $0.end != .works }.map(\.check)) == tampering.unusable)
            #expect(!report.isClean)
            #expect(try await upgrade.destroy().filter(\.isLeft) == [])
        }
    }

    @Test("the order of states and what may change are no findings; what vanishes is one, what is new is news")
    func comparison() {
        let before: JSON = [
            "status": "ACTIVE", "updated": "1", "tags": ["a", "b"], "old": 1, "hostId": "x",
            "list": [["id": "1", "value": 1], ["id": "2", "value": 2]], "metadata": ["key": "value"],
        ]
        let after: JSON = [
            "status": "ACTIVE", "updated": "2", "tags": ["b", "a"], "more": true, "hostId": "y",
            "list": [["id": "2", "value": 3, "extra": nil], ["id": "1", "value": 1]],
            "metadata": ["key": "value", "own": "1"],
        ]
        let comparison = StateComparison(before: before, after: after, kind: .server)
        #expect(
            comparison.findings.map(\.description) == [
                "list[2].value was 2, is 3", "metadata.own is new: \"1\"", "old vanished; it was 1",
            ]
        )
        #expect(comparison.additions.map(\.place) == ["list[2].extra", "more"])
        #expect(comparison.expected.map(\.place) == ["hostId", "updated"])
        #expect(comparison.expected.allSatisfy { $0.reason?.isEmpty == false })
        let known = ["server:list[2]", "server:ol", "volume:old"].compactMap { AcceptedChange($0) }
        let accepting = StateComparison(before: before, after: after, kind: .server, accepting: known)
        #expect(accepting.findings.map(\.place) == ["metadata.own", "old"])
        #expect(accepting.expected.first { $0.place == "list[2].value" }?.reason == "accepted")
        #expect(AcceptedChange("nothing:x") == nil)
        #expect(!StateComparison(before: ["hostId": "x"], after: ["hostId": "y"], kind: .volume).findings.isEmpty)
    }
}
