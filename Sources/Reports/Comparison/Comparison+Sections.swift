import Conformance

/// A kind of difference that no test asserts, a line for each.
struct UnassertedSection {
    let id: String
    let title: String
    /// What it means, as a sentence.
    let lead: String
    let lines: [Line]

    struct Line {
        let subject: String
        /// More than the subject, such as where it was seen.
        let detail: String?
        /// What each side has.
        let values: [String]
        /// By side an exchange that shows it.
        let examples: [Int: Int]

        init(_ subject: String, detail: String? = nil, values: [String], examples: [Int: Int] = [:]) {
            self.subject = subject
            self.detail = detail
            self.values = values
            self.examples = examples
        }
    }
}

extension Comparison {
    /// Everything that differs without a test minding, kind by kind; kinds without a difference too.
    var unassertedSections: [UnassertedSection] {
        [
            UnassertedSection(
                id: "versions",
                title: "Services, versions and microversions",
                lead: "What the catalog has and what version documents say.",
                lines: traits(.service) + traits(.version) + traits(.microversions)
            ),
            UnassertedSection(
                id: "extensions",
                title: "Extensions",
                lead: "Aliases that only some clouds list; of object storage the features in /info.",
                lines: extensions
            ),
            UnassertedSection(
                id: "limits",
                title: "Limits and settings",
                lead: "What a project of the run may use, and how services say they are set up.",
                lines: traits(.limit) + traits(.setting)
            ),
            UnassertedSection(
                id: "probes",
                title: "Answers to bad requests",
                lead: "The same bad request, answered with another status or another kind of document.",
                lines: unasserted.probes.map(Self.line)
            ),
            UnassertedSection(
                id: "keys",
                title: "Keys and header fields",
                lead: "What is in every answer of one cloud and in none of another, in tests that work on both.",
                lines: unasserted.keys.map(line)
            ),
            UnassertedSection(
                id: "statuses",
                title: "Statuses",
                lead: "The same request in tests that end equally, answered with another status.",
                lines: unasserted.statuses.map(line)
            ),
        ]
    }

    private func traits(_ kind: TraitDifference.Kind) -> [UnassertedSection.Line] {
        unasserted.traits.filter { $0.kind == kind }.map { trait in
            let subject: String =
                switch kind {
                case .service: "\(trait.service) service"
                case .version: "\(trait.service) \(trait.name)"
                case .microversions: "\(trait.service) \(trait.name) microversions"
                case .extension, .limit, .setting: "\(trait.service) \(trait.name)"
                }
            return UnassertedSection.Line(subject, values: trait.values.map(\.text))
        }
    }

    /// Extensions of a service that the same clouds have stand together.
    private var extensions: [UnassertedSection.Line] {
        struct Pattern: Hashable {
            let service: String
            let values: [TraitDifference.Value]
        }
        let all = unasserted.traits.filter { $0.kind == .extension }
        return Dictionary(grouping: all) { Pattern(service: $0.service, values: $0.values) }
            .map { pattern, traits in
                let names = traits.map(\.name).sorted()
                return (
                    order: "\(pattern.service) \(names[0])",
                    line: UnassertedSection.Line(
                        "\(pattern.service): \(Wording.count(names.count, "extension"))",
                        detail: names.joined(separator: ", "),
                        values: pattern.values.map(\.text)
                    )
                )
            }.sorted { $0.order < $1.order }.map(\.line)
    }

    private static func line(of probe: ProbeDifference) -> UnassertedSection.Line {
        var examples: [Int: Int] = [:]
        for (side, answer) in probe.answers.enumerated() { examples[side] = answer?.exchange }
        return UnassertedSection.Line(
            "\(probe.service): \(probe.title)",
            values: probe.answers.map { answer in
                guard let answer, let status = answer.status else { return "not known" }
                return "\(status) \(answer.shape ?? "")"
            },
            examples: examples
        )
    }

    private func line(of keys: KeyDifference) -> UnassertedSection.Line {
        let others = keys.operations.count - 1
        let kind = keys.part == .header ? (keys.keys.count == 1 ? "header field " : "header fields ") : ""
        return UnassertedSection.Line(
            kind + keys.keys.joined(separator: ", "),
            detail: keys.operations[0] + (others > 0 ? " and \(Wording.count(others, "more request"))" : ""),
            values: sides.indices.map { side in
                keys.with.contains(side) ? "always" : keys.without.contains(side) ? "never" : "not known"
            },
            examples: keys.examples
        )
    }

    private func line(of difference: StatusDifference) -> UnassertedSection.Line {
        let tests = Wording.count(difference.tests.count, "test")
        return UnassertedSection.Line(
            difference.operation,
            detail: "in \(tests), first \(difference.tests[0].shortName)",
            values: sides.indices.map { side in
                difference.statuses[side].map { $0 == 0 ? "no response" : "\($0)" } ?? "not known"
            },
            examples: difference.examples
        )
    }
}
