public import Conformance

extension Guideline {
    /// What this guideline says of the results of a run.
    ///
    /// A result belongs to a test of the guideline by its id; else by its name; else by an alias of the test. Names
    /// decide only where one of both has no id: a name with another id is another test. A test without an id whose name
    /// no result has is known by the id that the catalog's guidelines give the name. Of several results with one id,
    /// which are variants, that with the guideline's name decides, and if none has it the worst. Of several aliases the
    /// best does, as they are names of one test.
    ///
    /// - Parameters:
    ///   - results: of every test that was wanted; what is not among them counts as missing.
    ///   - catalog: where guidelines are looked up whose components a programme takes besides its own.
    /// - Returns: the verdict on each programme, component and capability.
    public func verdict(on results: [TestResult], presuming catalog: GuidelineCatalog = .builtIn) -> Verdict {
        let index = ResultIndex(results, catalog: catalog)
        let judged = capabilities.map { Judged(capability: $0, verdict: verdict(of: $0, on: index)) }
        return Verdict(
            guideline: id,
            whole: Self.group(id, of: judged, in: components, toleratesSkips: toleratesSkips),
            programmes: programmes.map { programme in
                Self.group(
                    programme.name,
                    of: judged,
                    in: programme.components,
                    toleratesSkips: toleratesSkips,
                    presumed: programme.presumed.map { Self.verdict(presumed: $0, on: index, catalog) }
                )
            },
            components: components.map {
                Self.group($0, of: judged, in: [$0], toleratesSkips: toleratesSkips)
            },
            capabilities: judged.map(\.verdict)
        )
    }

    /// A component that another guideline judges, if the catalog has it.
    private static func verdict(
        presumed reference: ComponentReference,
        on index: ResultIndex,
        _ catalog: GuidelineCatalog
    ) -> Verdict.Presumed {
        var verdict: Verdict.Group?
        if let other = reference.guideline.flatMap({ catalog[$0] }), other.components.contains(reference.component) {
            verdict = group(
                reference.component,
                of: other.capabilities.map { Judged(capability: $0, verdict: other.verdict(of: $0, on: index)) },
                in: [reference.component],
                toleratesSkips: other.toleratesSkips
            )
        }
        return Verdict.Presumed(component: reference.component, guideline: reference.guideline, verdict: verdict)
    }

    private struct Judged {
        let capability: Capability
        let verdict: Verdict.Capability
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
    private static func group(
        _ name: String,
        of judged: [Judged],
        in components: [String],
        toleratesSkips: Bool,
        presumed: [Verdict.Presumed] = []
    ) -> Verdict.Group {
        var places: [TestIdentity: Place] = [:]
        var conclusions: [Status: [Verdict.Conclusion: Int]] = [:]
        for judged in judged {
            guard let status = judged.capability.status(in: components) else { continue }
            conclusions[status, default: [:]][judged.verdict.conclusion, default: 0] += 1
            for test in judged.verdict.tests {
                let place = Place(status: status, isFlagged: test.flag != nil, outcome: test.outcome)
                if let known = places[test.identity], !place.isStricter(than: known) { continue }
                places[test.identity] = place
            }
        }
        let counted = Dictionary(grouping: places.values.filter { !$0.isFlagged }, by: \.status)
        let tallies = counted.mapValues { Verdict.Tally($0.map(\.outcome)) }
        let alone = (tallies[.required] ?? Verdict.Tally()).conclusion(toleratesSkips: toleratesSkips)
        // What nobody judged has not been shown.
        let besides = presumed.map { $0.verdict?.conclusion ?? .incomplete }
        return Verdict.Group(
            name: name,
            conclusion: besides.reduce(alone) { $1.severity > $0.severity ? $1 : $0 },
            alone: alone,
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
    private let catalog: GuidelineCatalog

    init(_ results: [TestResult], catalog: GuidelineCatalog) {
        self.catalog = catalog
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
        // The best of them: a run that has the test under one name knows nothing of it under the others.
        let aliases = test.aliases.flatMap { results(named: $0, id: identity.id) }
        if !aliases.isEmpty || !identity.id.isEmpty { return aliases.max { isWorse($0, than: $1) } }
        return catalog.id(ofTestNamed: identity.name).flatMap { worst(of: byID[$0] ?? []) }
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

extension Verdict.Conclusion {
    /// Of several conclusions about parts the gravest holds for the whole.
    fileprivate var severity: Int {
        switch self {
        case .pass, .uncounted: 0
        case .incomplete: 1
        case .fail: 2
        }
    }
}
