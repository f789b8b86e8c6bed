import Conformance
import Foundation
import OpenStack
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
        #expect(builtIn.details == published.details)
        #expect(builtIn.components == published.components)
        #expect(builtIn.programmes == published.programmes)
        #expect(builtIn.capabilities.map(\.name) == published.capabilities.map(\.name))
        for (ours, theirs) in zip(builtIn.capabilities, published.capabilities) {
            #expect(ours.project == theirs.project)
            #expect(ours.statuses == theirs.statuses)
            #expect((ours.achievements ?? []) == (theirs.achievements ?? []))
            #expect(ours.requiredSince == theirs.requiredSince)
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

    /// Every document of the folder, counted by a script that shares no code with FITS.
    @Test func countsAreThoseOfTheScript() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "scripts/guideline-counts")
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path, folder, "--format", "json"]
        process.standardOutput = output
        try process.run()
        let json = try JSON(parsing: Array(output.fileHandleForReading.readDataToEndOfFile()))
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)

        let documents = try #require(json.object)
        try #require(!documents.isEmpty)
        for (file, expected) in documents {
            let counts = try Guideline(reading: "\(folder)/\(file)").counts()
            for status in Guideline.Status.allCases {
                let name = status.rawValue
                #expect(counts.tests[status] ?? 0 == expected["tests"][name].integer ?? 0, "\(file), \(name) tests")
                guard expected["capabilities"].object != nil else { continue }
                #expect(
                    counts.capabilities[status] ?? 0 == expected["capabilities"][name].integer,
                    "\(file), \(name) capabilities"
                )
            }
            #expect(counts.flagged == expected["flagged"].integer, "\(file), flagged")
        }
    }

    /// A schema lies among the documents that follow it.
    @Test func aSchemaIsNoGuideline() {
        let error = #expect(throws: GuidelineError.self) { try Guideline(reading: "\(folder)/2.0.json") }
        #expect(error?.isForeign == true)
    }

    @Test func anAddOnFindsItsPlatformInTheFolderAbove() throws {
        let file = "\(folder)/add-ons/dns.2019.11.json"
        let addOn = try Guideline(reading: file)
        let platform = try Guideline(reading: "\(folder)/2019.11.json")
        let results = (addOn.tests() + platform.tests()).map { TestResult($0, .passed) }
        let catalog = GuidelineCatalog.builtIn.including(presumedBy: addOn, at: file)
        #expect(addOn.verdict(on: results, presuming: catalog).programmes.map(\.conclusion) == [.pass])
        #expect(addOn.verdict(on: results).programmes.map(\.conclusion) == [.incomplete])
    }

    /// A draft was copied to a dated file, its id was not changed.
    @Test func aDatedFileIsCalledWhatItIsCalled() throws {
        let guideline = try Guideline(reading: "\(folder)/add-ons/orchestration.2018.02.json")
        #expect(guideline.id == "orchestration.2018.02")
        #expect(guideline.diagnostics.contains { $0.location == "metadata.id" && $0.line != nil })
    }

    /// Cut anywhere, a document is refused, with a line that it has.
    @Test(arguments: ["2015.03.json", "2016.08.json", "2020.06.json"])
    func aDocumentThatWasCutIsRefused(file: String) throws {
        let bytes = try Array(Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
        for part in 1..<8 {
            let cut = Array(bytes.prefix(bytes.count * part / 8))
            let error = #expect(throws: GuidelineError.self) {
                try GuidelineDocument.guideline(in: cut, name: "cut", path: file)
            }
            let line = try #require(error?.line)
            #expect(line == cut.count { $0 == UInt8(ascii: "\n") } + 1)
            #expect(error?.key != nil)
        }
    }
}
