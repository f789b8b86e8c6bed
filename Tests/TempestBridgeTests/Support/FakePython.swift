import Foundation

/// An interpreter that does what a test tells it in the language of the shell.
///
/// The script itself is a file of the repository: one that this process has just written cannot be run while another
/// process, started at that moment, still has it open for writing.
enum FakePython {
    /// Puts the interpreter into a folder, under a name.
    static func install(in folder: URL, named name: String = "python", behaviour: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(behaviour.utf8).write(to: folder.appending(path: "behaviour"))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "fake-python")
        try FileManager.default.createSymbolicLink(at: folder.appending(path: name), withDestinationURL: script)
    }
}
