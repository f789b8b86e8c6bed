import Conformance
import Foundation
import Reports

/// Finds what a gate compares: runs by their names, folders of runs, files with streams.
struct GateSides {
    let store: RunStore
    let workingDirectory: String

    /// What is to be judged.
    struct Candidate {
        let side: GateSide
        /// The run; `nil` for a stream.
        let record: RunRecord?
    }

    /// A run or a stream.
    func candidate(_ name: String) throws -> Candidate {
        if let file = file(name) { return Candidate(side: try stream(file, name: name), record: nil) }
        let record = try RunRecord(reading: store.run(name))
        warnOfDamage(record)
        return Candidate(side: GateSide(report(on: record)), record: record)
    }

    /// A run, a folder of runs, or a stream.
    func baseline(_ name: String, before candidate: Candidate) throws -> GateSide {
        if let file = file(name) { return try stream(file, name: name) }
        if let folder = folder(name) {
            return try runs(in: RunStore(directory: folder), name: name, before: candidate)
        }
        let record = try RunRecord(reading: store.run(name))
        warnOfDamage(record)
        if record.description.run == candidate.record?.description.run {
            throw CommandFailure(.usage, "run \(record.description.run) is both baseline and candidate")
        }
        return GateSide(report(on: record))
    }

    /// The runs of the candidate's cloud in a folder that began before it.
    private func runs(in store: RunStore, name: String, before candidate: Candidate) throws -> GateSide {
        let all = readableRecords(in: store).filter { $0.description.run != candidate.record?.description.run }
        let cloud = candidate.record?.description.cloud
        let records = all.filter { record in
            (cloud == nil || record.description.cloud == cloud)
                && candidate.record.map { record.startedAt < $0.startedAt } != false
        }
        guard !records.isEmpty else {
            let clouds = Set(all.map(\.description.cloud)).sorted().joined(separator: ", ")
            let wanted = cloud.map { "of cloud \($0) that began before the candidate" } ?? "in it"
            throw CommandFailure(
                .usage,
                "\(name) has no run \(wanted); it has \(Wording.count(all.count, "other run"))"
                    + (clouds.isEmpty ? "" : " of \(clouds)")
            )
        }
        if cloud == nil, Set(records.map(\.description.cloud)).count > 1 {
            throw CommandFailure(
                .usage,
                "\(name) has runs of several clouds, and a stream does not say which of them it is of"
            )
        }
        return GateSide(records, name: name)
    }

    private func stream(_ file: URL, name: String) throws -> GateSide {
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw CommandFailure(.usage, "\(name) cannot be read")
        }
        let stream = SubunitStream(reading: Array(data))
        guard !stream.packets.isEmpty else {
            throw CommandFailure(.usage, "\(name) is no subunit stream, version 2: it has no packet")
        }
        if let first = stream.damage.first {
            Console.standardError.write(
                "fits: \(name) is damaged in \(Wording.count(stream.damage.count, "place")), first: \(first); the rest is used\n"
            )
        }
        return GateSide(stream, name: name)
    }

    // MARK: - Names

    private func url(_ name: String) -> URL {
        URL(filePath: name, relativeTo: URL(filePath: workingDirectory, directoryHint: .isDirectory)).absoluteURL
    }

    private func file(_ name: String) -> URL? {
        var isFolder: ObjCBool = false
        let url = url(name)
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue ? nil : url
    }

    /// A folder that is not a run's; a run that is called so comes first.
    private func folder(_ name: String) -> URL? {
        var isFolder: ObjCBool = false
        let url = url(name)
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue,
            !FileManager.default.fileExists(atPath: url.appending(path: "journal.jsonl").path)
        else { return nil }
        return url
    }
}

/// The runs of a store that can be read, oldest first; of the others a line on stderr says why not.
func readableRecords(in store: RunStore) -> [RunRecord] {
    guard let folders = try? store.all() else { return [] }
    return folders.compactMap { folder in
        do throws(RunFolderError) {
            return try RunRecord(reading: folder)
        } catch {
            Console.standardError.write("fits: \(error); the run is passed over\n")
            return nil
        }
    }
}
