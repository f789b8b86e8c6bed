import OpenStack
import Testing

@testable import Conformance

@Suite struct ResourceTests {
    @Test func theLastMadeIsTheFirstRemoved() async throws {
        let run = ExampleRun()
        try await run.run(
            TestSuite(["a": { t in for _ in 0..<3 { try await t.newImage() } }])
        )
        let made = run.events.events.compactMap { if case .resourceCreated(let name, _) = $0 { name } else { nil } }
        let removed = run.events.events.compactMap { if case .resourceRemoved(let name) = $0 { name } else { nil } }
        #expect(made.count == 3)
        #expect(removed == made.reversed())
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func thePlanIsWrittenBeforeTheRequestIsSent() async throws {
        let diary = Diary()
        let cloud = FakeCloud { request throws(TransportError) in
            if request.line == "POST /v2/images" { diary.note("sent \(request.json["name"].string ?? "")") }
            return nil
        }
        let events = EventList { event in
            switch event {
            case .resourcePlanned(let resource): diary.note("planned \(resource.name)")
            case .resourceCreated(let name, _): diary.note("made \(name)")
            default: break
            }
        }
        var run = ExampleRun(cloud: cloud)
        run.events = events
        try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        let name = try #require(diary.all.first).suffix(after: " ")
        #expect(name.hasPrefix("fits-abcd1234-image-"))
        #expect(diary.all == ["planned \(name)", "sent \(name)", "made \(name)"])
    }

    @Test func theJournalKnowsWhoseAResourceIs() async throws {
        let run = ExampleRun()
        try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        let planned = run.events.events.compactMap { if case .resourcePlanned(let it) = $0 { it } else { nil } }
        #expect(planned.map(\.kind) == ["image"])
        #expect(planned.first?.test?.name == "tests.Examples.a")
        #expect(planned.first?.parent == nil)
    }

    @Test func whatATestRemovedItselfIsNotLookedFor() async throws {
        let run = ExampleRun()
        try await run.run(
            TestSuite([
                "a": { t in
                    let image = try await t.newImage()
                    try await t.image.deleteImage(image.id)
                    await t.confirmRemoved(image)
                }
            ])
        )
        #expect(run.events.resources == ["planned image", "created i-2", "removed"])
        #expect(run.cloud.requests.count { $0.hasPrefix("DELETE") } == 1)
    }

    @Test func whatIsGoneAlreadyIsNoLeftover() async throws {
        let run = ExampleRun()
        let summary = try await run.run(
            TestSuite(["a": { t in try await t.image.deleteImage(t.newImage().id) }])
        )
        #expect(summary.leftovers.isEmpty)
        #expect(run.events.resources.last == "removed")
    }

    @Test func whatCannotBeRemovedIsReportedBesideTheOutcome() async throws {
        let cloud = FakeCloud { request throws(TransportError) in
            request.method == .delete ? .json(409, ["conflict": ["message": "in use"]]) : nil
        }
        let run = ExampleRun(cloud: cloud)
        let summary = try await run.run(TestSuite(["a": { t in for _ in 0..<2 { try await t.newImage() } }]))
        #expect(run.events.outcomes == ["a": .passed])
        let result = try #require(run.events.results["a"])
        #expect(result.leftovers.count == 2)
        #expect(result.leftovers == summary.leftovers)
        let first = try #require(result.leftovers.first)
        #expect(first.hasPrefix("image fits-abcd1234-image-2: DELETE http://image.test/v2/images/"))
        #expect(first.hasSuffix("answered 409, expected 204: in use (req-fake)"))
        // They stay open in the journal.
        #expect(!run.events.resources.contains("removed"))
    }

    /// Images of a service that takes its time to delete.
    private static func slowImage(_ asked: Counter, goneAfter: Int) -> ResourceKind {
        ResourceKind("slow image") { _, _, _ throws(CloudError) in
            []
        } remove: { _, _, _ throws(CloudError) in
            _ = asked.value
        } isGone: { session, id, _ throws(CloudError) in
            guard asked.next() >= goneAfter else { return false }
            try await session.image.deleteImage(id)
            return true
        }
    }

    @Test func aResourceIsRemovedWhenItIsGone() async throws {
        let (run, asked) = (ExampleRun(), Counter())
        let kind = Self.slowImage(asked, goneAfter: 2)
        let summary = try await run.run(
            TestSuite([
                "a": { t in
                    _ = try await t.provision(kind) { name throws(CloudError) in
                        try await t.image.createImage(ImageDescription(name: name))
                    }
                }
            ])
        )
        #expect(asked.value == 2)
        #expect(summary.leftovers.isEmpty)
        #expect(run.events.resources.last == "removed")
        #expect(run.cloud.leftovers.isEmpty)
    }

    @Test func aRemovalThatIsCancelledLeavesTheResourceOpen() async throws {
        let asked = Counter()
        let kind = Self.slowImage(asked, goneAfter: .max)
        let session = CloudSession(configuration: FakeCloud.configuration, transport: FakeCloud())
        let removal = Task { () -> String in
            do throws(CloudError) { return "\(try await kind.removeAndAwait("i", nil, in: session))" } catch {
                return "\(error)"
            }
        }
        while asked.value == 0 { await Task.yield() }
        removal.cancel()
        #expect(await removal.value == "slow image i was still there when the wait for its deletion was cancelled")
    }

    @Test func aRemovalThatTakesTooLongIsAnError() async throws {
        let kind = Self.slowImage(Counter(), goneAfter: .max)
        let session = CloudSession(configuration: FakeCloud.configuration, transport: FakeCloud())
        let error = await #expect(throws: CloudError.self) {
            try await kind.removeAndAwait("i", nil, in: session, timeout: .milliseconds(10))
        }
        #expect(error?.description == "slow image i is still there 0.01 seconds after it was deleted")
    }

    @Test(arguments: [400, 403, 404, 409, 413])
    func aRefusedRequestMadeNothing(status: Int) async throws {
        let cloud = FakeCloud { request throws(TransportError) in
            request.line == "POST /v2/images" ? .json(status, [:]) : nil
        }
        let run = ExampleRun(cloud: cloud)
        try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        #expect(run.events.outcomes == ["a": .failed])
        #expect(run.events.resources == ["planned image", "removed", "planned image", "removed"])
        #expect(!run.cloud.requests.contains { $0.hasPrefix("GET /v2/images") })
    }

    @Test func aResponseThatCannotBeReadMayHaveMadeSomething() async throws {
        let run = ExampleRun()
        let cloud = run.cloud
        cloud.interfere { request throws(TransportError) in
            guard request.line == "POST /v2/images" else { return nil }
            cloud.withState { state in
                state.images.append(FakeCloud.Thing(id: state.newID("i"), name: request.json["name"].string ?? ""))
            }
            return .json(500, [:])
        }
        try await run.run(TestSuite(["a": { t in try await t.newImage() }]))
        #expect(run.events.outcomes == ["a": .failed])
        #expect(cloud.leftovers.isEmpty)
        #expect(cloud.requests.count { $0.hasPrefix("GET /v2/images?name=fits-abcd1234-image-") } == 2)
    }

    @Test func aCloudThatIgnoresFiltersLosesNothingElse() async throws {
        let cloud = FakeCloud(ignoresFilters: true)
        cloud.withState { $0.images = [FakeCloud.Thing(id: "precious", name: "precious")] }
        cloud.interfere { request throws(TransportError) in
            request.line == "POST /v2/images" ? .json(500, [:]) : nil
        }
        try await ExampleRun(cloud: cloud).run(TestSuite(["a": { t in try await t.newImage() }]))
        #expect(cloud.leftovers == ["precious"])
        #expect(!cloud.requests.contains { $0.hasPrefix("DELETE") })
    }

    @Test func namesAreNeverUsedTwice() async throws {
        let run = ExampleRun()
        let diary = Diary()
        let examples = (0..<10).map { number in
            ExampleTests.Example(method: "t\(number)") { t in
                for _ in 0..<10 { diary.note(t.uniqueName("server group")) }
            }
        }
        try await run.run(TestSuite(examples))
        #expect(Set(diary.all).count == 100)
        #expect(diary.all.allSatisfy { $0.wholeMatch(of: #/fits-abcd1234-server-group-\d+/#) != nil })
    }
}
