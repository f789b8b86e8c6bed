import Conformance
import Foundation
import OpenStack

/// A run as what refstack-client uploads: the cloud, how long it took, and the tests that passed.
///
/// RefStack API v1, `POST /v1/results/`. Whatever did not pass is absent, whether it failed, was skipped or never ran;
/// a flaky test passed. Names come without attributes, each once.
struct RefStackReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func text() throws(ReportError) -> String {
        let passed = tests
        guard !passed.isEmpty else {
            throw ReportError("no test passed, and RefStack takes no result without one; is it the right run?")
        }
        let object: JSON = .object([
            "cpid": .string(cloudID),
            "duration_seconds": .integer(Int(report.seconds)),
            "results": .array(passed),
        ])
        return String(decoding: object.serialized(pretty: true), as: UTF8.self) + "\n"
    }

    private var tests: [JSON] {
        var names: Set<String> = []
        return report.results.filter { $0.outcome.isSuccess && names.insert($0.identity.name).inserted }.map { result in
            var test: [String: JSON] = ["name": .string(result.identity.name)]
            // RefStack takes nothing else for one.
            if UUID(uuidString: result.identity.id) != nil { test["uuid"] = .string(result.identity.id) }
            return .object(test)
        }
    }

    /// The catalog's id of the identity service; where it is not known the digest of the host's name, as
    /// refstack-client has it.
    private var cloudID: String {
        if let id = report.record.description.cloudID, !id.isEmpty { return id }
        let url = report.record.description.authURL
        let host = URLComponents(string: url)?.host ?? url
        return Digest.md5(Array(host.lowercased().utf8))
    }
}
