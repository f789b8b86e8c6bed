import OpenStack
import Testing

@Suite struct PageSequenceTests {
    /// Pages by URL; the first one's is "first".
    private static func sequence(_ pages: [String: (ids: [String], next: String?)]) -> PageSequence<Image> {
        PageSequence { url throws(CloudError) in
            let page = pages[url ?? "first"]
            return PageSequence.Page(
                resources: (page?.ids ?? []).compactMap { Image(attributes: ["id": .string($0)]) },
                next: page?.next
            )
        }
    }

    static let lists: [(pages: [String: (ids: [String], next: String?)], ids: [String])] = [
        (["first": (["a", "b"], nil)], ["a", "b"]),
        (["first": ([], nil)], []),
        (["first": (["a"], "2"), "2": (["b"], "3"), "3": (["c"], nil)], ["a", "b", "c"]),
        // A page in the middle may be empty: filters are applied after the page was cut.
        (["first": ([], "2"), "2": ([], "3"), "3": (["c"], nil)], ["c"]),
        // A service that repeats a link would never end.
        (["first": (["a"], "2"), "2": (["b"], "2")], ["a", "b"]),
        (["first": (["a"], "2"), "2": (["b"], "3"), "3": (["c"], "2")], ["a", "b", "c"]),
    ]

    @Test(arguments: lists)
    func everyPageIsReadOnce(list: (pages: [String: (ids: [String], next: String?)], ids: [String])) async throws {
        #expect(try await Self.sequence(list.pages).all().map(\.id) == list.ids)
    }

    @Test func afterTheEndThereIsNothing() async throws {
        var iterator = Self.sequence(["first": (["a"], "2"), "2": (["b"], "2")]).makeAsyncIterator()
        var ids: [String] = []
        while let image = try await iterator.next() { ids.append(image.id) }
        #expect(ids == ["a", "b"])
        #expect(try await iterator.next() == nil)
    }

    @Test func pagesAreFetchedAsTheyAreAskedFor() async throws {
        let cloud = ScriptedTransport { request throws(TransportError) in
            switch request.line {
            case "POST /identity/v3/auth/tokens": .token("t", catalog: .catalog([("image", "http://h/image")]))
            case "GET /image/v2/images?limit=1":
                .json(["images": [["id": "a"]], "next": "/v2/images?limit=1&marker=a"])
            case "GET /image/v2/images?limit=1&marker=a": .json(["images": [["id": "b"]]])
            default: .json(404, [:])
            }
        }
        let images = CloudSession(configuration: .test(), transport: cloud).image.images([("limit", "1")])
        for try await image in images {
            #expect(image.id == "a")
            break
        }
        #expect(cloud.requests.count == 2)
        #expect(try await images.all().map(\.id) == ["a", "b"])
    }

    @Test func aPageThatCannotBeFetchedIsAnError() async {
        let cloud = ScriptedTransport { request throws(TransportError) in
            switch request.line {
            case "POST /identity/v3/auth/tokens": .token("t", catalog: .catalog([("image", "http://h/image")]))
            case "GET /image/v2/images": .json(["images": [["id": "a"]], "next": "?marker=a"])
            default: .json(500, [:])
            }
        }
        let images = CloudSession(configuration: .test(), transport: cloud).image.images()
        await #expect(throws: CloudError.self) { try await images.all() }
    }
}
