/// What every service of a cloud is made with.
struct CloudParts: Sendable {
    let configuration: EmbeddedCloudConfiguration
    /// Nil where the state lives in memory only.
    let file: StateFile?
    let blobs: any BlobStore
    let tokens: any TokenReader
    let address: PublicAddress
    let clock: CloudClock
    let transitions: Transitions
    /// The other services of the cloud.
    let others: InternalClient
}
