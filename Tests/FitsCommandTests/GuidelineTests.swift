import Foundation
import OpenStack
import Testing

/// `fits guideline` as a user meets it.
@Suite struct GuidelineTests {
    private static let list = """
        tempest.api.identity.v3.test_tokens.TokensV3Test.test_create_token
        tempest.api.identity.v3.test_tokens.TokensV3Test.test_gone
        """

    @Test("list and show say what there is")
    func listAndShow() async throws {
        try await Command.with { command in
            let list = try await command.run("guideline", "list")
            #expect(list.status == 0)
            for name in ["2020.06", "2018.11", "orchestration.2020.06", "dns.2020.06", "scs-0128"] {
                #expect(list.output.split(separator: "\n").contains { $0.hasPrefix(name) }, "\(name): \(list.output)")
            }
            let show = try await command.run(
                "guideline",
                "show",
                "2020.06",
                "--programme",
                "storage",
                "--format",
                "json"
            )
            #expect(show.status == 0)
            let json = try JSON(parsing: Array(show.output.utf8))
            #expect(json["counts"]["tests"]["required"].integer == 58)
        }
    }

    @Test("files of a folder are listed; what is damaged is named with its line and is wrong usage")
    func folders() async throws {
        try await Command.with { command in
            let folder = command.folder.appending(path: "documents")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try command.write(Self.list, to: "documents/ours.lst")
            try command.write(#"{"$schema": "http://json-schema.org/draft-04/schema#"}"#, to: "documents/1.0.json")
            let well = try await command.run("guideline", "list", "documents")
            #expect(well.status == 0)
            #expect(well.output.contains("ours"))
            #expect(well.complaint.contains("1.0.json: no guideline"))

            try command.write("{\n\"components\": {\n\"a\": 1}, \"capabilities\": {}}", to: "documents/bad.json")
            let badly = try await command.run("guideline", "list", "documents")
            #expect(badly.status == 2)
            #expect(badly.complaint.contains("documents/bad.json:3: components.a: should be an object, is a number"))
            for arguments in [["show"], ["check"], ["lint"], ["diff", "2020.06"]] {
                let result = try await command.run(["guideline"] + arguments + ["documents/bad.json"])
                #expect(result.status == 2, "\(arguments)")
                #expect(result.complaint.contains("bad.json:3:"), "\(arguments): \(result.errors)")
            }
        }
    }

    @Test("a run is judged by what it was not run for; the exit code is the conclusion")
    func checkAndDiff() async throws {
        try await Command.with { command in
            try command.write(Self.list, to: "two.lst")
            try command.write(String(Self.list.split(separator: "\n")[0]), to: "one.lst")
            let run = try await command.run("run", "--embedded", "TokensV3Test.test_create_token")
            try #require(run.status == 0, "\(run.errors)")

            let pass = try await command.run("guideline", "check", "one.lst")
            #expect(pass.status == 0, "\(pass.errors)")
            #expect(pass.output.contains("PASS        one  the one required test passed"))

            let incomplete = try await command.run("guideline", "check", "two.lst", "latest")
            #expect(incomplete.status == 4)
            #expect(incomplete.output.contains("TokensV3Test.test_gone: not part of this run"))

            let whole = try await command.run("guideline", "check", "2020.06", "--format", "json")
            #expect(whole.status == 4)
            let json = try JSON(parsing: Array(whole.output.utf8))
            #expect(json["conclusion"].string == "incomplete")

            let difference = try await command.run("guideline", "diff", "one.lst", "two.lst", "latest")
            #expect(difference.status == 0)
            #expect(difference.output.contains("TokensV3Test.test_gone: not part of this run"))
        }
    }

    @Test("a run whose guideline is gone is shown without its verdict, which is said", arguments: ["show", "compare"])
    func guidelineGone(_ subcommand: String) async throws {
        try await Command.with { command in
            try command.write(Self.list, to: "two.lst")
            for folder in ["a", "b"] {
                let run = try await command.run("run", "--embedded", "--guideline", "two.lst", "--runs", folder)
                try #require(run.status == 4, "\(run.errors)")
            }
            try FileManager.default.removeItem(at: command.folder.appending(path: "two.lst"))
            let names = subcommand == "show" ? ["latest", "--runs", "a"] : ["a", "b"]
            let shown = try await command.run([subcommand] + names)
            #expect(shown.status == 0)
            #expect(shown.output.contains("embedded-admin"), "\(shown.output)")
            let complaints = shown.errors.split(separator: "\n").filter { $0.contains("two.lst") }
            #expect(complaints.count == 1, "\(shown.errors)")
            #expect(complaints.first?.hasPrefix("fits: not judged by guideline two.lst: ") == true)
        }
    }

    @Test("lint warns of what vanished, and has notes besides")
    func lint() async throws {
        try await Command.with { command in
            try command.write(Self.list, to: "two.lst")
            let notes = try await command.run("guideline", "lint", "two.lst")
            #expect(notes.status == 0, "\(notes.errors)")
            #expect(notes.output.contains("TokensV3Test.test_gone"))
            #expect(notes.output.contains("not-native"))

            try command.write(String(Self.list.split(separator: "\n")[0]), to: "tempest.lst")
            let warnings = try await command.run("guideline", "lint", "two.lst", "--tempest", "tempest.lst")
            #expect(warnings.status == 1)
            #expect(warnings.output.contains("vanished"))

            let early = try await command.run("guideline", "lint", "2020.06", "--day", "2015-01-01")
            #expect(!early.output.contains("overdue-flag"))
            let late = try await command.run("guideline", "lint", "2020.06", "--day", "2020-07-01", "--format", "json")
            #expect(late.status == 1)
            #expect(late.output.contains("\"overdue-flag\""))
            #expect(try await command.run("guideline", "lint", "2020.06", "--day", "yesterday").status == 2)
        }
    }
}
