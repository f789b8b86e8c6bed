import Foundation
import Testing

@testable import TempestBridge

@Suite("Installing Tempest")
struct TempestInstallerTests {
    @Test(
        arguments: [
            ("heat", "heat-tempest-plugin"), ("heat==3.0.0", "heat-tempest-plugin==3.0.0"),
            ("designate-tempest-plugin", "designate-tempest-plugin"), ("git+https://x/y", "git+https://x/y"),
        ]
    )
    func plugins(_ plugin: String, _ requirement: String) {
        #expect(TempestInstaller.requirement(plugin) == requirement)
    }

    /// Does what `python -m venv FOLDER` does, and goes on only as the environment's own interpreter.
    private static let makesEnvironment =
        #"if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp -P "$0" "$(dirname "$0")/behaviour" "$3/bin"; exit 0; fi; "#

    @Test(
        "What goes wrong is said in a sentence that helps, and leaves nothing half done",
        arguments: [
            ("exit 1", "did not work"), ("echo 'ensurepip is not available'; exit 1", "python3-venv"),
            (
                Self.makesEnvironment + "echo 'Failed to establish a new connection'; exit 1",
                "package index"
            ),
            (
                Self.makesEnvironment + "echo 'ERROR: No matching distribution found for tempest==1'; exit 1",
                "No matching distribution found for tempest==1"
            ),
        ]
    )
    func failures(_ script: String, _ words: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FakePython.install(in: folder, behaviour: script)
        let installer = TempestInstaller(
            into: folder.appending(path: "tempest/environment"),
            python: folder.appending(path: "python").path,
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let error = await #expect(throws: TempestError.self) { _ = try await installer.install() }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: installer.folder.path))
    }

    @Test("Without Python it says so")
    func noPython() async {
        let installer = TempestInstaller(into: URL(filePath: "/nowhere/x"), environment: ["PATH": "/nowhere"])
        let error = await #expect(throws: TempestError.self) { _ = try await installer.install() }
        #expect(error?.description.contains("FITS's own tests do not") == true)
    }
}
