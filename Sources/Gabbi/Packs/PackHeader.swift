import Conformance
import OpenStack
import PythonSemantics

/// What a file or a folder of tests says of itself, below the key `fits`.
struct PackHeader: Sendable {
    /// What stands before the names of the tests: a dotted name.
    var suite: String?
    /// The service that URLs without scheme and host are of.
    var service: ServiceType?
    /// What a cloud must have.
    var needs: [Requirement] = []
    /// The capability that the tests show.
    var capability: String?
    /// What is said of single tests, by their names.
    var tests: [String: TestNote] = [:]

    /// What is said of one test.
    struct TestNote: Sendable {
        var id: String?
        var capability: String?
        var summary: String?
    }

    /// The header with another, of a wider range, where this one says nothing.
    func completed(by other: PackHeader) -> PackHeader {
        PackHeader(
            suite: suite ?? other.suite,
            service: service ?? other.service,
            needs: needs + other.needs.filter { !needs.contains($0) },
            capability: capability ?? other.capability,
            tests: tests
        )
    }
}

extension PackHeader {
    private static let keys = ["suite", "service", "needs", "capability", "tests"]
    private static let testKeys = ["id", "capability", "summary"]

    /// Reads a header; what is wrong with it is told.
    init(_ tree: YAMLTree, testNames: [String]?, diagnostics: inout GabbiDiagnostics) {
        guard let entries = tree.entries else {
            diagnostics.error("\"fits\" holds \(tree.kind); it takes a map", at: tree.mark)
            return
        }
        for entry in entries {
            switch entry.key {
            case "suite": suite = Self.text(entry, &diagnostics)
            case "service": service = Self.text(entry, &diagnostics).map { ServiceType.named($0) }
            case "capability": capability = Self.text(entry, &diagnostics)
            case "needs":
                guard let elements = entry.value.elements else {
                    diagnostics.error("\"needs\" holds \(entry.value.kind); it takes a list", at: entry.value.mark)
                    continue
                }
                needs = elements.compactMap { Self.requirement($0, &diagnostics) }
            case "tests": readTests(entry, testNames, &diagnostics)
            default:
                diagnostics.error(
                    "\"fits\" has no key \"\(entry.key)\"; it has \(Self.keys.joined(separator: ", "))",
                    at: entry.mark
                )
            }
        }
    }

    private mutating func readTests(
        _ entry: YAMLTree.Entry,
        _ names: [String]?,
        _ diagnostics: inout GabbiDiagnostics
    ) {
        guard let entries = entry.value.entries, let names else {
            diagnostics.error(
                "\"tests\" of a header takes a map of the names of the file's tests",
                at: entry.value.mark
            )
            return
        }
        for entry in entries {
            guard names.contains(entry.key) else {
                diagnostics.error("the file has no test called \"\(entry.key)\"", at: entry.mark)
                continue
            }
            guard let facts = entry.value.entries else {
                diagnostics.error(
                    "a test's header holds \(entry.value.kind); it takes a map with id, capability, summary",
                    at: entry.value.mark
                )
                continue
            }
            var note = TestNote()
            for fact in facts {
                switch fact.key {
                case "id":
                    note.id = Self.text(fact, &diagnostics)
                    if let id = note.id, !id.isUUID {
                        diagnostics.error("\"\(id)\" is no UUID; `uuidgen` makes one", at: fact.value.mark)
                    }
                case "capability": note.capability = Self.text(fact, &diagnostics)
                case "summary": note.summary = Self.text(fact, &diagnostics)
                default:
                    diagnostics.error(
                        "a test's header has no key \"\(fact.key)\"; it has \(Self.testKeys.joined(separator: ", "))",
                        at: fact.mark
                    )
                }
            }
            tests[entry.key] = note
        }
    }

    private static func text(_ entry: YAMLTree.Entry, _ diagnostics: inout GabbiDiagnostics) -> String? {
        guard case .scalar(.string(let text)) = entry.value.content, !text.isEmpty else {
            diagnostics.error("\"\(entry.key)\" holds \(entry.value.kind); it takes a text", at: entry.value.mark)
            return nil
        }
        return text
    }

    /// What a cloud must have: `compute`, `network/router`, `external-network`, `admin`, `second-user`, `password`,
    /// `feature:SECTION.OPTION`.
    private static func requirement(_ tree: YAMLTree, _ diagnostics: inout GabbiDiagnostics) -> Requirement? {
        guard case .scalar(.string(let text)) = tree.content else {
            diagnostics.error(
                "a need holds \(tree.kind); it takes a text such as compute or network/router",
                at: tree.mark
            )
            return nil
        }
        switch text {
        case "admin": return .credentials(.admin)
        case "second-user": return .credentials(.alternate)
        case "password": return .credentials(.password)
        case "external-network": return .externalNetwork
        default: break
        }
        if text.hasPrefix("feature:") {
            let name = String(text.dropFirst("feature:".count))
            return .feature(Feature(name, summary: "whether the cloud has \(name)"))
        }
        let parts = text.split(separator: "/", maxSplits: 1)
        if parts.count == 2 { return .extension(.named(String(parts[0])), String(parts[1])) }
        return .service(.named(text))
    }
}

extension String {
    /// Whether the text is a UUID.
    var isUUID: Bool {
        wholeMatch(of: #/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/#) != nil
    }
}
