import Conformance
import Foundation
import OpenStack

/// What must be known of a deployment later and is nobody's business: random texts, private keys, configurations.
///
/// It stands beside the journal in a file that only the owner can read; the journal has none of it, and can be shown
/// to others.
struct DeploymentSecrets {
    /// Digests of properties, made with the deployment's own key.
    let digests: PropertyDigests
    private let file: AppendOnlyFileReference?
    private(set) var values: [ResourceKey: [String: JSON]] = [:]

    /// One line of the file.
    private enum Line: Codable {
        case key(Data)
        case secrets(ResourceKey, values: [String: JSON])
    }

    /// Secrets that end with the process.
    init() {
        digests = PropertyDigests()
        file = nil
    }

    /// The secrets of a journal.
    ///
    /// - Parameters:
    ///   - path: where the journal is.
    ///   - isReader: whether nothing will be added.
    /// - Throws: when they cannot be kept.
    init(besides path: String, isReader: Bool) throws(DeploymentFailure) {
        let path = Self.path(besides: path)
        var key: Data?
        for line in FileManager.default.contents(atPath: path)?.split(separator: UInt8(ascii: "\n")) ?? [] {
            switch try? JSONDecoder().decode(Line.self, from: line) {
            case .key(let data): key = data
            case .secrets(let resource, let values): self.values[resource] = values
            case nil: continue
            }
        }
        digests = key.map { PropertyDigests(key: $0) } ?? PropertyDigests()
        file = isReader ? nil : try AppendOnlyFileReference(path: path)
        if key == nil { try append(.key(digests.keyData)) }
    }

    private static func path(besides journal: String) -> String {
        URL(filePath: journal).deletingPathExtension().appendingPathExtension("secrets").path
    }

    private func append(_ line: Line) throws(DeploymentFailure) {
        guard let file else { return }
        do {
            try file.append(Array(JSONEncoder().encode(line)))
        } catch {
            throw DeploymentFailure("the secrets of the deployment cannot be kept: \(error)")
        }
    }

    /// Keeps those of a resource.
    mutating func keep(_ secrets: [String: JSON], of resource: ResourceKey) throws(DeploymentFailure) {
        guard !secrets.isEmpty else { return }
        try append(.secrets(resource, values: secrets))
        values[resource] = secrets
    }
}

/// A file that grows, in a place where several can hold it.
final class AppendOnlyFileReference: Sendable {
    private let file: AppendOnlyFile

    init(path: String) throws(DeploymentFailure) {
        do throws(RunFolderError) {
            file = try AppendOnlyFile(path: path)
        } catch {
            throw DeploymentFailure(error.description)
        }
    }

    func lock() -> Bool { file.lock() }
    func append(_ line: [UInt8]) throws(RunFolderError) { try file.append(line) }
}
