import Conformance
import Foundation
import Guidelines
import Testing

@testable import Reports

@Suite("Verdicts in words")
struct VerdictLineTests {
    private func lines(_ outcomes: [TestIdentity: Outcome]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-verdict-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let verdict = try SampleGuideline.read(in: folder).verdict(on: outcomes.map { TestResult($0.key, $0.value) })
        return VerdictLine.all(of: verdict).map { "\($0.word): \($0.reason)" }
    }

    @Test func none() throws {
        #expect(
            try lines([:]) == [
                "incomplete: none of the 3 required tests is part of this run",
                "incomplete: its one required test: not part of this run",
            ]
        )
    }

    @Test func all() throws {
        #expect(
            try lines([SampleRun.upload: .passed, SampleRun.delete: .flaky, SampleRun.token: .passed]) == [
                "pass: all 3 required tests passed, 1 of them only when repeated",
                "pass: the one required test passed",
            ]
        )
    }

    @Test func some() throws {
        #expect(
            try lines([SampleRun.upload: .passed, SampleRun.delete: .skipped]) == [
                "incomplete: nothing failed, but not all 3 required tests could show it: 1 skipped, 1 not part of this run",
                "incomplete: its one required test: not part of this run",
            ]
        )
    }

    @Test func failed() throws {
        #expect(
            try lines([SampleRun.upload: .failed, SampleRun.token: .passed]) == [
                "fail: 1 of 3 required tests failed, in 1 of 3 required capabilities",
                "pass: the one required test passed",
            ]
        )
    }
}
