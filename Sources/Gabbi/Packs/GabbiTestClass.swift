import Conformance
import OpenStack
import PythonSemantics

/// The tests of one file.
struct GabbiTestClass: TestClass {
    private var file: GabbiFile
    private let service: ServiceType?
    private let environment: [String: String]
    /// The methods' names, one for each step.
    private var methods: [String]
    let name: String
    let requirements: [Requirement]

    /// Fixtures that FITS has: a token in `OS_TOKEN`, which every file gets.
    private static let knownFixtures: Set<String> = ["AuthenticationFixture"]

    /// The tests of a file; `nil` when it has URLs that are relative to nobody knows which service.
    init?(_ file: GabbiFile, in folder: GabbiFolder, service: ServiceType?, environment: [String: String]) {
        let header = file.header.completed(by: folder.header)
        let known = header.service ?? service ?? PythonModule.service(ofModule: folder.module)
        // What a variable stands for is a whole URL most of the time, and only known later.
        let isRelative = file.steps.contains { $0.url.prefixMatch(of: #/[A-Za-z][A-Za-z0-9+.-]*:|\$[A-Z]/#) == nil }
        guard known != nil || !isRelative else { return nil }
        self.file = file
        self.file.header = header
        self.service = known
        self.environment = environment
        name = header.suite ?? folder.module ?? "gabbi.\(folder.name.identifier)"
        methods = file.steps.map { "\(file.name)_\($0.name.lowercased().replacing(" ", with: "_")).test_request" }
        var requirements = known.map { [Requirement.service($0)] } ?? []
        requirements += header.needs.filter { !requirements.contains($0) }
        requirements += file.fixtures.filter { !Self.knownFixtures.contains($0) }.map { .foreignFixture($0) }
        self.requirements = requirements
    }

    /// Gives tests that have another's name and no id to tell them apart names of their own.
    mutating func distinguish(from names: inout Set<String>) {
        for (index, step) in file.steps.enumerated() {
            let plain = methods[index]
            var number = 1
            while !names.insert("\(name).\(methods[index])[\(id(of: step))]").inserted {
                number += 1
                methods[index] = "\(plain)(\(number))"
            }
        }
    }

    func declare(in tests: inout TestDeclarations) {
        for (method, step) in zip(methods, file.steps) {
            let surroundings = GabbiSurroundings(environment: environment, service: service)
            tests.test(
                id(of: step),
                method,
                summary(of: step),
                place: SequencePlace(sequence: file.path, position: step.position, followsPrior: step.usesPriorTest),
                fileID: file.path,
                line: step.mark.line
            ) { [file] context in
                try await GabbiStepRun(file: file, step: step, surroundings: surroundings, context: context).run()
            }
        }
    }

    /// The capability of each test that has one.
    var capabilities: [(test: TestIdentity, capability: String)] {
        zip(methods, file.steps).compactMap { method, step in
            let identity = TestIdentity(name: "\(name).\(method)", id: id(of: step))
            return (file.header.tests[step.name]?.capability ?? file.header.capability).map { (identity, $0) }
        }
    }

    /// The id that the header gives, or that the description is, as OpenStack's suites have it.
    private func id(of step: GabbiStep) -> String {
        file.header.tests[step.name]?.id ?? (step.description.isUUID ? step.description : "")
    }

    private func summary(of step: GabbiStep) -> String {
        if let summary = file.header.tests[step.name]?.summary { return summary }
        if !step.description.isEmpty, !step.description.isUUID { return step.description }
        return "\(step.name): \(step.method) \(step.url) answers \(step.statuses.joined(separator: " or "))"
    }
}

extension String {
    /// The text as a part of a dotted name.
    fileprivate var identifier: String {
        String(map { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" ? $0 : "_" })
    }
}
