import EmbeddedCloud
import Foundation
import OpenStack
import Testing

/// Whole runs of the binary against the embedded cloud.
@Suite struct RunTests {
    @Test("a run passes, is kept, reported in every form, and holds no secret")
    func wholeRun() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let run = try await command.run("run", "--cloud", "embedded-admin", "api.identity", "api.image")
                #expect(run.status == 0, "\(run.errors)\(run.output)")

                for format in ["json", "junit", "html"] {
                    let file = "r.\(format)"
                    let report = try await command.run("report", "latest", "--format", format, "--output", file)
                    #expect(report.status == 0, "\(report.errors)")
                }
                let json = try JSON(parsing: Data(contentsOf: command.folder.appending(path: "r.json")))
                let outcomes = (json["tests"].array ?? []).compactMap { $0["outcome"].string }
                #expect(outcomes.count == 39)
                #expect(outcomes.allSatisfy { $0 == "passed" || $0 == "skipped" }, "\(outcomes)")
                #expect(outcomes.count { $0 == "skipped" } == 2)

                let password = try #require(cloud.cloudsYAML.firstMatch(of: #/password: *['"]?([^'"\s]+)/#)).1
                let written = try command.everythingWritten() + run.errors + run.output
                #expect(!written.contains(password))
                #expect(!written.contains(#/gAAAA[A-Za-z0-9_-]{20}/#))
                #expect(written.contains("<hidden>"))
            }
        }
    }

    @Test("without admin rights what can run does, and the rest says why not")
    func member() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let alone = try await command.run("run", "--cloud", "embedded-demo")
                #expect(alone.status == 0, "\(alone.errors)")
                #expect(alone.errors.contains("--alternate-cloud"), "\(alone.errors)")
                let both = try await command.run(
                    ["run", "--cloud", "embedded-demo", "--alternate-cloud", "embedded-alt", "test_projects"]
                )
                #expect(both.status == 0)
                #expect(both.errors.contains("passed   IdentityV3ProjectsTest"), "\(both.errors)")
            }
        }
    }

    @Test("password rules are tested where the operator says the cloud has them")
    func statedFeatures() async throws {
        try await Command.with { command in
            let feature = "identity-feature-enabled.security_compliance"
            let result = try await command.run(["run", "--embedded", "test_users", "--feature", feature])
            let passed = "passed   IdentityV3UsersTest.test_user_update_own_password"
            #expect(result.errors.contains(passed), "\(result.errors)")
        }
    }

    @Test("bad weather fails no test")
    func weather() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let faults = ["reset=0.05", "lost=0.05", "502=0.05"].flatMap { ["--inject", $0] }
                let tests = ["api.identity", "api.image", "api.volume"]
                let run = try await command.run(["run", "--cloud", "embedded-admin"] + tests + faults)
                #expect(run.status == 0 || run.status == 4, "\(run.errors)")
                #expect(!run.errors.contains("FAILED"), "\(run.errors)")
                let cleanup = try await command.run("cleanup")
                #expect(cleanup.status == 0, "\(cleanup.errors)")
            }
        }
    }

    @Test("a run that was killed is cleaned up after and taken up again")
    func killed() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let running = try command.start(["run", "--cloud", "embedded-admin", "--concurrency", "1"])
                while !running.errorsSoFar.contains("passed"), running.process.isRunning { await Task.yield() }
                running.kill()
                _ = try await running.finished()

                let cleanup = try await command.run("cleanup")
                #expect(cleanup.status == 0, "\(cleanup.errors)")
                #expect(cleanup.output.contains("removed   project"), "\(cleanup.output)")

                let resumed = try await command.run("run", "--resume", "--cloud", "embedded-admin")
                #expect(resumed.status == 0, "\(resumed.errors)")
                let again = try await command.run("run", "--resume", "--cloud", "embedded-admin")
                #expect(again.status == 2)
                #expect(again.complaint.contains("nothing to resume"))
            }
        }
    }

    @Test("an interrupted run removes what it made")
    func interrupted() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let running = try command.start(["run", "--cloud", "embedded-admin", "--concurrency", "1"])
                while !running.errorsSoFar.contains("passed"), running.process.isRunning { await Task.yield() }
                running.interrupt()
                let result = try await running.finished()
                #expect(result.status == 130, "\(result.errors)")
                let cleanup = try await command.run("cleanup")
                #expect(cleanup.output.contains("0 resources closed"), "\(cleanup.output)")
            }
        }
    }

    @Test("a journal that ends in the middle of a line is read up to there")
    func truncatedJournal() async throws {
        try await Command.with { command in
            let run = try await command.run("run", "--embedded", "test_tokens", "--runs", "runs")
            #expect(run.status == 0)
            let runs = command.folder.appending(path: "runs")
            let folder = try #require(
                FileManager.default.contentsOfDirectory(atPath: runs.path).first { $0.contains("embedded") }
            )
            let journal = runs.appending(path: "\(folder)/journal.jsonl")
            let whole = try Data(contentsOf: journal)
            try whole.dropLast(40).write(to: journal)
            let show = try await command.run("show", "latest", "--runs", "runs")
            #expect(show.status == 0, "\(show.errors)")
            #expect(show.complaint.contains("cannot be read and was passed over"), "\(show.errors)")
            #expect(show.output.contains("3"))
        }
    }
}
