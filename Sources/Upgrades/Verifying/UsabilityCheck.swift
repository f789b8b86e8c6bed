/// Something that can be done with what was made before the upgrade.
public enum UsabilityCheck: String, Sendable, Hashable, CaseIterable {
    case logIn = "log in with the application credential"
    case writeObject = "write another object, read it back and delete it"
    case updateMetadata = "set the server's metadata and read it back"
    case rebootServer = "reboot the server"
    case attachVolume = "make a volume from the snapshot, attach it to the server and detach it"
    case bootCopy = "boot another server from the server's image"
    case makePort = "make a port on the network"
    case updateStack = "update the stack with the template that it has"

    /// What it is done with.
    public var subjects: [RecordedKind] {
        switch self {
        case .logIn: [.applicationCredential]
        case .writeObject: [.container]
        case .updateMetadata, .rebootServer: [.server]
        case .attachVolume: [.volumeSnapshot, .server]
        case .bootCopy: [.serverImage, .network]
        case .makePort: [.network]
        case .updateStack: [.stack]
        }
    }
}

/// What came of trying to use what was made.
public struct UsabilityResult: Sendable, Hashable {
    /// What was tried.
    public let check: UsabilityCheck
    /// What came of it.
    public let end: End
    /// How long it took, in seconds.
    public let seconds: Double

    /// What can come of it.
    public enum End: Sendable, Hashable {
        case works
        case fails(String)
        /// It was not tried, and why.
        case skipped(String)
    }
}
