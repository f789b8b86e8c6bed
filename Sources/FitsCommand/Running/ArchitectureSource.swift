import Foundation
import HeatTemplates
import ReferenceArchitectures
import Synchronization

/// A bundle or a template on disk, with everything that a deployment of it is made of.
struct ArchitectureSource {
    /// The bundle; `nil` for a template alone.
    let bundle: ArchitectureBundle?
    let files: TemplateFiles
    /// The template's text.
    let template: String
    let stack: Stack
    let environments: [TemplateLint.EnvironmentDocument]
    let parameters: [String: TemplateValue]
    /// Everything that was read.
    let snapshot: DeploymentSnapshot
    /// What is odd, but no reason to stop.
    let warnings: [Diagnostic]

    /// Reads a folder with `ra.yaml` in it, or a template.
    ///
    /// - Throws: when something is wrong with what is read; every complaint has its place.
    init(_ settings: DeploymentSettings) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: settings.source, isDirectory: &isFolder) else {
            throw CommandFailure(.usage, "there is no file or folder \(settings.source)")
        }
        var found: [Diagnostic] = []
        var file = settings.source
        if isFolder.boolValue {
            let parsed = ArchitectureBundle.parse(BundleFolder(settings.source).files)
            found = parsed.diagnostics
            bundle = parsed.bundle
            // What is wrong in there may be a path that leads out of the folder: nothing is read before it is right.
            guard let bundle, !found.contains(where: \.isError) else { throw Self.failure(found, in: settings.source) }
            file = settings.source + "/" + bundle.template
        } else {
            bundle = nil
        }
        let folder = try TemplateFolder(of: file, root: isFolder.boolValue ? settings.source : nil)
        let read = ReadFiles(folder.files)
        files = read.files
        template = try folder.text(of: folder.template)
        let given = try settings.environments.map { path in
            let place = try folder.place(of: path)
            return TemplateLint.EnvironmentDocument(text: try folder.text(of: place), file: place)
        }
        let own = try (bundle?.environments ?? []).map { path in
            TemplateLint.EnvironmentDocument(text: try folder.text(of: path), file: path)
        }
        environments = own + given
        parameters = (bundle?.parameters ?? [:]).merging(settings.parameters.mapValues(TemplateValue.string)) { $1 }
        let lint = TemplateLint(
            template,
            file: folder.template,
            environments: environments,
            parameters: parameters.mapValues { $0.string ?? $0.json() },
            files: files,
            identity: Self.identity(of: settings)
        )
        found += lint.diagnostics
        guard let stack = lint.stack, !found.contains(where: \.isError) else {
            throw Self.failure(found, in: settings.source)
        }
        let missing = stack.missingParameters.map(\.name)
        guard missing.isEmpty else {
            throw CommandFailure(
                .usage,
                "\(settings.source): no value for \(missing.joined(separator: ", ")); give it with --parameter name=value"
            )
        }
        self.stack = stack
        warnings = found
        snapshot = DeploymentSnapshot(
            template: folder.template,
            files: read.contents.merging([folder.template: template]) { $1 },
            environments: environments.map { DeploymentSnapshot.Environment(file: $0.file, text: $0.text) },
            parameters: parameters.mapValues { $0.string ?? $0.json() }
        )
    }

    /// What a deployment's template is told of its names.
    static func identity(of settings: DeploymentSettings) -> Stack.Identity {
        Stack.Identity(name: settings.name, id: settings.name, projectID: "")
    }

    private static func failure(_ found: [Diagnostic], in source: String) -> CommandFailure {
        let lines = found.filter(\.isError).map { "\n  \($0)" }.joined()
        return CommandFailure(.usage, "\(source) cannot be deployed:\(lines)")
    }
}

/// Files of which it is known which ones were read.
private final class ReadFiles: Sendable {
    private let all: TemplateFiles
    private let read = Mutex<[String: String]>([:])

    init(_ files: TemplateFiles) { all = files }

    var contents: [String: String] { read.withLock { $0 } }

    var files: TemplateFiles {
        TemplateFiles { [self] path in
            guard let text = try? all.contents(of: path, namedIn: "") else { return nil }
            read.withLock { $0[path] = text }
            return text
        }
    }
}
