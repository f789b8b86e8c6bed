import Foundation
import OpenStack
import PythonSemantics

/// The Gabbi files of a folder, or a single one, with what the folder says of all of them.
struct GabbiFolder {
    /// What a folder's header is called; gabbi itself does not look at a file with this ending.
    static let headerName = "pack.yml"

    let files: [GabbiFile]
    let header: PackHeader
    /// The Python module that loads the files' tests, where they are part of a Python package.
    let module: String?
    /// The folder's own name.
    let name: String

    /// Reads a folder or file; what is wrong is told.
    init(_ path: String, diagnostics: inout [GabbiDiagnostic]) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            diagnostics.append(GabbiDiagnostic(.error, "there is no such file or folder", file: path))
            (files, header, module, name) = ([], PackHeader(), nil, "")
            return
        }
        let url = URL(filePath: path).standardizedFileURL
        let folder = isFolder.boolValue ? url : url.deletingLastPathComponent()
        let shownFolder =
            isFolder.boolValue
            ? path.hasSuffix("/") ? String(path.dropLast()) : path
            : path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        let names = isFolder.boolValue ? Self.fileNames(in: path) : [url.lastPathComponent]
        if names.isEmpty {
            diagnostics.append(GabbiDiagnostic(.error, "the folder has no file *.yaml", file: path))
        }
        var files: [GabbiFile] = []
        for name in names {
            let shown = isFolder.boolValue ? "\(shownFolder)/\(name)" : path
            guard let bytes = FileManager.default.contents(atPath: folder.appending(path: name).path) else {
                diagnostics.append(GabbiDiagnostic(.error, "the file cannot be read", file: shown))
                continue
            }
            var found = GabbiDiagnostics(file: shown)
            if let file = GabbiFile.read(Array(bytes), path: shown, diagnostics: &found) { files.append(file) }
            diagnostics += found.all
        }
        self.files = files
        header = Self.header(in: folder, shown: shownFolder, &diagnostics)
        module = PythonModule.loading(folder)
        name = folder.lastPathComponent
    }

    /// The files that gabbi takes a folder's tests from.
    static func fileNames(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    }

    private static func header(
        in folder: URL,
        shown: String,
        _ diagnostics: inout [GabbiDiagnostic]
    ) -> PackHeader {
        guard let bytes = FileManager.default.contents(atPath: folder.appending(path: headerName).path) else {
            return PackHeader()
        }
        var found = GabbiDiagnostics(file: "\(shown)/\(headerName)")
        defer { diagnostics += found.all }
        guard let tree = YAMLTree.read(Array(bytes), diagnostics: &found) else { return PackHeader() }
        guard let header = tree["fits"] else {
            found.error("the key \"fits\" is missing", at: tree.mark)
            return PackHeader()
        }
        return PackHeader(header, testNames: nil, diagnostics: &found)
    }
}

/// Finds out by which name a suite written in Python knows the tests of a folder.
enum PythonModule {
    /// The module beside the folder that makes tests of its files: `heat_tempest_plugin.tests.api.test_heat_api`.
    ///
    /// - Returns: `nil` when the folder is not in a Python package, or no single module there calls gabbi.
    static func loading(_ folder: URL) -> String? {
        let parent = folder.deletingLastPathComponent()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []).filter {
            $0.hasSuffix(".py")
        }
        let modules = names.filter { name in
            let data = FileManager.default.contents(atPath: parent.appending(path: name).path) ?? Data()
            let text = String(decoding: data, as: UTF8.self)
            let folder = folder.lastPathComponent
            return text.contains("build_tests(") && (text.contains("'\(folder)'") || text.contains("\"\(folder)\""))
        }
        guard modules.count == 1, let package = package(parent) else { return nil }
        return package + "." + modules[0].dropLast(".py".count)
    }

    /// The dotted name of a folder that is a Python package; `nil` when it is none.
    private static func package(_ folder: URL) -> String? {
        var parts: [String] = []
        var folder = folder.standardizedFileURL
        while FileManager.default.fileExists(atPath: folder.appending(path: "__init__.py").path), folder.path != "/" {
            parts.insert(folder.lastPathComponent, at: 0)
            folder = folder.deletingLastPathComponent().standardizedFileURL
        }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }

    /// The service that a Python package of OpenStack's is about, by the project's name.
    static func service(ofModule module: String?) -> ServiceType? {
        guard let package = module?.split(separator: ".").first else { return nil }
        let project = package.prefix { $0 != "_" }
        return services[String(project)].map { ServiceType.named($0) }
    }

    /// Projects and the types of their services, as the service-types-authority has them.
    private static let services: [String: String] = [
        "aodh": "alarm", "barbican": "key-manager", "blazar": "reservation", "cinder": "block-storage",
        "cloudkitty": "rating", "cyborg": "accelerator", "designate": "dns", "freezer": "backup", "glance": "image",
        "gnocchi": "metric", "heat": "orchestration", "ironic": "baremetal", "keystone": "identity",
        "magnum": "container-infrastructure-management", "manila": "shared-file-system", "masakari": "instance-ha",
        "mistral": "workflow", "neutron": "network", "nova": "compute", "octavia": "load-balancer",
        "placement": "placement", "swift": "object-store", "trove": "database", "vitrage": "root-cause-analysis",
        "watcher": "resource-optimization", "zaqar": "message", "zun": "application-container",
    ]
}
