import Conformance
import Testing

@testable import Guidelines

@Suite struct BuiltInGuidelineTests {
    @Test func theTextsAreUnderstoodToTheEnd() {
        let catalog = GuidelineCatalog.builtIn
        #expect(
            catalog.guidelines.map(\.id) == ["2020.06", "scs-0128", "orchestration.2020.06", "dns.2020.06", "2018.11"]
        )
        #expect(catalog.guidelines.flatMap(\.diagnostics).isEmpty)
        for test in catalog.guidelines.flatMap(\.capabilities).flatMap(\.tests) {
            #expect(test.identity.id.count == 36)
            #expect(!test.aliases.contains(test.identity.name))
        }
    }

    /// Counted in the published documents without this code.
    @Test(arguments: [
        // All ids; with a status; capabilities; their entries (some tests are of two); flagged entries.
        ("2020.06", 287, 284, 79, 289, 11),
        ("2018.11", 291, 288, 93, 350, 19),
        ("orchestration.2020.06", 60, 60, 23, 60, 0),
        ("dns.2020.06", 10, 10, 2, 10, 0),
        ("scs-0128", 258, 258, 62, 258, 0),
    ])
    func countsAreThoseOfTheDocuments(
        name: String,
        all: Int,
        listed: Int,
        capabilities: Int,
        entries: Int,
        flagged: Int
    ) throws {
        let guideline = try GuidelineCatalog.builtIn.named(name)
        let tests = guideline.tests()
        #expect(tests.count == all)
        #expect(Set(tests.map(\.id)).count == all)
        #expect(guideline.tests(statuses: Set(Guideline.Status.allCases)).count == listed)
        #expect(guideline.capabilities.count == capabilities)
        #expect(guideline.capabilities.flatMap(\.tests).count == entries)
        #expect(guideline.capabilities.flatMap(\.tests).filter { $0.flag != nil }.count == flagged)
    }

    @Test(arguments: [
        ("2020.06", "OpenStack Powered Platform", Guideline.Status.required, 284),
        ("2020.06", "compute", .required, 228),
        ("2020.06", "Storage", .required, 58),
        ("2020.06", "platform", .advisory, 0),
        ("2018.11", "platform", .required, 281),
        ("2018.11", "compute", .required, 225),
        ("2018.11", "storage", .required, 57),
        ("2018.11", "compute", .advisory, 3),
        ("2018.11", "storage", .advisory, 1),
        ("orchestration.2020.06", "orchestration", .required, 60),
        ("dns.2020.06", "dns", .required, 10),
        ("scs-0128", "SCS-0128", .required, 258),
    ])
    func aProgrammeHasItsTests(name: String, programme: String, status: Guideline.Status, count: Int) throws {
        let guideline = try GuidelineCatalog.builtIn.named(name)
        let tests = guideline.tests(statuses: [status], programme: try guideline.programme(named: programme))
        #expect(tests.count == count)
        #expect(tests == tests.sorted())
    }

    @Test func whatMakes287OfThe284IsACapabilityOfNoComponent() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let unlisted = guideline.capabilities.filter { $0.status() == nil }
        #expect(unlisted.map(\.name) == ["images-v2-import"])
        let tests = Set(guideline.tests()).subtracting(guideline.tests(statuses: [.required]))
        #expect(tests == Set(unlisted.flatMap(\.tests).map(\.identity)))
        #expect(tests.count == 3)
    }

    @Test func addOnsPresumeThePlatform() throws {
        let guideline = try GuidelineCatalog.builtIn.named("dns.2020.06")
        #expect(
            guideline.programmes.first?.presumed == [
                Guideline.ComponentReference(component: "os_powered_compute", guideline: "2020.06")
            ]
        )
    }

    @Test func whatTheDocumentSaysAboutItself() throws {
        let details = try GuidelineCatalog.builtIn.named("2020.06").details
        #expect(details.schema == "2.0")
        #expect(details.targetApproval == "2020.06")
        #expect(details.replaces == "2019.11")
        #expect(details.releases == ["stein", "train", "ussuri", "victoria"])
        #expect(details.scoring?.cutoff == 74)
        #expect(details.scoring?.weights.values.reduce(0, +) == 100)
        #expect(try GuidelineCatalog.builtIn.named("scs-0128").details == Guideline.Details())
    }

    @Test func flagsHaveACodeWhereThePublishedOnesDo() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let flags = guideline.capabilities.flatMap(\.tests).compactMap(\.flag)
        let codes = Dictionary(grouping: flags, by: \.code).mapValues(\.count)
        #expect(codes == ["D400": 2, "D401": 4, "D406": 1, nil: 4])
        #expect(flags.allSatisfy { $0.date?.count == 10 && $0.reason == nil })
        #expect(flags.contains { $0.summary == "D401, a fault of the test, 2016-06-13" })
        #expect(flags.contains { $0.summary == "no reason given, 2015-05-07" })
    }
}

@Suite struct GuidelineCatalogTests {
    @Test(arguments: [
        ("2020.06", "2020.06"), ("2020.06.json", "2020.06"), ("SCS-0128", "scs-0128"), ("scs-0128.lst", "scs-0128"),
        ("DNS.2020.06.JSON", "dns.2020.06"), ("Orchestration.2020.06", "orchestration.2020.06"),
    ])
    func aNameIsFoundInAnyCase(name: String, id: String) throws {
        #expect(try GuidelineCatalog.builtIn.named(name).id == id)
    }

    @Test func anUnknownNameListsWhatThereIs() {
        let error = #expect(throws: GuidelineError.self) { try GuidelineCatalog.builtIn.named("2020.07") }
        #expect(
            error?.description == "2020.07: neither a guideline nor a file with one; built in are 2020.06, scs-0128, "
                + "orchestration.2020.06, dns.2020.06, 2018.11"
        )
    }

    @Test func anUnknownProgrammeListsWhatThereIs() throws {
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let error = #expect(throws: GuidelineError.self) { try guideline.programme(named: "dns") }
        #expect(
            error?.description == "2020.06: has no programme 'dns'; it has OpenStack Powered Platform, "
                + "OpenStack Powered Compute, OpenStack Powered Storage"
        )
    }

    private let extensions = TestIdentity(
        name: "tempest.api.volume.test_extensions.ExtensionsTestJSON.test_list_extensions",
        id: "94607eb0-43a5-47ca-82aa-736b41bd2e2c"
    )

    @Test func capabilitiesOfATestComeWithTheirStatus() {
        let uses = GuidelineCatalog.builtIn.capabilities(of: extensions)
        #expect(
            uses.map { "\($0.guideline) \($0.capability) \($0.status?.rawValue ?? "none")" } == [
                "2020.06 volumes-v3-extensions required",
                "scs-0128 volumes-v3-extensions required",
                "2018.11 volumes-v2-extensions deprecated",
                "2018.11 volumes-v3-extensions required",
            ]
        )
    }

    @Test(arguments: [
        ("tempest.api.volume.test_extensions.ExtensionsTestJSON.test_list_extensions", "", 4),
        ("tempest.api.volume.test_extensions.ExtensionsV2TestJSON.test_list_extensions", "", 4),
        ("tempest.api.volume.Renamed.test", "94607eb0-43a5-47ca-82aa-736b41bd2e2c", 4),
        // A known name with another id is another test.
        (
            "tempest.api.volume.test_extensions.ExtensionsTestJSON.test_list_extensions",
            "00000000-0000-4000-8000-000000000000", 0
        ),
        ("unknown.test", "", 0),
    ])
    func aTestIsFoundByIDAndElseByName(name: String, id: String, count: Int) {
        #expect(GuidelineCatalog.builtIn.capabilities(of: TestIdentity(name: name, id: id)).count == count)
    }

    @Test func oldNamesAreThoseOfAllDocuments() {
        #expect(
            GuidelineCatalog.builtIn.oldNames(of: extensions) == [
                "tempest.api.volume.test_extensions.ExtensionsV2TestJSON.test_list_extensions"
            ]
        )
        // Moved in Tempest after the last guideline.
        let moved = TestIdentity(
            name: "tempest.api.network.admin.test_routers.RoutersAdminTest.test_update_router_unset_gateway",
            id: "ad81b7ee-4f81-407b-a19c-17e623f763e8"
        )
        #expect(
            GuidelineCatalog.builtIn.oldNames(of: moved).contains(
                "tempest.api.network.test_routers.RoutersTest.test_update_router_unset_gateway"
            )
        )
        #expect(GuidelineCatalog.builtIn.oldNames(of: TestIdentity(name: "unknown.test", id: "")).isEmpty)
    }
}
