import Foundation
import Testing

@testable import TempestBridge

@Suite("Programs that run beside this one")
struct ChildProcessTests {
    private static let root = URL(filePath: "/")

    private static func start(_ command: String) throws(TempestError) -> ChildProcess {
        try ChildProcess(
            URL(filePath: "/bin/sh"),
            ["-c", command],
            environment: ["PATH": "/usr/bin:/bin", "WORD": "hello"],
            directory: root,
            errors: URL(filePath: "/dev/null")
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
                continuation.resume(with: Result { try Self.start("echo started; exec sleep 60") })
            }
        }
        process.signal(SIGINT)
        #expect(await process.finished().termination == .killed(signal: SIGINT))
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
