import ArgumentParser

/// The subcommand `ra`.
struct ReferenceArchitectureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ra",
        abstract: "Reference architectures: applications as Heat templates, and the clouds they run on.",
        discussion: """
            A template is one of Heat's language (https://docs.openstack.org/heat/latest/template_guide/hot_spec.html), \
            of any version from 2013-05-23 to 2021-04-16, or of CloudFormation's as far as Heat has it.
            """,
        subcommands: [
            ReferenceArchitectureLintCommand.self, ReferenceArchitectureRequiresCommand.self,
            ReferenceArchitectureGraphCommand.self, ReferenceArchitectureDeployCommand.self,
            ReferenceArchitectureStatusCommand.self, ReferenceArchitectureUpdateCommand.self,
            ReferenceArchitectureVerifyCommand.self, ReferenceArchitectureDeleteCommand.self,
        ]
    )
}
