public import Foundation

/// One packet of a subunit stream, version 2: something that is said of a test, or of the stream as a whole.
///
/// testing-cabal/subunit, README: a packet stands for itself; what is known of a test is what its packets say together.
public struct SubunitPacket: Sendable, Hashable {
    /// What is said of the test's state.
    public enum Status: UInt8, Sendable, Hashable, CaseIterable {
        /// Nothing: the packet carries a file, or tags.
        case undefined
        /// There is such a test.
        case exists
        /// The test has begun.
        case inProgress
        /// The test passed.
        case success
        /// The test passed and should not have.
        case unexpectedSuccess
        /// The test did not run, on purpose.
        case skip
        /// The test failed, or could not be run; the format does not tell the two apart.
        case fail
        /// The test failed, as it should.
        case expectedFailure

        /// Whether the test has ended with it.
        public var isFinal: Bool { rawValue > Status.inProgress.rawValue }
    }

    /// A piece of a file that belongs to a test, or to the stream.
    public struct File: Sendable, Hashable {
        /// The file's name: `traceback`, `reason`, `stdout`.
        public var name: String
        /// The bytes of this piece.
        public var content: [UInt8]

        /// A piece of a file.
        public init(name: String, content: [UInt8]) {
            self.name = name
            self.content = content
        }
    }

    /// The test; `nil` when the packet is about the stream.
    public var test: String?
    /// What is said of its state.
    public var status: Status
    /// When it was so, in UTC; kept to the microsecond.
    public var timestamp: Date?
    /// Whether the test can be run by its id.
    public var isRunnable: Bool
    /// Tags of the test, in no order; none stands twice.
    public var tags: [String]
    /// The type of the file; `nil` when an earlier packet has said it.
    public var mimeType: String?
    /// A piece of a file.
    public var file: File?
    /// Whether that was the file's last piece.
    public var isEndOfFile: Bool
    /// Where the packet came from, when streams were joined: `0/3`.
    public var route: String?

    /// A packet.
    public init(
        test: String? = nil,
        status: Status = .undefined,
        timestamp: Date? = nil,
        isRunnable: Bool = true,
        tags: [String] = [],
        mimeType: String? = nil,
        file: File? = nil,
        isEndOfFile: Bool = false,
        route: String? = nil
    ) {
        self.test = test
        self.status = status
        self.timestamp = timestamp
        self.isRunnable = isRunnable
        self.tags = tags
        self.mimeType = mimeType
        self.file = file
        self.isEndOfFile = isEndOfFile
        self.route = route
    }

    /// The first byte of every packet; no character begins with it in UTF-8.
    static let signature: UInt8 = 0xB3
    /// The longest packet there can be, in bytes.
    static let longest = 4_194_303
    static let version: UInt16 = 0x2000

    /// Bits of the flags.
    enum Flag {
        static let test: UInt16 = 0x0800
        static let route: UInt16 = 0x0400
        static let timestamp: UInt16 = 0x0200
        static let runnable: UInt16 = 0x0100
        static let tags: UInt16 = 0x0080
        static let file: UInt16 = 0x0040
        static let mimeType: UInt16 = 0x0020
        static let endOfFile: UInt16 = 0x0010
        static let reserved: UInt16 = 0x0008
        static let status: UInt16 = 0x0007
    }
}

/// Why a packet cannot be written or read.
public struct SubunitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a sentence without a full stop.
    public let description: String

    init(_ description: String) { self.description = description }
}
