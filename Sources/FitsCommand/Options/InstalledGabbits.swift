import Conformance
import Foundation
import Gabbi
import TempestBridge

/// Gabbi files of plugins that `fits tempest install` has installed.
struct InstalledGabbits {
    let surroundings: Surroundings

    /// The folders of Gabbi files in the packages that tests are named for.
    func folders(for tests: [TestIdentity]) -> [String] {
        let packages = Set(tests.compactMap { $0.name.split(separator: ".").first.map(String.init) }).sorted()
        return packageFolders.flatMap { folder in
            packages.flatMap { Self.gabbits(below: folder.appending(path: $0)) }
        }
    }

    /// Where the installation's Python looks for packages.
    private var packageFolders: [URL] {
        let environment = TempestInstallation.usualFolder(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        let libraries = environment.appending(path: "lib")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        return names.filter { $0.hasPrefix("python3") }.sorted().map {
            libraries.appending(path: $0).appending(path: "site-packages")
        }
    }

    private static func gabbits(below package: URL) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: package.path, isDirectory: &isFolder), isFolder.boolValue,
            let paths = FileManager.default.enumerator(atPath: package.path)
        else { return [] }
        return paths.compactMap { $0 as? String }
            .filter { $0.hasSuffix("/gabbits") }
            .map { package.appending(path: $0).path }
            .filter(GabbiSuite.isPath).sorted()
    }
}
