public import Conformance
import Foundation
public import OpenStack

/// Tests read from Gabbi files.
///
/// Each request of a file is a test; those of one file run in their order, those of different files at the same time.
public struct GabbiSuite: Sendable {
    /// What is wrong with the files, and odd about them.
    public let diagnostics: [GabbiDiagnostic]
    /// The files' tests, ready to be added to a suite; empty when there are errors.
    public let classes: [any TestClass]
    private let capabilitiesByTest: [TestIdentity: String]

    /// Reads files, and of folders the files `*.yaml` in them.
    ///
    /// - Parameters:
    ///   - paths: files and folders.
    ///   - service: the service that URLs without scheme and host are of, where the files do not say.
    ///   - environment: the process's environment, for `$ENVIRON`.
    public init(reading paths: [String], service: ServiceType? = nil, environment: [String: String]) {
        var diagnostics: [GabbiDiagnostic] = []
        var classes: [GabbiTestClass] = []
        var names: Set<String> = []
        var known: Set<String> = []
        for path in paths {
            let folder = GabbiFolder(path, diagnostics: &diagnostics)
            // A file may be named twice: by itself, and by its folder.
            for file in folder.files where known.insert("\(file.folder)/\(file.name)").inserted {
                guard var testClass = GabbiTestClass(file, in: folder, service: service, environment: environment)
                else {
                    let problem = GabbiDiagnostic(
                        .error,
                        "URLs are relative to a service, and nothing says to which: "
                            + "say --gabbi-service TYPE, or write `fits: {service: TYPE}` into the file",
                        file: file.path,
                        mark: file.steps.first?.mark
                    )
                    diagnostics.append(problem)
                    continue
                }
                testClass.distinguish(from: &names)
                classes.append(testClass)
            }
        }
        self.diagnostics = diagnostics
        let isUsable = !diagnostics.contains { $0.severity == .error }
        self.classes = isUsable ? classes : []
        capabilitiesByTest = Dictionary(
            classes.flatMap(\.capabilities).map { ($0.test, $0.capability) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Whether a path is one of Gabbi files: a file `*.yaml`, or a folder with such files.
    public static func isPath(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
        return isFolder.boolValue ? !GabbiFolder.fileNames(in: path).isEmpty : path.hasSuffix(".yaml")
    }

    /// The capability that a test's file says it shows.
    public func capability(of test: TestIdentity) -> String? { capabilitiesByTest[test] }

    /// The capabilities that the files name, each with its tests, in alphabetical order.
    public var capabilities: [(name: String, tests: [TestIdentity])] {
        Dictionary(grouping: capabilitiesByTest, by: \.value)
            .map { ($0.key, $0.value.map(\.key).sorted()) }
            .sorted { $0.name < $1.name }
    }
}
