/// Where a setting was written.
public enum ConfigurationOrigin: Sendable, Hashable, CustomStringConvertible {
    /// A file; line and column start from 1.
    case file(String, line: Int? = nil, column: Int? = nil)
    /// A variable of the environment, or all that start with `OS_` when no name is given.
    case environment(String? = nil)
    /// An override of the caller, usually an option of the command line.
    case argument(String)
    /// A default of openstacksdk's, which no file holds.
    case builtIn

    /// The place as the start of a message: `/etc/openstack/clouds.yaml:12:3`.
    public var description: String {
        switch self {
        case .file(let path, let line, let column):
            [path, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        case .environment(let variable?): "environment variable \(variable)"
        case .environment(nil): "the environment (OS_*)"
        case .argument(let name): "option \(name)"
        case .builtIn: "built-in default"
        }
    }
}
