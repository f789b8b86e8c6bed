/// Why a cloud could not be started.
public struct EmbeddedCloudError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public struct Code: Sendable, Hashable {
        enum Storage { case stateFile, notListening, certificate }
        let storage: Storage
        /// The state file can't be opened, made or read as one.
        public static let stateFile: Code = Code(storage: .stateFile)
        /// The server ended before it could be used.
        public static let notListening: Code = Code(storage: .notListening)
        /// The certificate or its key can't be used.
        public static let certificate: Code = Code(storage: .certificate)
    }

    /// What kind of failure it is.
    public var code: Code
    /// One sentence to act on.
    public var description: String

    static func stateFile(path: String) -> EmbeddedCloudError {
        EmbeddedCloudError(
            code: .stateFile,
            description:
                "The state file \(path) can't be used; is its folder writable, and is it a file of this program?"
        )
    }

    static func certificate(_ path: String, key: String) -> EmbeddedCloudError {
        EmbeddedCloudError(
            code: .certificate,
            description: "The certificate \(path) can't be used with the key \(key); are both PEM files, and a pair?"
        )
    }

    static func notListening(host: String, port: Int) -> EmbeddedCloudError {
        EmbeddedCloudError(
            code: .notListening,
            description: "Nothing listens on \(host):\(port); is the port taken by something else?"
        )
    }
}
