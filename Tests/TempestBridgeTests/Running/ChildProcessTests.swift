import Foundation
import Testing

@testable import TempestBridge

@Suite("Programs that run beside this one")
struct ChildProcessTests {
    private static let root = URL(filePath: "/")

    private static func start(
        _ command: String,
        patience: Duration = .seconds(600)
    ) throws(TempestError) -> ChildProcess {
        try ChildProcess(
            URL(filePath: "/bin/sh"),
            ["-c", command],
            environment: ["PATH": "/usr/bin:/bin", "WORD": "hello"],
            directory: root,
            errors: URL(filePath: "/dev/null"),
            patience: patience
        )
    }

    @Test("What a program writes is read to its end, and its status is known")
    func output() async throws {
        let (termination, output) = await (try Self.start("echo $WORD; pwd; exit 3")).finished()
        #expect(termination == .exited(3))
        #expect(String(decoding: output, as: UTF8.self) == "hello\n/\n")
    }

    @Test("A program can be interrupted though the thread that starts it lets no signals through")
    func signals() async throws {
        let process = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_SETMASK, &all, nil)
                continuation.resume(with: Result { try Self.start("echo started; exec sleep 3600") })
            }
        }
        process.stop()
        #expect(await process.finished().termination == .killed(signal: SIGINT))
        #expect(process.wasStopped)
    }

    @Test(
        "A program that ignores one signal gets another, and nothing ignores the last",
        arguments: [("INT", SIGTERM), ("INT TERM", SIGKILL)]
    )
    func obstinate(_ ignored: String, _ last: Int32) async throws {
        let process = try Self.start("trap '' \(ignored); echo ready; exec sleep 3600", patience: .milliseconds(20))
        let end = await process.reduce(into: nil as ChildProcess.Termination?) { end, event in
            switch event {
            case .output: process.stop()
            case .ended(let termination): end = termination
            }
        }
        #expect(end == .killed(signal: last))
    }

    @Test("A program that tidies up when it is told to stop has the time for it")
    func tidying() async throws {
        let process = try Self.start("trap 'echo tidied; exit 3' INT; echo ready; while :; do :; done")
        let (text, end) = await process.reduce(into: ("", nil as ChildProcess.Termination?)) { result, event in
            switch event {
            case .output(let bytes):
                result.0 += String(decoding: bytes, as: UTF8.self)
                process.stop()
            case .ended(let termination): result.1 = termination
            }
        }
        #expect(text == "ready\ntidied\n")
        #expect(end == .exited(3))
    }

    @Test("A program that has ended is not told to stop")
    func late() async throws {
        let process = try Self.start("exit 0")
        #expect(await process.finished().termination == .exited(0))
        process.stop()
        #expect(!process.wasStopped)
    }

    @Test("A program that is not there is an end like any other")
    func missing() async throws {
        let process = try ChildProcess(
            URL(filePath: "/nowhere/program"),
            [],
            environment: [:],
            directory: Self.root,
            errors: URL(filePath: "/dev/null")
        )
        #expect(await process.finished().termination == .exited(127))
    }
}
