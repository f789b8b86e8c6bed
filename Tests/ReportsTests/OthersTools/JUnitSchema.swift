import Foundation

/// Schemas of JUnit's XML, as `xmllint` checks them.
enum JUnitSchema {
    /// As much as we write, and no more.
    case own
    /// The one that Jenkins' plugin for test results has.
    case jenkins

    private var file: URL {
        switch self {
        case .own:
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "References/junit.xsd")
        case .jenkins: OthersTools.folder.appending(path: "schemas/junit-10.xsd")
        }
    }

    /// Whether there is `xmllint` and the schema.
    var canBeChecked: Bool {
        Shell.find("xmllint") != nil && FileManager.default.fileExists(atPath: file.path)
    }

    /// What is wrong with a document; empty when it fits.
    func problems(in document: String) throws -> String {
        try OthersTools.withFolder { folder in
            let path = folder.appending(path: "report.xml").path
            try Data(document.utf8).write(to: URL(filePath: path))
            let result = try Shell.run(Shell.find("xmllint") ?? "xmllint", ["--noout", "--schema", file.path, path])
            return result.status == 0 ? "" : result.errors
        }
    }
}
