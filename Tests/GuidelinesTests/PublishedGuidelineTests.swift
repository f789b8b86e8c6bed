import Conformance
import Foundation
import Testing

@testable import Guidelines

/// The built-in guidelines against the documents they were made from.
///
/// Needs these documents (`2020.06.json`, `add-ons/dns.2020.06.json`, `scs-0128.lst`, …) in a folder.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["FITS_GUIDELINES_DIR"] != nil,
        "FITS_GUIDELINES_DIR names no folder with the published guidelines; the built-in ones are not compared"
    )
)
struct PublishedGuidelineTests {
    private let folder = ProcessInfo.processInfo.environment["FITS_GUIDELINES_DIR"] ?? ""

    @Test(arguments: ["2020.06.json", "2018.11.json", "add-ons/orchestration.2020.06.json", "add-ons/dns.2020.06.json"])
    func aDocumentIsWhatIsBuiltIn(file: String) throws {
        let published = try Guideline(reading: "\(folder)/\(file)")
        let builtIn = try #require(GuidelineCatalog.builtIn.guidelines.first { $0.id == published.id })
        #expect(builtIn.status == published.status)
        #expect(builtIn.components == published.components)
        #expect(builtIn.programmes == published.programmes)
        #expect(builtIn.capabilities.map(\.name) == published.capabilities.map(\.name))
        for (ours, theirs) in zip(builtIn.capabilities, published.capabilities) {
            #expect(ours.project == theirs.project)
            #expect(ours.statuses == theirs.statuses)
            #expect(ours.tests.map(\.identity) == theirs.tests.map(\.identity))
            for (our, their) in zip(ours.tests, theirs.tests) {
                #expect(Set(their.aliases).isSubset(of: our.aliases))
                #expect((our.flag == nil) == (their.flag == nil))
                #expect(our.flag?.code == their.flag?.code)
                #expect(our.flag?.date == their.flag?.date)
            }
        }
        #expect(builtIn.tests() == published.tests())
    }

    @Test func theListIsWhatIsBuiltIn() throws {
        let published = try Guideline(reading: "\(folder)/scs-0128.lst")
        #expect(published.diagnostics.isEmpty)
        #expect(try GuidelineCatalog.builtIn.named("scs-0128").tests() == published.tests())
    }

    @Test(arguments: ["2018.02", "2019.06", "2019.11", "next", "add-ons/dns.next", "add-ons/orchestration.2018.02"])
    func everyDocumentOfTheSchemaCanBeRead(file: String) throws {
        let guideline = try Guideline(reading: "\(folder)/\(file).json")
        #expect(!guideline.tests().isEmpty)
    }
}
