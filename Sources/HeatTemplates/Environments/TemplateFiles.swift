/// The files that templates may refer to: those below one folder, and no others.
///
/// Paths are relative to the document that names them. Where they lead is found from their text alone: what would
/// leave the folder is never asked for.
public struct TemplateFiles: Sendable {
    private let load: @Sendable (String) -> String?

    /// Why there is no content.
    public enum Problem: Error, Sendable, Hashable {
        /// It would be outside the folder.
        case outside
        /// It is somewhere on the network.
        case remote
        /// It is not there, or it is no text.
        case missing

        /// What to say of a path.
        public func message(_ path: String) -> String {
            switch self {
            case .outside: "the file '\(path)' is outside the folder of the template"
            case .remote: "the file '\(path)' is not in the folder of the template but on the network"
            case .missing: "there is no file '\(path)'"
            }
        }
    }

    /// Files by their paths in the folder.
    public init(_ contents: [String: String] = [:]) {
        load = { contents[$0] }
    }

    /// Files that are read when they are needed.
    ///
    /// - Parameter load: gives the text of a file by its path in the folder, which never leads out of it by its text;
    ///   following symbolic links out of the folder is for it to prevent.
    public init(reading load: @escaping @Sendable (String) -> String?) {
        self.load = load
    }

    /// The content of a file that a document names.
    public func contents(of path: String, namedIn document: String) throws(Problem) -> String {
        guard let contents = load(try Self.place(of: path, namedIn: document)) else { throw .missing }
        return contents
    }

    /// Where in the folder a path leads that a document names.
    public static func place(of path: String, namedIn document: String) throws(Problem) -> String {
        if path.contains("://") { throw path.hasPrefix("file://") ? .outside : .remote }
        guard !path.hasPrefix("/"), !path.hasPrefix("~"), !path.utf8.contains(0) else { throw .outside }
        var parts = document.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            switch part {
            case ".": continue
            case "..":
                guard !parts.isEmpty else { throw .outside }
                parts.removeLast()
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
