public import Conformance

extension Guideline {
    /// A guideline that requires capabilities which a pack of tests names itself.
    ///
    /// - Throws: ``GuidelineError`` when the pack names none.
    public init(
        named id: String,
        requiring capabilities: [(name: String, tests: [TestIdentity])]
    ) throws(GuidelineError) {
        guard !capabilities.isEmpty else {
            throw GuidelineError(subject: id, problem: "its tests name no capabilities, so that nothing can be judged")
        }
        self.init(
            id: id,
            title: id,
            status: nil,
            components: ["tests"],
            programmes: [Programme(name: id, components: ["tests"], presumed: [])],
            capabilities: capabilities.map { name, tests in
                Capability(
                    name: name,
                    project: nil,
                    description: nil,
                    statuses: ["tests": .required],
                    tests: tests.map { Test(identity: $0, aliases: [], flag: nil) }
                )
            }
        )
    }
}
