import Foundation
import OpenStack

extension Guideline {
    /// Reads a file: a guideline document of any schema, or a list of tests as stestr has it.
    ///
    /// What is odd but can be read becomes a diagnostic. A list is a guideline that requires each of its tests, with a
    /// capability per service; it is called what the file is called, without the ending.
    ///
    /// - Throws: ``GuidelineError`` with the member and the line when the file cannot be read, is no guideline, holds
    ///   no tests, or is damaged where reading on would ask less of a cloud than the document does.
    public init(reading path: String) throws(GuidelineError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw GuidelineError(subject: path, problem: "cannot be read")
        }
        // Documents written on Windows begin with a byte order mark.
        let bytes = Array(data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let ending = file.lastIndex(of: ".") ?? file.endIndex
        let name = [".json", ".lst", ".txt", ".list"].contains(file[ending...]) ? String(file[..<ending]) : file
        guard bytes.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") else {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw GuidelineError(subject: path, problem: "neither a guideline document nor a list of tests")
            }
            self = try GuidelineList(name: name, path: path).guideline(of: text)
            return
        }
        self = try GuidelineDocument.guideline(in: bytes, name: name, path: path)
    }
}
