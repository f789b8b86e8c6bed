import Foundation

/// Gets a cloud's token once for everybody and again when it has ended or was refused.
///
/// However many tasks ask at the same time, one log-in is made; all of them share its outcome.
actor TokenSource {
    private enum State {
        /// No token; the next task that asks logs in.
        case empty
        /// One task is logging in; the others wait for what it gets. `nil` tells them to try themselves, because
        /// the task that was logging in was cancelled.
        case fetching(waiting: [CheckedContinuation<Result<Token, CloudError>?, Never>])
        case ready(Token)
    }

    private let client: TokenClient
    private let request: TokenRequest
    private var state = State.empty

    init(client: TokenClient, request: TokenRequest) {
        self.client = client
        self.request = request
    }

    /// The cloud's token, fresh for at least a minute.
    ///
    /// A token that a service refused is not given again.
    func token(replacing refused: Token? = nil) async throws(CloudError) -> Token {
        while true {
            switch state {
            case .ready(let token) where token.id != refused?.id && token.isFresh(at: Date()):
                return token
            case .ready, .empty:
                return try await fetch()
            case .fetching(let waiting):
                let result = await withCheckedContinuation { continuation in
                    state = .fetching(waiting: waiting + [continuation])
                }
                if let result { return try result.get() }
            }
        }
    }

    private func fetch() async throws(CloudError) -> Token {
        state = .fetching(waiting: [])
        do throws(CloudError) {
            let token = try await client.createToken(request)
            finish(.ready(token), tellingWaiters: .success(token))
            return token
        } catch {
            finish(.empty, tellingWaiters: error.transportError?.code == .cancelled ? nil : .failure(error))
            throw error
        }
    }

    private func finish(_ next: State, tellingWaiters result: Result<Token, CloudError>?) {
        guard case .fetching(let waiting) = state else { return }
        state = next
        for continuation in waiting { continuation.resume(returning: result) }
    }
}
