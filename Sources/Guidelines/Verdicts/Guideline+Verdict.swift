public import Conformance

extension Guideline {
    /// What this guideline says of the results of a run.
    ///
    /// A result belongs to a test of the guideline by its id; else by its name; else by an alias of the test. Names
    /// decide only where one of both has no id: a name with another id is another test. Of several results with one
    /// id, which are variants, that with the guideline's name decides, and if none has it the worst. Of several
    /// aliases the best does, as they are names of one test.
    ///
    /// - Parameter results: of every test that was wanted; what is not among them counts as missing.
    /// - Returns: the verdict on each programme, component and capability.
    public func verdict(on results: [TestResult]) -> Verdict {
        let index = ResultIndex(results)
        let judged = capabilities.map { capability in
            (capability: capability, verdict: verdict(of: capability, on: index))
        }
        func group(_ name: String, _ components: [String], _ presumed: [ComponentReference]) -> Verdict.Group {
            self.group(name, of: judged, in: components, presumed: presumed)
        }
        return Verdict(
            guideline: id,
            whole: group(id, components, []),
            programmes: programmes.map { group($0.name, $0.components, $0.presumed) },
            components: components.map { group($0, [$0], []) },
            capabilities: judged.map(\.verdict)
        )
    }

    private func verdict(of capability: Capability, on index: ResultIndex) -> Verdict.Capability {
        let tests = capability.tests.map { test in
            let result = index.result(of: test)
            return Verdict.Test(
                identity: test.identity,
                outcome: result?.outcome,
                reason: result?.reason,
                decidedBy: result.flatMap { $0.identity == test.identity ? nil : $0.identity },
                flag: test.flag
            )
        }
        let tally = Verdict.Tally(tests.filter { $0.flag == nil }.map(\.outcome))
        return Verdict.Capability(
            name: capability.name,
            project: capability.project,
            status: capability.status(),
            conclusion: tally.total == 0 ? .uncounted : tally.conclusion(toleratesSkips: toleratesSkips),
            tally: tally,
            flagged: Verdict.Tally(tests.filter { $0.flag != nil }.map(\.outcome)),
            tests: tests
        )
    }

    /// Counts each test once, where it is wanted most: by the strictest status, and not flagged before flagged.
    private func group(
        _ name: String,
        of judged: [(capability: Capability, verdict: Verdict.Capability)],
        in components: [String],
        presumed: [ComponentReference]
    ) -> Verdict.Group {
        var places: [TestIdentity: Place] = [:]
        var conclusions: [Status: [Verdict.Conclusion: Int]] = [:]
        for (capability, verdict) in judged {
            guard let status = capability.status(in: components) else { continue }
            conclusions[status, default: [:]][verdict.conclusion, default: 0] += 1
            for test in verdict.tests {
                let place = Place(status: status, isFlagged: test.flag != nil, outcome: test.outcome)
                if let known = places[test.identity], !place.isStricter(than: known) { continue }
                places[test.identity] = place
            }
        }
        let counted = Dictionary(grouping: places.values.filter { !$0.isFlagged }, by: \.status)
        let tallies = counted.mapValues { Verdict.Tally($0.map(\.outcome)) }
        var conclusion = (tallies[.required] ?? Verdict.Tally()).conclusion(toleratesSkips: toleratesSkips)
        // A component that nobody defines cannot be judged anywhere.
        if conclusion == .pass, presumed.contains(where: { $0.guideline == nil }) { conclusion = .incomplete }
        return Verdict.Group(
            name: name,
            conclusion: conclusion,
            tallies: tallies,
            flagged: Verdict.Tally(places.values.filter { $0.isFlagged && $0.status == .required }.map(\.outcome)),
            capabilities: conclusions,
            presumed: presumed
        )
    }

    private struct Place {
        let status: Status
        let isFlagged: Bool
        let outcome: Outcome?

        func isStricter(than other: Place) -> Bool {
            if status != other.status { return status < other.status }
            return !isFlagged && other.isFlagged
        }
    }
}

/// The results of a run, by id and by name.
private struct ResultIndex {
    private let byID: [String: [TestResult]]
    private let byName: [String: [TestResult]]

    init(_ results: [TestResult]) {
        byID = Dictionary(grouping: results.filter { !$0.identity.id.isEmpty }, by: \.identity.id)
        byName = Dictionary(grouping: results, by: \.identity.name)
    }

    func result(of test: Guideline.Test) -> TestResult? {
        let identity = test.identity
        if !identity.id.isEmpty, let variants = byID[identity.id] {
            let named = variants.filter { $0.identity.name == identity.name }
            return worst(of: named.isEmpty ? variants : named)
        }
        if let named = worst(of: results(named: identity.name, id: identity.id)) { return named }
        return test.aliases.flatMap { results(named: $0, id: identity.id) }.max { isWorse($0, than: $1) }
    }

    private func results(named name: String, id: String) -> [TestResult] {
        (byName[name] ?? []).filter { id.isEmpty || $0.identity.id.isEmpty }
    }

    private func worst(of results: [TestResult]) -> TestResult? {
        results.min { isWorse($0, than: $1) }
    }

    private func isWorse(_ left: TestResult, than right: TestResult) -> Bool {
        Self.rank(left.outcome) < Self.rank(right.outcome)
    }

    /// From what speaks against a cloud to what speaks for it.
    private static func rank(_ outcome: Outcome) -> Int {
        switch outcome {
        case .failed: 0
        case .notRun: 1
        case .skipped: 2
        case .flaky: 3
        case .passed: 4
        }
    }
}
