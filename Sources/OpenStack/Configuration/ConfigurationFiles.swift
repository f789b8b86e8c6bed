#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the text of configuration files comes from: the file system, or memory in tests.
public struct ConfigurationFiles: Sendable {
    /// What is found at a path.
    public enum Content: Sendable, Hashable {
        /// The file's bytes.
        case bytes([UInt8])
        /// There is no such file.
        case missing
        /// There is one, but it cannot be read; the text says why.
        case unreadable(String)
    }

    /// The size in bytes above which a file is refused: 4 MiB.
    public static let sizeLimit: Int = 4 << 20

    private let reader: @Sendable (String) -> Content

    /// Files whose content a function gives for an absolute path.
    public init(reader: @escaping @Sendable (_ path: String) -> Content) {
        self.reader = reader
    }

    /// Files that exist in memory only, by absolute path.
    public init(inMemory texts: [String: String]) {
        self.init { path in texts[path].map { .bytes(Array($0.utf8)) } ?? .missing }
    }

    /// What is at an absolute path.
    public func content(of path: String) -> Content { reader(path) }

    /// No files at all, for a configuration by variables alone.
    public static let none: ConfigurationFiles = ConfigurationFiles(inMemory: [:])

    /// The file system; reading stops above ``sizeLimit``, so that a device without end does no harm.
    public static let system: ConfigurationFiles = ConfigurationFiles { path in
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.reason(errno))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                return .unreadable(Self.reason(errno))
            }
            bytes.append(contentsOf: buffer[..<count])
        }
        return .bytes(bytes)
    }

    private static func reason(_ code: CInt) -> String {
        switch code {
        case EACCES: "permission denied"
        case EISDIR: "it is a directory"
        case ELOOP: "too many symbolic links"
        default: "error \(code)"
        }
    }
}
