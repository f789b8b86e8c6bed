import Conformance
import Foundation
import OpenStack

extension TempestInventory {
    /// Asks an installation for its tests.
    ///
    /// - Parameters:
    ///   - installation: the installation.
    ///   - workspace: where its tempest.conf is; a part of the tests depends on it.
    ///   - environment: the process's environment.
    /// - Throws: ``TempestError`` when not even a part of the tests can be listed.
    public init(
        of installation: TempestInstallation,
        in workspace: TempestWorkspace,
        environment: [String: String]
    ) async throws(TempestError) {
        let file = workspace.folder.appending(path: "tests.json")
        let log = workspace.folder.appending(path: "list.log")
        try? FileManager.default.removeItem(at: log)
        let process = try ChildProcess(
            installation.python,
            ["-c", Self.script, file.path],
            environment: workspace.environment(for: installation, from: environment),
            directory: workspace.folder,
            errors: log
        )
        let (termination, _) = await process.finished()
        guard termination.isSuccess, let data = FileManager.default.contents(atPath: file.path),
            let document = try? JSON(parsing: Array(data))
        else {
            let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            let problem =
                said.lastLine.map { "\($0); see \(log.path)" }
                ?? "\(termination) and said nothing; is there space in \(workspace.folder.path)?"
            throw TempestError("\(installation.title) cannot list its tests: \(problem)")
        }
        self.init(
            tests: (document["tests"].array ?? []).compactMap { entry in
                guard let name = entry["id"].string else { return nil }
                return TempestTest(
                    stestrName: name,
                    credentials: entry["credentials"].array?.compactMap(\.string) ?? []
                )
            }.sorted { $0.identity < $1.identity },
            broken: (document["broken"].array ?? []).compactMap { entry in
                guard let module = entry["module"].string else { return nil }
                return Broken(module: module, reason: entry["reason"].string ?? "no reason was given")
            }
        )
    }

    /// Lists tests as `tempest run --list-tests` does, with the credentials of their classes; that command says nothing
    /// of them, and nothing at all when one module cannot be imported.
    private static let script = """
        import json
        import sys
        import unittest
        from tempest.test_discover import test_discover

        def each(item):
            try:
                parts = iter(item)
            except TypeError:
                yield item
                return
            for part in parts:
                yield from each(part)

        def credentials(test):
            named = ['[%s]' % ','.join(entry[1:]) if isinstance(entry, (list, tuple)) else str(entry)
                     for entry in getattr(test, 'credentials', None) or []]
            if getattr(test, 'force_tenant_isolation', False):
                named.append('admin')
            return named

        tests, broken = [], []
        loader = unittest.TestLoader()
        for test in each(test_discover.load_tests(loader, unittest.TestSuite(), None)):
            if type(test).__name__ == '_FailedTest':
                lines = str(getattr(test, '_exception', '')).strip().splitlines()
                broken.append({'module': test.id().split('_FailedTest.')[-1], 'reason': lines[-1] if lines else ''})
            else:
                tests.append({'id': test.id(), 'credentials': credentials(test)})
        with open(sys.argv[1], 'w') as out:
            json.dump({'tests': tests, 'broken': broken}, out)
        """
}
