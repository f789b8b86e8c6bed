public import OpenStack

/// Why a resource, or a deployment, did not come to be what it should.
public struct DeploymentFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence: what the service said, or what is wrong.
    public let message: String
    /// The status of the response, where there was one.
    public let status: Int?

    /// A failure in words.
    public init(_ message: String, status: Int? = nil) {
        self.message = message
        self.status = status
    }

    /// What a service answered, with the request and its id.
    public init(_ error: CloudError) {
        self.init(error.description, status: error.status)
    }

    /// The message.
    public var description: String { message }
}
