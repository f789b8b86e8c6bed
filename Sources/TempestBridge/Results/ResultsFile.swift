import Conformance
import Foundation
import Reports
import SystemPackage

/// A file of results that is read once, from its beginning to its end.
final class ResultsFile {
    /// As it may be shown.
    let name: String
    private let handle: FileHandle
    /// What was read to find out what it is, and is still to be handed out.
    private var beginning: [UInt8]?

    /// So much is read at a time: little enough for memory that is used again and again.
    private static let pieceLength = 1 << 16

    /// Opens a file; `-` is the standard input.
    init(path: String) throws(ForeignResultsError) {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().lastPathComponent
        // stestr calls its files 0, 1, 2.
        let file = folder == ".stestr" ? ".stestr/\(url.lastPathComponent)" : url.lastPathComponent
        name = path == "-" ? "standard input" : file
        guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw ForeignResultsError(path, isThere ? "cannot be read" : "is not there")
        }
        self.handle = handle
    }

    /// The next piece; `nil` at the end.
    func read() throws(ForeignResultsError) -> [UInt8]? {
        if let piece = beginning {
            beginning = nil
            return piece.isEmpty ? nil : piece
        }
        // Not by the handle, which fills memory of its own first.
        let descriptor = FileDescriptor(rawValue: handle.fileDescriptor)
        do {
            let piece = try [UInt8](unsafeUninitializedCapacity: Self.pieceLength) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            return piece.isEmpty ? nil : piece
        } catch {
            throw ForeignResultsError(name, "cannot be read to its end")
        }
    }

    /// Everything that is still to be read.
    func readAll() throws(ForeignResultsError) -> [UInt8] {
        var all: [UInt8] = []
        while let piece = try read() { all += piece }
        return all
    }

    /// What the file is, by its content; `nil` when it is nothing that is known here.
    func form() throws(ForeignResultsError) -> ForeignResults.Form? {
        let piece = try read() ?? []
        beginning = piece
        guard !piece.isEmpty else { throw ForeignResultsError(name, "is empty") }
        if piece.starts(with: [0x1F, 0x8B]) || piece.starts(with: Array("PK".utf8)) {
            throw ForeignResultsError(name, "is compressed; unpack it first")
        }
        let text = piece.starts(with: [0xEF, 0xBB, 0xBF]) ? piece.dropFirst(3) : piece[...]
        switch text.first(where: { !" \t\r\n".utf8.contains($0) }) {
        case UInt8(ascii: "<"): return .junit
        case UInt8(ascii: "{"): return .refstack
        default: break
        }
        var reader = SubunitReader()
        reader.append(piece)
        reader.finish()
        while let element = reader.next() {
            if case .packet = element { return .subunit }
        }
        var textReader = SubunitTextReader()
        textReader.append(piece)
        textReader.finish()
        return textReader.next() == nil ? nil : .subunitText
    }
}

extension ForeignResults {
    /// Reads results from a file or a stestr repository, in whichever form they are.
    ///
    /// The form is found by what is in it. A stestr repository is the folder `.stestr` or the one that has it; its latest
    /// run is read. `-` is the standard input. What can be read of a damaged file is read, and the rest is ``damage``.
    ///
    /// - Throws: ``ForeignResultsError`` when there is nothing in it that can be read.
    public init(reading path: String) throws(ForeignResultsError) {
        let path = try StestrRepository.latestRun(in: path) ?? path
        let file = try ResultsFile(path: path)
        switch try file.form() {
        case .subunit: self = try .subunit(file)
        case .subunitText: self = try .subunitText(file)
        case .junit: self = try .junit(file)
        case .refstack: self = try .refstack(file)
        case nil:
            throw ForeignResultsError(
                path,
                "has no results that can be read: it is neither a subunit stream, nor JUnit XML, nor RefStack's JSON"
            )
        }
    }
}

/// stestr's folder of runs.
enum StestrRepository {
    /// The file of a repository's latest run; `nil` when the path is no folder.
    ///
    /// `next-stream` says which that is; it is no help where stestr was killed, so the highest number that is there
    /// counts.
    static func latestRun(in path: String) throws(ForeignResultsError) -> String? {
        let folder = URL(filePath: path)
        guard isFolder(folder) else { return nil }
        let inner = folder.appending(path: ".stestr")
        let repository = isFolder(inner) ? inner : folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: repository.path)) ?? []
        guard names.contains("next-stream") || names.contains("format") else {
            throw ForeignResultsError(path, "is a folder, and no stestr repository")
        }
        guard let latest = names.compactMap({ Int($0) }).max() else {
            throw ForeignResultsError(path, "is a stestr repository without a run")
        }
        return repository.appending(path: "\(latest)").path
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
