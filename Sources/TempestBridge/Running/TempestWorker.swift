import Conformance
import Foundation
import OpenStack
import Reports

/// One process that runs a part of the tests, one after the other.
struct TempestWorker: Sendable {
    let number: Int
    let tests: [TempestTest]
    let run: TempestRun
    let progress: TempestProgress
    let log: ExchangeLog
    /// Vouches for the proxy that stands for services with TLS.
    let authority: ProxyAuthority

    /// Runs the tests to the end of the process, whichever that is.
    ///
    /// - Throws: ``TempestError`` when it cannot be started; ``TempestRun`` says what came of it otherwise.
    func run(over network: any Transport) async throws {
        let evidence = WorkerEvidence(log)
        try await RecordingProxy.with(
            forwardingOver: RecordingTransport(network, recorder: evidence),
            authority: authority
        ) { proxy in
            let process = try start(proxy: proxy)
            _ = await process.reduce(into: Reading(evidence: evidence, progress: progress)) { reading, event in
                switch event {
                case .output(let bytes): await reading.take(bytes)
                case .ended(let termination):
                    await reading.end(termination, of: self, wasStopped: process.wasStopped)
                }
            }
        }
    }

    /// Where the process writes what goes wrong with it.
    private var errors: URL { run.workspace.folder.appending(path: "worker-\(number).log") }

    private func start(proxy: String) throws(TempestError) -> ChildProcess {
        let workspace = run.workspace
        let name = "worker-\(number)"
        let list = workspace.folder.appending(path: "\(name).tests")
        try workspace.write(tests.map { $0.stestrName + "\n" }.joined(), to: list)
        guard let text = try? String(contentsOf: workspace.configuration, encoding: .utf8) else {
            throw TempestError("\(workspace.configuration.path) cannot be read")
        }
        var configuration = INIText(text)
        configuration.set("DEFAULT", "log_dir", workspace.folder.path)
        configuration.set("DEFAULT", "log_file", "\(name)-tempest.log")
        configuration.set("service-clients", "proxy_url", proxy)
        configuration.set("identity", "ca_certificates_file", workspace.authorities.path)
        if configuration.value("heat_plugin", "ca_file") != nil {
            configuration.set("heat_plugin", "ca_file", workspace.authorities.path)
        }
        let file = workspace.configuration.deletingLastPathComponent().appending(path: "\(name).conf")
        try workspace.write(configuration.text, to: file)
        var environment = workspace.environment(
            for: run.installation,
            from: run.environment,
            configuration: file.lastPathComponent
        )
        // Clients of plug-ins do not look at tempest.conf.
        for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"] { environment[name] = proxy }
        for name in ["no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"] { environment[name] = nil }
        for name in ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"] { environment[name] = workspace.authorities.path }
        try? FileManager.default.removeItem(at: errors)
        let packages = run.installation.packages
        return try ChildProcess(
            run.installation.python,
            [
                "-m", "stestr.subunit_runner.run", "discover", "-t", packages.path,
                packages.appending(path: "tempest/test_discover").path, "--load-list", list.path,
            ],
            environment: environment,
            directory: workspace.folder,
            errors: errors,
            patience: run.options.patience
        )
    }

    /// The last thing that a process said of its trouble.
    private var complaint: String? { (try? String(contentsOf: errors, encoding: .utf8))?.lastLine.map(String.init) }
}

extension TempestWorker {
    /// What is known after some bytes of the stream.
    private struct Reading: Sendable {
        let evidence: WorkerEvidence
        let progress: TempestProgress
        private var reader = SubunitReader()
        private var accounts = SubunitAccounts()
        private var ended: Set<TestIdentity> = []
        private var damage: SubunitError?

        init(evidence: WorkerEvidence, progress: TempestProgress) {
            self.evidence = evidence
            self.progress = progress
        }

        mutating func take(_ bytes: [UInt8]) async {
            reader.append(bytes)
            await drain()
        }

        private mutating func drain() async {
            while let element = reader.next() {
                switch element {
                case .packet(let packet): await take(packet)
                case .text: break
                case .damage(_, let problem): damage = damage ?? problem
                }
            }
        }

        private mutating func take(_ packet: SubunitPacket) async {
            switch accounts.take(packet) {
            case .began(let test, let time): await progress.began(test, at: time ?? Date())
            case .ended(let end): await take(end)
            case .listed, nil: break
            }
        }

        private mutating func take(_ end: SubunitAccounts.End) async {
            var result = end.result
            ended.insert(result.identity)
            let isStep = result.identity.isStep
            // Python takes its own interruption for a failure of the test that it was in.
            if result.failures.first?.message == "KeyboardInterrupt" {
                result.outcome = .notRun
                result.failures = []
                result.reason = "in the middle of it the run was interrupted"
            }
            result.exchanges = evidence.take(from: isStep ? nil : end.startedAt, to: end.endedAt)
            await progress.ended(result)
        }

        /// Says of the tests that have no outcome why that is.
        mutating func end(
            _ termination: ChildProcess.Termination,
            of worker: TempestWorker,
            wasStopped: Bool
        ) async {
            reader.finish()
            await drain()
            let complaint = termination.isSuccess ? nil : worker.complaint
            let isInterrupted = wasStopped || complaint == "KeyboardInterrupt"
            var cause: String?
            if isInterrupted {
                cause = "the run was interrupted"
            } else if !termination.isSuccess {
                cause =
                    "Tempest's worker \(worker.number) ended early: \(termination)"
                    + (complaint.map { " (\($0))" } ?? "")
            }
            let damaged = damage.map { "what it wrote is damaged: \($0)" }
            func reason(_ first: String) -> String { [first, damaged].compactMap { $0 }.joined(separator: "; ") }
            for running in accounts.takeRunning() where !ended.contains(running.identity) {
                var result = running.result
                result.outcome = .notRun
                result.failures = []
                result.reason = reason(cause.map { "in the middle of it \($0)" } ?? "Tempest did not say how it ended")
                result.exchanges = evidence.take(from: running.startedAt, to: nil)
                ended.insert(result.identity)
                await progress.ended(result)
            }
            let missing = worker.tests.map(\.identity).filter { !ended.contains($0) }
            await progress.note(reason(cause ?? "Tempest did not run it"), of: missing)
            if !termination.isSuccess, !isInterrupted, let cause {
                await progress.note(problem: reason(cause))
            } else if let damage {
                await progress.note(problem: "what Tempest's worker \(worker.number) wrote is damaged: \(damage)")
            }
        }
    }
}
