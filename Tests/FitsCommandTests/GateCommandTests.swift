import EmbeddedCloud
import Foundation
import OpenStack
import Testing

/// Reports, gates and histories of runs against the embedded cloud.
@Suite struct GateCommandTests {
    private static let tokens = "test_tokens"

    @Test("a run is written in every form")
    func reports() async throws {
        try await Command.with { command in
            let run = try await command.run("run", "--embedded", Self.tokens)
            #expect(run.status == 0, "\(run.errors)")
            for format in ["html", "markdown", "json", "junit", "subunit", "refstack", "har"] {
                let file = "r.\(format)"
                let report = try await command.run("report", "--format", format, "--output", file)
                #expect(report.status == 0, "\(report.errors)")
                #expect(try !Data(contentsOf: command.folder.appending(path: file)).isEmpty)
            }
            let har = try JSON(parsing: Data(contentsOf: command.folder.appending(path: "r.har")))
            #expect((har["log"]["entries"].array ?? []).count > 3)
            let refstack = try JSON(parsing: Data(contentsOf: command.folder.appending(path: "r.refstack")))
            #expect((refstack["results"].array ?? []).count == 3)
        }
    }

    @Test("only what failed makes a bug report")
    func bug() async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", Self.tokens)
            let none = try await command.run("report", "--format", "bug")
            #expect(none.status == 2)
            #expect(none.complaint.contains("0 failures"), "\(none.errors)")
            let passed = try await command.run("report", "--format", "bug", "--test", "test_create_token")
            #expect(passed.status == 2)
            #expect(passed.complaint.contains("no failure to report"), "\(passed.errors)")
            let elsewhere = try await command.run("report", "--format", "json", "--test", "x")
            #expect(elsewhere.status == 2)
        }
    }

    @Test("a gate passes while what worked works, and says what no longer does")
    func gate() async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", "identity.v3", "--runs", "baseline")
            _ = try await command.run("run", "--embedded", "identity.v3", "--runs", "nightly")
            let good = try await command.run(
                ["gate", "--baseline", "baseline", "--runs", "nightly", "--junit", "g.xml", "--markdown", "g.md"]
            )
            #expect(good.status == 0, "\(good.output)\(good.errors)")
            #expect(good.output.hasPrefix("PASS"))
            #expect(
                try String(contentsOf: command.folder.appending(path: "g.xml"), encoding: .utf8).contains("fits.gate")
            )
            #expect(try String(contentsOf: command.folder.appending(path: "g.md"), encoding: .utf8).contains("pass"))

            // Most of what worked is not part of this run.
            _ = try await command.run("run", "--embedded", Self.tokens, "--runs", "nightly")
            let part = try await command.run("gate", "--baseline", "baseline", "--runs", "nightly")
            #expect(part.status == 4, "\(part.output)")
            #expect(part.output.hasPrefix("INCOMPLETE"))
            let tolerated = try await command.run(
                ["gate", "--baseline", "baseline", "--runs", "nightly", "--tolerate", "missing"]
            )
            #expect(tolerated.status == 0, "\(tolerated.output)")
        }
    }

    @Test("what worked and fails makes the gate fail, unless it is waived")
    func failure() async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", Self.tokens)
            try command.write(Self.journalWithFailure(of: command), to: "candidate/journal.jsonl")
            let bad = try await command.run("gate", "--baseline", "latest", "--candidate", "./candidate")
            #expect(bad.status == 1, "\(bad.output)\(bad.errors)")
            #expect(bad.output.contains("New failures (1)"), "\(bad.output)")
            #expect(bad.output.contains("TokensV3Test.test_create_token"))

            let day = Date(timeIntervalSinceNow: 86_400 * 7).formatted(.iso8601.year().month().day())
            try command.write(
                "waivers:\n  - {test: \(Self.name), reason: the fix is on its way, expires: \(day)}\n",
                to: "waivers.yaml"
            )
            let waived = try await command.run(
                ["gate", "--baseline", "latest", "--candidate", "./candidate", "--waivers", "waivers.yaml"]
            )
            #expect(waived.status == 0, "\(waived.output)")
            #expect(waived.output.contains("the fix is on its way"))

            // The failure as a bug report, and in the history of its test.
            let bug = try await command.run("report", "./candidate", "--format", "bug")
            #expect(bug.status == 0, "\(bug.errors)")
            #expect(bug.output.contains("Status is not as promised"), "\(bug.output)")
        }
    }

    @Test("a stream of others is a baseline too")
    func stream() async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", Self.tokens)
            _ = try await command.run("report", "--format", "subunit", "--output", "theirs.subunit")
            let good = try await command.run("gate", "--baseline", "theirs.subunit")
            #expect(good.status == 0, "\(good.output)\(good.errors)")

            let whole = try Data(contentsOf: command.folder.appending(path: "theirs.subunit"))
            try whole.dropLast(5).write(to: command.folder.appending(path: "cut.subunit"))
            let cut = try await command.run("gate", "--baseline", "theirs.subunit", "--candidate", "cut.subunit")
            #expect(cut.status == 1, "\(cut.output)")
            #expect(cut.complaint.contains("damaged"))

            try command.write("no stream", to: "none.subunit")
            let none = try await command.run("gate", "--baseline", "none.subunit")
            #expect(none.status == 2)
            #expect(none.complaint.contains("no subunit stream"))
        }
    }

    @Test(
        "what cannot be compared is wrong usage",
        arguments: [
            (["gate", "--baseline", "latest"], "both baseline and candidate"),
            (["gate", "--baseline", "2020"], "no run"),
            (["gate", "--baseline", "empty"], "has no run"),
            (["gate", "--baseline", "latest", "--waivers", "no"], "no"),
            (["gate", "--baseline", "latest", "--waivers", "bad.yaml"], "bad.yaml:2: a waiver without 'reason'"),
            (["history", "no_such_test"], "no run has a test"), (["history", "--cloud", "x"], "no run of cloud x"),
        ]
    )
    func usage(_ arguments: [String], _ words: String) async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", Self.tokens)
            try command.write("waivers:\n  - {test: a, expires: 2026-12-31}\n", to: "bad.yaml")
            try FileManager.default.createDirectory(
                at: command.folder.appending(path: "empty"),
                withIntermediateDirectories: true
            )
            let result = try await command.run(arguments)
            #expect(result.status == 2, "\(result.output)")
            #expect(result.complaint.contains(words), "\(result.errors)")
        }
    }

    @Test("a history shows every run of a test, and draws it")
    func history() async throws {
        try await Command.with { command in
            for _ in 0..<2 { _ = try await command.run("run", "--embedded", Self.tokens) }
            let one = try await command.run("history", "test_create_token", "--svg", "h.svg")
            #expect(one.status == 0, "\(one.errors)")
            #expect(one.output.contains("flaky   0 of 2"), "\(one.output)")
            #expect(
                try String(contentsOf: command.folder.appending(path: "h.svg"), encoding: .utf8).contains("<circle")
            )
            let all = try await command.run("history")
            #expect(all.output.contains("Slowest tests"), "\(all.output)")
        }
    }

    // MARK: - A run with a failure

    private static let name = "tempest.api.identity.v3.test_tokens.TokensV3Test.test_create_token"

    /// The latest run's journal with a failure in place of one success, and a later beginning.
    private static func journalWithFailure(of command: Command) throws -> String {
        let runs = command.folder.appending(path: "data/fits/runs")
        let run = try #require(
            FileManager.default.contentsOfDirectory(atPath: runs.path).first { $0.contains("embedded") }
        )
        let journal = try String(contentsOf: runs.appending(path: "\(run)/journal.jsonl"), encoding: .utf8)
        try FileManager.default.createDirectory(
            at: command.folder.appending(path: "candidate"),
            withIntermediateDirectories: true
        )
        let lines = try journal.split(separator: "\n").map { line in
            var entry = try JSON(parsing: line.utf8)
            if case .object(var event) = entry["event"], case .object(var started) = event["runStarted"] ?? .null,
                case .object(var description) = started["description"] ?? .null
            {
                description["run"] = .string("candidate")
                started["description"] = .object(description)
                event["runStarted"] = .object(started)
                entry = ["at": entry["at"], "event": .object(event)]
            }
            if case .object(var result) = entry["event"]["testFinished"]["result"],
                result["identity"]?["name"].string == name
            {
                result["outcome"] = "failed"
                result["failures"] = [["message": "status is not as promised", "expected": ["200"], "actual": "500"]]
                entry = ["at": entry["at"], "event": ["testFinished": ["result": .object(result)]]]
            }
            return entry.description
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
