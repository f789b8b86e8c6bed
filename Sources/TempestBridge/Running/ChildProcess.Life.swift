import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ChildProcess {
    /// Whether a process is still there, for those who send it signals.
    final class Life: Sendable {
        private struct State {
            var wasStopped = false
            var hasEnded = false
        }

        private let identifier: pid_t
        private let state = Mutex(State())
        private let end = DispatchSemaphore(value: 0)

        init(_ identifier: pid_t) { self.identifier = identifier }

        var wasStopped: Bool { state.withLock(\.wasStopped) }

        /// Whether it is to be stopped from now on: not where it has ended, and not twice.
        func beginsToStop() -> Bool {
            state.withLock { state in
                guard !state.hasEnded, !state.wasStopped else { return false }
                state.wasStopped = true
                return true
            }
        }

        /// Sends a signal to the process and to what it has started.
        func signal(_ number: Int32) {
            state.withLock { state in
                guard !state.hasEnded else { return }
                _ = kill(-identifier, number)
            }
        }

        /// Waits for the end, for a while; to be asked by one thread alone.
        func ends(within patience: Duration) -> Bool {
            let nanoseconds = patience / .nanoseconds(1)
            return end.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .success
        }

        /// Waits for the end, and says how it was.
        func waitForEnd() -> Int32 {
            var information = siginfo_t()
            // It stays known to the system until the lock is held: nobody else can have got its number before that.
            while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
            let status = state.withLock { state in
                state.hasEnded = true
                var status: Int32 = 0
                while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
                return status
            }
            end.signal()
            return status
        }
    }
}
