import Foundation
import Reports

/// A real browser without a window.
enum Chromium {
    static let program = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap(Shell.find).first

    struct Page {
        /// The document as it stands after its scripts ran.
        let document: String
        /// What the browser complained of.
        let complaints: [String]
    }

    /// Opens a report and waits until it is loaded.
    static func open(_ html: String, fragment: String = "") throws -> Page {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "report.html")
        try Data(html.utf8).write(to: file)
        let result = try Shell.run(
            program ?? "chromium",
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--user-data-dir=\(folder.appending(path: "profile").path)", "--enable-logging=stderr", "--v=0",
                "--dump-dom", "file://\(file.path)\(fragment)",
            ]
        )
        let complaints = result.errors.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }
        return Page(document: result.text, complaints: complaints)
    }
}
