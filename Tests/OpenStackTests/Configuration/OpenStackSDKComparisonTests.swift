import OpenStack
import Testing

/// Whether openstacksdk and we make the same of a configuration.
///
/// Needs a Python with openstacksdk, named by `FITS_OPENSTACKSDK_PYTHON`; without it the suite is skipped, which the
/// test run says.
@Suite(
    .enabled(if: OpenStackSDKReference() != nil, "FITS_OPENSTACKSDK_PYTHON does not name a Python with openstacksdk")
)
struct OpenStackSDKComparisonTests {
    @Test func configurationsResolveAsWithOpenStackSDK() throws {
        let reference = try #require(OpenStackSDKReference())
        let answers = try reference.answers(to: SDKCase.all)
        try #require(answers.count == SDKCase.all.count)
        var counts: [String: Int] = [:]
        for (configuration, theirs) in zip(SDKCase.all, answers) {
            let relation: String
            do throws(ConfigurationError) {
                let ours = try configuration.ownAnswer()
                if theirs.has("error") {
                    relation = "only they fail"
                    #expect(isOnlyTheyFail(configuration), "\(configuration): \(theirs["error"])")
                } else {
                    relation = "equal"
                    for key in (ours.object ?? [:]).keys.sorted() {
                        #expect(ours[key] == theirs[key], "\(configuration), \(key)")
                    }
                    #expect(configuration.relation == .equal, "\(configuration)")
                }
            } catch {
                relation = theirs.has("error") ? "both fail" : "only we fail"
                switch configuration.relation {
                case .bothFail: #expect(theirs.has("error"), "\(configuration): \(error)")
                case .onlyWeFail: #expect(!theirs.has("error"), "\(configuration): \(error)")
                default: Issue.record("\(configuration): \(error); openstacksdk: \(theirs)")
                }
            }
            counts[relation, default: 0] += 1
        }
        print(
            "openstacksdk:",
            counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        )
    }

    private func isOnlyTheyFail(_ configuration: SDKCase) -> Bool {
        if case .onlyTheyFail = configuration.relation { true } else { false }
    }
}
