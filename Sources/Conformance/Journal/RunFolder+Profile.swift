import Foundation
import OpenStack

extension RunFolder {
    /// What was found out about the cloud; `nil` when nothing was, or the file is damaged.
    public func profile() -> CloudProfile? {
        guard let data = FileManager.default.contents(atPath: profilePath) else { return nil }
        return try? JSONDecoder().decode(CloudProfile.self, from: data)
    }

    /// Writes a document that only its owner may read.
    func write(_ document: JSON, to path: String) throws(RunFolderError) {
        let text = document.serialized(pretty: true) + [UInt8(ascii: "\n")]
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else { throw RunFolderError(path: path, problem: "cannot be written") }
    }
}
