import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that runs beside this one, in a process group of its own: what the terminal sends to this one it does not get.
struct ChildProcess: Sendable {
    /// What comes of it, in order; the end is last.
    enum Event: Sendable {
        case output([UInt8])
        case ended(Termination)
    }

    /// How it ended.
    enum Termination: Sendable, Hashable, CustomStringConvertible {
        case exited(Int32)
        case killed(signal: Int32)

        var isSuccess: Bool { self == .exited(0) }

        var description: String {
            switch self {
            case .exited(let status): "it ended with status \(status)"
            case .killed(let signal): "it was ended by signal \(signal), \(String(cString: strsignal(signal)))"
            }
        }

        fileprivate init(status: Int32) {
            self = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
        }
    }

    /// What it writes to its standard output, and how it ended.
    let events: AsyncStream<Event>
    private let life: Life
    /// How long it has to end after a signal, before the next one that is harder to ignore.
    private let patience: Duration

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: its file.
    ///   - arguments: what comes behind its name.
    ///   - environment: its whole environment.
    ///   - directory: where it runs.
    ///   - errors: the file that its standard error is added to.
    ///   - patience: how long it has to end after a signal, before the next one that is harder to ignore.
    /// - Throws: ``TempestError`` when it cannot be started.
    init(
        _ executable: URL,
        _ arguments: [String],
        environment: [String: String],
        directory: URL,
        errors: URL,
        patience: Duration = .seconds(30)
    ) throws(TempestError) {
        let (identifier, reading): (pid_t, CInt)
        do throws(SpawnProblem) {
            (identifier, reading) = try Self.starting.withLock { _ throws(SpawnProblem) in
                let (reading, writing) = try Self.makePipe()
                defer { close(writing) }
                do throws(SpawnProblem) {
                    let child = try Self.spawn(
                        executable.path,
                        arguments,
                        environment.map { "\($0)=\($1)" },
                        directory: directory.path,
                        output: writing,
                        errors: errors.path
                    )
                    return (child, reading)
                } catch {
                    close(reading)
                    throw error
                }
            }
        } catch {
            throw TempestError("\(executable.path) cannot be started: \(String(cString: strerror(error.code)))")
        }
        let (stream, continuation) = AsyncStream<Event>.makeStream()
        events = stream
        life = Life(identifier)
        self.patience = patience
        // A thread, since reading waits; tasks must not.
        Thread.detachNewThread { [life] in Self.follow(life, reading: reading, continuation) }
    }

    /// Whether it was told to stop before it ended.
    var wasStopped: Bool { life.wasStopped }

    /// Ends it and what it has started; returns before that has come true.
    ///
    /// The first signal lets it tidy up. A Python that is interrupted where exceptions lead nowhere, in a destructor for
    /// example, takes it for a mishap there and goes on: so it gets another signal when its time is over, and at last one
    /// that nothing survives.
    func stop() {
        guard life.beginsToStop() else { return }
        Thread.detachNewThread { [life, patience] in
            for signal in [SIGINT, SIGTERM, SIGKILL] {
                life.signal(signal)
                if life.ends(within: patience) { return }
            }
        }
    }

    private static func follow(_ life: Life, reading: CInt, _ continuation: AsyncStream<Event>.Continuation) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(reading, &buffer, buffer.count)
            if count > 0 {
                continuation.yield(.output(Array(buffer[..<count])))
            } else if count == 0 || errno != EINTR {
                break
            }
        }
        close(reading)
        continuation.yield(.ended(Termination(status: life.waitForEnd())))
        continuation.finish()
    }

    /// One child is started at a time: another one, started between the making of a pipe and its marking, would keep the
    /// pipe open.
    private static let starting = Mutex<Void>(())

    private static func makePipe() throws(SpawnProblem) -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw SpawnProblem(code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private struct SpawnProblem: Error { let code: Int32 }

    private static func spawn(
        _ path: String,
        _ arguments: [String],
        _ environment: [String],
        directory: String,
        output: CInt,
        errors: String
    ) throws(SpawnProblem) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // The threads that tasks run on have nearly all signals blocked, and a child is born with what blocks its parent.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        )
        var identifier: pid_t = 0
        // The shell changes the folder and gives its place to the program; posix_spawn has no portable way to.
        let shell = "/bin/sh"
        let inDirectory = [shell, "-c", "cd \"$1\" && shift && exec \"$@\"", shell, directory, path]
        let code = withCStrings(inDirectory + arguments) { arguments in
            withCStrings(environment) { environment in
                posix_spawn(&identifier, shell, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw SpawnProblem(code: code) }
        return identifier
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = texts.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("it has an element") }
            return body(UnsafePointer(start))
        }
    }
}

extension ChildProcess {
    /// Takes in everything that comes of it, to its end.
    ///
    /// When the task is cancelled it is stopped, and what it says until its end counts all the same.
    func reduce<State: Sendable>(
        into state: State,
        _ take: @escaping @Sendable (inout State, Event) async -> Void
    ) async -> State {
        await withTaskCancellationHandler {
            // Cancellation would end the reading of events: so a task of its own, awaited at once.
            await Task {
                var state = state
                for await event in events { await take(&state, event) }
                return state
            }.value
        } onCancel: {
            stop()
        }
    }

    /// Runs it to its end; when the task is cancelled it is stopped.
    ///
    /// - Returns: how it ended, and what it wrote.
    func finished() async -> (termination: Termination, output: [UInt8]) {
        await reduce(into: (termination: Termination.exited(0), output: [UInt8]())) { result, event in
            switch event {
            case .output(let bytes): result.output += bytes
            case .ended(let end): result.termination = end
            }
        }
    }
}

extension String {
    /// The last line with anything on it, where programs say what was wrong with them.
    var lastLine: Substring? { split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } }
}
