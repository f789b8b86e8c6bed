import Conformance
import Foundation
import Gabbi
import TempestBridge

/// Gabbi files of plugins that `fits tempest install` has installed.
struct InstalledGabbits {
    let surroundings: Surroundings

    /// The folders of Gabbi files in the packages that tests are named for; none where no Tempest is installed.
    func folders(for tests: [TestIdentity]) -> [String] {
        guard let installation = try? surroundings.tempest(at: nil) else { return [] }
        let packages = Set(tests.compactMap { $0.name.split(separator: ".").first.map(String.init) }).sorted()
        return packages.flatMap { Self.gabbits(below: installation.packages.appending(path: $0)) }
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
