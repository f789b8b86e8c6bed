import Conformance
import OpenStack

/// What a response of the object storage is about.
enum StorageTarget: Sendable {
    case account
    case container
    case object
}

/// The header fields of a response of the object storage, held against what the service promises.
///
/// Object storage API reference: nearly everything the service tells stands in header fields, so each kind of response
/// has fields that must be there, and each field has a form.
struct StorageHeaders: Sendable {
    private let method: String
    private let status: Int
    private var fields: [String: String]

    /// The fields of a response; names compare without regard to case.
    init(_ answer: Answer) {
        method = answer.request.method.name
        status = answer.status
        fields = [:]
        for field in answer.headers.fields { fields[field.name.lowercased()] = field.value }
    }

    /// The same fields with the quotation marks around the ETag taken off, which large objects have.
    var withBareETag: StorageHeaders {
        var headers = self
        headers.fields["etag"] = fields["etag"].map { etag in
            var bare = Substring(etag)
            while bare.first == "\"" { bare.removeFirst() }
            while bare.last == "\"" { bare.removeLast() }
            return String(bare)
        }
        return headers
    }

    /// The first promise that is broken, as a sentence; `nil` when all are kept.
    func brokenPromise(for target: StorageTarget, policies: [String?]) -> String? {
        absence(for: target, policies: policies) ?? malformation
    }

    // MARK: - Which fields there are

    /// The first field that should be there and is not, or does not fit the service's storage policies.
    func absence(for target: StorageTarget, policies: [String?]) -> String? {
        // A response without a body need not tell its length (RFC 9110, 8.6).
        if !(100..<200).contains(status), status != 204, fields["content-length"] == nil,
            fields["transfer-encoding"] == nil
        {
            return "the response has the field Content-Length or Transfer-Encoding"
        }
        if let missing = firstMissing(["content-type", "x-trans-id", "date"]) { return missing }
        switch (method, target) {
        case ("GET", _), ("HEAD", _):
            return firstMissing(["x-timestamp"]) ?? absenceWhenShown(target, policies)
        case ("PUT", .object): return firstMissing(["etag", "last-modified"])
        case ("COPY", .object):
            return firstMissing(["etag", "last-modified", "x-copied-from", "x-copied-from-last-modified"])
        default: return nil
        }
    }

    private func absenceWhenShown(_ target: StorageTarget, _ policies: [String?]) -> String? {
        switch target {
        case .account:
            return firstMissing([
                "x-account-bytes-used", "x-account-container-count", "x-account-object-count",
            ]) ?? policyAbsence(policies)
        case .container:
            if let missing = firstMissing([
                "x-container-bytes-used", "x-container-object-count", "x-storage-policy",
            ]) {
                return missing
            }
            guard !policies.isEmpty else { return nil }
            // A policy without a name ends the search as if there were no more.
            let known = policies.prefix { $0 != nil }
            return known.contains(fields["x-storage-policy"])
                ? nil : "the field X-Storage-Policy names one of the service's policies"
        case .object: return firstMissing(["etag", "last-modified"])
        }
    }

    /// An account that has containers tells its usage, with three fields, for one policy at least.
    private func policyAbsence(_ policies: [String?]) -> String? {
        guard let count = fields["x-account-container-count"].flatMap(Int.init) else {
            return "the field X-Account-Container-Count is a number"
        }
        guard count > 0, !policies.isEmpty else { return nil }
        var told = 0
        for policy in policies {
            guard let policy else { return "every storage policy has a name" }
            let usage = ["bytes-used", "object-count", "container-count"].map {
                "x-account-storage-policy-\(policy.lowercased())-\($0)"
            }
            let missing = usage.filter { fields[$0] == nil }
            if missing.isEmpty { told += 1 } else if missing.count < usage.count { return firstMissing(missing) }
        }
        return told > 0 ? nil : "the response has the fields X-Account-Storage-Policy-… of a storage policy"
    }

    private func firstMissing(_ names: [String]) -> String? {
        names.first { fields[$0] == nil }.map { "the response has the field \($0)" }
    }

    // MARK: - What the fields look like

    /// The first field that is there and has another form than it should.
    var malformation: String? {
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            guard let form = Self.forms[name], !form.fits(value) else { continue }
            return "the field \(name), which is '\(value)', is \(form.noun)"
        }
        return nil
    }

    private struct Form: Sendable {
        let noun: String
        let fits: @Sendable (String) -> Bool
    }

    private static let number = Form(noun: "a number") { text in
        !text.isEmpty && text.allSatisfy(\.isNumber)
    }
    private static let notEmpty = Form(noun: "not empty") { !$0.isEmpty }
    private static func exactly(_ value: String) -> Form { Form(noun: "'\(value)'") { $0 == value } }

    private static let forms: [String: Form] = [
        "content-length": number,
        "x-account-bytes-used": number,
        "x-account-container-count": number,
        "x-account-object-count": number,
        "x-container-bytes-used": number,
        "x-container-object-count": number,
        "content-type": notEmpty,
        "date": notEmpty,
        "last-modified": notEmpty,
        "x-copied-from-last-modified": notEmpty,
        "x-timestamp": Form(noun: "a number of seconds") { $0.wholeMatch(of: #/[0-9]+\.?[0-9]*/#) != nil },
        "x-copied-from": Form(noun: "a container and an object") { $0.prefixMatch(of: #/\S+\/\S+/#) != nil },
        "x-trans-id": Form(noun: "a transaction's id") {
            $0.prefixMatch(of: #/tx[0-9a-f]{21}-[0-9a-f]{10}/#) != nil
        },
        "accept-ranges": exactly("bytes"),
        "transfer-encoding": exactly("chunked"),
        "etag": Form(noun: "letters and digits") { text in
            !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber }
        },
    ]
}

extension TestContext {
    /// Checks that a response has the header fields that its kind of response must have, each in its form.
    func expectHeaders(
        of answer: Answer,
        for target: StorageTarget,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws {
        let policies = try await storagePolicies()
        let broken = StorageHeaders(answer).brokenPromise(for: target, policies: policies)
        if let broken { expect(false, broken, fileID: fileID, line: line) }
    }

    /// Checks the header fields of a response for an object whose data is that of other objects.
    ///
    /// Its ETag is no digest of the data, which quotation marks around it say.
    func expectLargeObjectHeaders(of answer: Answer, fileID: String = #fileID, line: Int = #line) async throws {
        let etag = answer.headers["ETag"] ?? ""
        expect(etag.hasPrefix("\"") && etag.hasSuffix("\""), "the ETag has quotation marks", fileID: fileID, line: line)
        let policies = try await storagePolicies()
        let broken = StorageHeaders(answer).withBareETag.brokenPromise(for: .object, policies: policies)
        if let broken { expect(false, broken, fileID: fileID, line: line) }
    }

    /// The names of the service's storage policies, `nil` for one without a name; none where it does not tell.
    private func storagePolicies() async throws -> [String?] {
        let told = try await shared(StorageFixtures.capabilities)["swift"]["policies"]
        if let policies = told.array { return policies.map { $0["name"].string } }
        return told.isNull ? [] : [nil]
    }
}
