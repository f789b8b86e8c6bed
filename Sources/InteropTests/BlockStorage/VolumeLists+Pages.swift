import Conformance
import Foundation
import OpenStack

extension VolumeLists {
    /// Lists that are read a page at a time.
    func declarePages(in tests: inout TestDeclarations) {
        for (id, method, detailed) in [
            ("af55e775-8e4b-4feb-8719-215c43b0238c", "test_volume_list_pagination", false),
            ("e9138a2c-f67b-4796-8efa-635c196d01de", "test_volume_list_details_pagination", true),
        ] {
            tests.test(
                id,
                method,
                "The \(detailed ? "list with details" : "list") can be read a volume at a time: pages link to the next, "
                    + "and every volume is on one of them.",
                uses: [.volumes: .max],
                remark: """
                    The link must begin as the catalog's endpoint does, and a full last page must link to an empty one. \
                    Fails when someone else makes or deletes volumes of the project meanwhile.
                    """
            ) { t in
                let ids = try await idsOfAllVolumes(t)
                try await expectPages(withVolumes: ids, detailed: detailed, t)
            }
        }
    }

    private func idsOfAllVolumes(_ t: TestContext) async throws -> Set<String> {
        let known = try await t.shared(Self.volumes).map(\.id)
        return Set(known).union(try await t.volumes.volumesPage().resources.map(\.id))
    }

    /// Reads page after page, with one volume each, and one more that is empty.
    private func expectPages(withVolumes ids: Set<String>, detailed: Bool, _ t: TestContext) async throws {
        let list = try await t.volumes.service.baseURL() + (detailed ? "/volumes/detail" : "/volumes")
        var remaining = ids
        var query = [("limit", "1")]
        while true {
            let page = try await t.volumes.volumesPage(query, detailed: detailed)
            let isLast = remaining.isEmpty
            t.expect("number of volumes on the page", page.resources.count, is: isLast ? 0 : 1)
            for volume in page.resources {
                let isExpected = remaining.remove(volume.id) != nil
                t.expect(isExpected, "volume \(volume.id) is one of the project's, and on this page alone")
            }
            guard !isLast else {
                t.expect(page.next == nil, "the empty page is the last")
                return
            }
            let next = try t.require("the link to the next page", page.next)
            query = try linkedQuery(next, ofList: list, t)
            // A page that lacks its volume would go on for ever.
            if page.resources.isEmpty { return }
        }
    }

    /// The query of a link to the next page; the link must lead to the list that it is in.
    private func linkedQuery(_ link: String, ofList list: String, _ t: TestContext) throws -> [(String, String)] {
        let linked = try t.require("a URL as the link to the next page", URLComponents(string: link))
        let wanted = try t.require("the list's URL", URLComponents(string: list))
        t.expect("scheme of the link to the next page", linked.scheme?.lowercased(), is: wanted.scheme?.lowercased())
        t.expect("host of the link to the next page", linked.host?.lowercased(), is: wanted.host?.lowercased())
        t.expect("path of the link to the next page", linked.percentEncodedPath, is: wanted.percentEncodedPath)
        t.expect((linked.fragment ?? "").isEmpty, "the link to the next page has no fragment")
        return linked.queryItems?.map { ($0.name, $0.value ?? "") } ?? []
    }
}
