import Foundation
public import HeatTemplates

/// A folder on disk with a bundle in it: the only place where the bundle reads files.
public struct BundleFolder: Sendable {
    /// The name of the file that describes a bundle.
    public static let descriptionFile = "ra.yaml"
    /// No file of a bundle is larger.
    private static let byteLimit = 16 << 20

    /// Where it is, without symbolic links.
    private let root: String

    /// The folder at a path.
    public init(_ path: String) {
        root = Self.real(URL(filePath: path, directoryHint: .isDirectory))
    }

    /// The files of the folder.
    ///
    /// Links that lead out of it lead nowhere.
    public var files: TemplateFiles {
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return TemplateFiles { path in
            let place = Self.real(URL(filePath: prefix + path))
            guard place.hasPrefix(prefix) else { return nil }
            let attributes = try? FileManager.default.attributesOfItem(atPath: place)
            guard attributes?[.type] as? FileAttributeType == .typeRegular,
                let size = attributes?[.size] as? NSNumber, size.intValue <= Self.byteLimit,
                let data = FileManager.default.contents(atPath: place)
            else { return nil }
            return String(data: data, encoding: .utf8)
        }
    }

    private static func real(_ url: URL) -> String {
        let path = url.resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
