import Conformance
import Guidelines
import OpenStack
import ReferenceArchitectures
import Reports
import TempestBridge
import Upgrades

/// What the command says to the shell; 0, 1, 2 and 5 mean what they mean for stestr.
enum ExitStatus: Int32 {
    case success = 0
    /// Tests failed, or none succeeded.
    case testsFailed = 1
    case usage = 2
    /// The cloud cannot be reached, or the run cannot start.
    case cannotStart = 3
    /// Nothing failed, but not everything that was wanted could be run.
    case incomplete = 4
    case invalidPattern = 5
    /// As shells have it for SIGINT.
    case interrupted = 130
}

/// An end that is not a success: one line for the user, and the exit code.
struct CommandFailure: Error {
    let status: ExitStatus
    /// One line: what, where, what to do.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// The failure that an error of the layers below means; `nil` for the argument parser's own.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as ConfigurationError: self.init(.usage, error.description)
        case let error as SelectionError:
            self.init(.invalidPattern, "\(error); see `fits run --help` for how tests are selected")
        case let error as RunFolderError: self.init(.usage, error.description)
        case let error as GuidelineError: self.init(.usage, error.description)
        case let error as ReportError: self.init(.usage, error.description)
        case let error as WaiverFileError: self.init(.usage, error.description)
        case let error as ForeignResultsError: self.init(.usage, error.description)
        case let error as UpgradeFailure: self.init(.usage, error.description)
        case let error as TempestError: self.init(.cannotStart, error.description)
        case let error as TLSSettingsError:
            self.init(.usage, "\(error); check cacert, cert and key of the cloud in clouds.yaml")
        case let error as DeploymentFailure: self.init(.cannotStart, error.description)
        case let error as CloudError: self.init(.cannotStart, Self.text(error))
        case let error as TransportError: self.init(.cannotStart, error.description)
        case is CancellationError: self.init(.interrupted, "interrupted")
        default: return nil
        }
    }

    private static func text(_ error: CloudError) -> String {
        switch error.code {
        case .authenticationFailed:
            "the cloud refuses the credentials: \(error); check user, password and project in clouds.yaml"
        case .identityNotFound:
            "\(error); check auth_url in clouds.yaml"
        case .transport where error.transportError?.code == .tls:
            "the cloud cannot be reached: \(error); `cacert` in clouds.yaml names the authority to trust"
        case .transport:
            "the cloud cannot be reached: \(error); check auth_url in clouds.yaml, and the network"
        default:
            error.description
        }
    }
}
