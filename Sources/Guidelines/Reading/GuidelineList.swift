import Conformance

/// A list of tests as stestr has it, one per line.
///
/// SCS-0128's list has the attributes in brackets, RefStack's the id alone, stestr's own may have names alone.
struct GuidelineList {
    let name: String
    let path: String

    /// The guideline that requires each test of the list, with a capability per service.
    func guideline(of text: String) throws(GuidelineError) -> Guideline {
        var diagnostics: [Guideline.Diagnostic] = []
        var seen: Set<TestIdentity> = []
        var services: [String: [Guideline.Test]] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard let identity = TestLists.tests(in: String(line)).first else { continue }
            func note(_ problem: String) {
                diagnostics.append(
                    Guideline.Diagnostic(location: "line \(index + 1)", problem: problem, line: index + 1)
                )
            }
            guard identity.name.contains("."), !identity.name.contains(where: \.isWhitespace) else {
                note("no test's name, left out")
                continue
            }
            guard seen.insert(identity).inserted else {
                note("\(identity.name) is there twice, counted once")
                continue
            }
            services[Self.service(of: identity.name), default: []].append(
                Guideline.Test(identity: identity, aliases: [], flag: nil)
            )
        }
        guard !services.isEmpty else {
            throw GuidelineError(subject: path, problem: "names no tests")
        }
        let component = name.lowercased()
        return Guideline(
            id: name,
            title: "Test list \(name)",
            status: nil,
            components: [component],
            programmes: [Guideline.Programme(name: name, components: [component], presumed: [])],
            capabilities: services.map { service, tests in
                Guideline.Capability(
                    name: service,
                    project: nil,
                    description: nil,
                    statuses: [component: .required],
                    tests: tests.sorted { $0.identity < $1.identity }
                )
            },
            diagnostics: diagnostics
        )
    }

    /// `compute` of `tempest.api.compute.…`, `scenario` of `tempest.scenario.…`, else the package.
    private static func service(of name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        guard parts[0] == "tempest", parts.count > 2 else { return parts[0] }
        return parts[1] == "api" ? parts[2].replacing("_", with: "-") : parts[1]
    }
}
