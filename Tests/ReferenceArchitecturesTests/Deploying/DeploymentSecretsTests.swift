import Foundation
import HeatTemplates
import ReferenceArchitectures
import Testing

@Suite struct DeploymentSecretsTests {
    private static let text = """
        heat_template_version: 2018-08-31
        parameters:
          phrase: {type: string, hidden: true}
          flavor: {type: string, default: m1.nano}
        resources:
          password: {type: 'OS::Heat::RandomString', properties: {length: 20}}
          key: {type: 'OS::Nova::KeyPair', properties: {name: {get_param: 'OS::stack_name'}, save_private_key: true}}
          config: {type: 'OS::Heat::SoftwareConfig', properties: {config: {get_param: phrase}}}
          value: {type: 'OS::Heat::Value', properties: {value: {get_param: phrase}}}
          net: {type: 'OS::Neutron::Net', properties: {value_specs: {description: {get_param: phrase}}}}
          subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: 10.1.0.0/24}}
          server:
            type: OS::Nova::Server
            depends_on: subnet
            properties:
              flavor: {get_param: flavor}
              image: embedded-guest
              admin_pass: {get_attr: [password, value]}
              user_data_format: RAW
              user_data: {get_attr: [config, config]}
              networks: [{network: {get_resource: net}}]
        outputs:
          password: {value: {get_attr: [password, value]}}
          key: {value: {get_attr: [key, private_key]}}
          value: {value: {get_attr: [value, value]}}
        """

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "secrets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test("the journal has no secret in it; what must be known later is where only the owner can read it")
    func journal() async throws {
        let phrase = "correct-horse-battery"
        try await withFolder { folder in
            try await TestCloud.with { cloud in
                let path = folder.appending(path: "journal.jsonl").path
                let stack = try stack(Self.text, parameters: ["phrase": phrase])
                let made = await cloud.engine(try DeploymentJournal(path: path)).deploy(
                    stack,
                    as: TestCloud.description
                )
                try #require(made.failures == [])
                let password = try #require(made.value(of: "password")?.string)
                let key = try #require(made.value(of: "key")?.string)
                #expect(password.count == 20)
                #expect(key.contains("PRIVATE KEY"))

                let journal = try String(contentsOfFile: path, encoding: .utf8)
                for secret in [phrase, Data(phrase.utf8).base64EncodedString(), password, "PRIVATE KEY"] {
                    #expect(!journal.contains(secret))
                }
                for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + file)
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
                }

                // Another process knows them.
                let next = cloud.engine(try DeploymentJournal(path: path))
                #expect(try await next.preview(stack).allSatisfy { $0.kind == .unchanged })
                let outputs = await next.outputs(of: stack)
                #expect(outputs.map(\.value) == [.string(password), .string(key), .string(phrase)])
                #expect(await next.delete().failures == [])
            }
        }
    }

    @Test("what a service repeats of secrets in its reasons is hidden")
    func reasons() async throws {
        try await TestCloud.with { cloud in
            let journal = try DeploymentJournal(path: nil)
            let parameters = ["phrase": "correct-horse", "flavor": "of-correct-horse"]
            let failed = await cloud.engine(journal)
                .deploy(try stack(Self.text, parameters: parameters), as: TestCloud.description)
            #expect(failed.failures.map(\.reason) == ["there is no flavor 'of-***'"])
            #expect(await journal.record.end == .failed("server: there is no flavor 'of-***'"))
        }
    }
}
