/// Why no configuration of a cloud could be made.
///
/// The description is one line: where, what is wrong, what to do. It never holds a value that could be a secret.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        enum Storage: String {
            case unreadableFile, malformedFile, nameClash, noCloud, unknownCloud, ambiguousCloud, unknownProfile
            case unknownRegion, missingSetting, invalidSetting, conflictingSettings, unsupportedAuthentication
        }
        let storage: Storage

        /// The kind's name.
        public var description: String { storage.rawValue }

        /// A file that was named explicitly cannot be read.
        public static let unreadableFile = Code(storage: .unreadableFile)
        /// A file's text is no YAML, or not the map that it should be.
        public static let malformedFile = Code(storage: .malformedFile)
        /// A file has an entry with the name of the environment's cloud.
        public static let nameClash = Code(storage: .nameClash)
        /// Neither a file nor the environment describes a cloud.
        public static let noCloud = Code(storage: .noCloud)
        /// No cloud has the name asked for.
        public static let unknownCloud = Code(storage: .unknownCloud)
        /// There are several clouds and none was named.
        public static let ambiguousCloud = Code(storage: .ambiguousCloud)
        /// The vendor profile is in no `clouds-public.yaml`.
        public static let unknownProfile = Code(storage: .unknownProfile)
        /// The cloud does not list the region asked for.
        public static let unknownRegion = Code(storage: .unknownRegion)
        /// A setting that the way of logging in needs is not there.
        public static let missingSetting = Code(storage: .missingSetting)
        /// A setting has a value that it cannot have.
        public static let invalidSetting = Code(storage: .invalidSetting)
        /// Two settings exclude each other.
        public static let conflictingSettings = Code(storage: .conflictingSettings)
        /// The `auth_type` is none that this client knows.
        public static let unsupportedAuthentication = Code(storage: .unsupportedAuthentication)
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong.
    public let message: String
    /// Where; `nil` when nothing was written that could be wrong.
    public let origin: ConfigurationOrigin?
    /// What to do about it, as a phrase: “add password under auth”.
    public let advice: String

    init(_ code: Code, _ message: String, at origin: ConfigurationOrigin? = nil, advice: String) {
        self.code = code
        self.message = message
        self.origin = origin
        self.advice = advice
    }

    /// One line: where, what is wrong, what to do.
    public var description: String { (origin.map { "\($0): " } ?? "") + "\(message); \(advice)" }
}
