public import Foundation

/// The folder of one run: `journal.jsonl`, `exchanges.jsonl` and `cloud.json`.
public struct RunFolder: Sendable, Hashable {
    /// The folder.
    public let url: URL
    /// The run's id, which is the folder's name.
    public var run: String { url.lastPathComponent }

    var journalPath: String { url.appending(path: "journal.jsonl").path }
    var exchangesPath: String { url.appending(path: "exchanges.jsonl").path }
    var profilePath: String { url.appending(path: "cloud.json").path }
}

/// The folder that holds the folders of all runs.
public struct RunStore: Sendable, Hashable {
    /// The folder.
    public let directory: URL

    /// The runs in a folder, which need not exist yet.
    public init(directory: URL) { self.directory = directory }

    /// The usual place: `fits/runs` in the user's data directory (XDG Base Directory Specification).
    public static func usual(environment: [String: String], homeDirectory: URL) -> RunStore {
        let data =
            environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? homeDirectory.appending(path: ".local/share")
        return RunStore(directory: data.appending(path: "fits/runs"))
    }

    /// The runs there are, oldest first.
    public func all() throws(RunFolderError) -> [RunFolder] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        } catch {
            throw RunFolderError(path: directory.path, problem: "cannot be read")
        }
        return names.sorted().map { RunFolder(url: directory.appending(path: $0)) }
            .filter { FileManager.default.fileExists(atPath: $0.journalPath) }
    }

    /// A run by its id, by the beginning of its id, by a path, or `latest`.
    ///
    /// - Throws: ``RunFolderError`` when there is none, or more than one.
    public func run(_ name: String) throws(RunFolderError) -> RunFolder {
        if name.contains("/") {
            let folder = RunFolder(url: URL(filePath: name))
            guard FileManager.default.fileExists(atPath: folder.journalPath) else {
                throw RunFolderError(path: name, problem: "is not the folder of a run: it has no journal.jsonl")
            }
            return folder
        }
        let runs = try all()
        if name == "latest" {
            guard let last = runs.last else {
                throw RunFolderError(path: directory.path, problem: "has no run yet; `fits run` makes one")
            }
            return last
        }
        let matching = runs.filter { $0.run == name }
        let candidates = matching.isEmpty ? runs.filter { $0.run.hasPrefix(name) } : matching
        guard let folder = candidates.first else {
            throw RunFolderError(path: directory.path, problem: "has no run \(name); it has \(runs.count) runs")
        }
        guard candidates.count == 1 else {
            throw RunFolderError(
                path: directory.path,
                problem: "has \(candidates.count) runs that begin with \(name)"
            )
        }
        return folder
    }

    /// Makes the folder of a new run, named for the time, the cloud, and something random.
    ///
    /// - Throws: ``RunFolderError`` when the folder cannot be made.
    public func create(cloud: String, at time: Date, token: String) throws(RunFolderError) -> RunFolder {
        let format = Date.VerbatimFormatStyle(
            format: """
                \(year: .defaultDigits)\(month: .twoDigits)\(day: .twoDigits)T\
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\
                \(second: .twoDigits)Z
                """,
            timeZone: .gmt,
            calendar: Calendar(identifier: .iso8601)
        )
        let safeCloud = String(cloud.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
        let folder = RunFolder(
            url: directory.appending(path: "\(time.formatted(format))-\(safeCloud)-\(token)")
        )
        do {
            try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        } catch {
            throw RunFolderError(path: folder.url.path, problem: "cannot be made")
        }
        return folder
    }
}
