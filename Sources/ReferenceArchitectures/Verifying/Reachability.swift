import NIOCore
import NIOPosix

/// Whether ports take connections, from where this program runs.
struct Reachability: Sendable {
    let patience: Duration

    /// Why no connection is taken; `nil` when one is.
    func problem(host: String, port: Int) async -> String? {
        var pause = Pause()
        while true {
            let problem: String
            do {
                let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connectTimeout(.seconds(5))
                    .connect(host: host, port: port)
                    .get()
                try? await channel.close()
                return nil
            } catch is ChannelError {
                problem = "no connection to \(host) port \(port) in time"
            } catch {
                problem = "no connection to \(host) port \(port)"
            }
            guard pause.total < patience else { return problem }
            do {
                try await pause.sleep()
            } catch {
                return problem
            }
        }
    }
}
