import Foundation
import HeatTemplates
import ReferenceArchitectures

/// A folder with a template in it: the only place where the template may read files.
struct TemplateFolder: Sendable {
    /// Where the folder is, without symbolic links.
    private let root: String
    /// The path of the template in the folder.
    let template: String

    /// No file of a template is larger.
    private static let byteLimit = 16 << 20

    /// The folder of a template.
    ///
    /// - Parameters:
    ///   - file: the path of the template.
    ///   - root: the path of the folder, when it is not the one that the template is in.
    /// - Throws: when the template is not in the folder.
    init(of file: String, root: String?) throws {
        let place = URL(filePath: file).resolvingSymlinksInPath().standardizedFileURL
        let folder = root.map { URL(filePath: $0).resolvingSymlinksInPath().standardizedFileURL }
        self.root = (folder ?? place.deletingLastPathComponent()).path(percentEncoded: false).withoutTrailingSlash
        guard let path = Self.path(of: place, in: self.root) else {
            throw CommandFailure(.usage, "\(file) is not in the folder \(self.root)")
        }
        template = path
    }

    /// The path in the folder of a file outside or inside of it: of one outside, the path itself.
    func place(of file: String) throws -> String {
        Self.path(of: URL(filePath: file).resolvingSymlinksInPath().standardizedFileURL, in: root) ?? file
    }

    /// The text of a file that somebody named on the command line, which may be anywhere.
    func text(of place: String) throws -> String {
        let url = URL(filePath: place, relativeTo: URL(filePath: root, directoryHint: .isDirectory))
        let named = URL(filePath: place)
        for candidate in [url, named] {
            if let text = Self.text(of: candidate) { return text }
        }
        throw CommandFailure(.usage, "\(place) cannot be read as text, or is larger than \(Self.byteLimit >> 20) MiB")
    }

    /// The files of the folder.
    var files: TemplateFiles { BundleFolder(root).files }

    private static func path(of url: URL, in root: String) -> String? {
        let path = url.path(percentEncoded: false)
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    private static func text(of url: URL) -> String? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path(percentEncoded: false))
        guard attributes?[.type] as? FileAttributeType == .typeRegular,
            let size = attributes?[.size] as? NSNumber, size.intValue <= byteLimit,
            let data = try? Data(contentsOf: url)
        else { return nil }
        return String(data: data, encoding: .utf8)
    }
}

extension String {
    fileprivate var withoutTrailingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
