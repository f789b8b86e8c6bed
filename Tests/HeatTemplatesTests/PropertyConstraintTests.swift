import HeatTemplates
import Testing

/// Values of properties that their types do not take; what Heat says at the creation of a stack, and not before.
@Suite struct PropertyConstraintTests {
    @Test(
        "values that a type does not take are found",
        arguments: [
            (
                "OS::Neutron::SecurityGroup", "{rules: [{protocol: tcp, direction: inward}]}",
                "the property 'rules.0.direction' cannot be 'inward'"
            ),
            (
                "OS::Neutron::SecurityGroupRule", "{security_group: g, port_range_max: 70000}",
                "the property 'port_range_max' is 70000, and must be 65535 at most"
            ),
            (
                "OS::Neutron::SecurityGroupRule", "{security_group: g, protocol: 256}",
                "the property 'protocol' cannot be '256'"
            ),
            (
                "OS::Cinder::Volume", "{size: 0}", "the property 'size' is 0, and must be 1 at least"
            ),
            (
                "OS::Heat::RandomString", "{length: '513'}", "the property 'length' is 513, and must be 512 at most"
            ),
            (
                "OS::Zaqar::Queue", "{name: 'a b'}", ""
            ),
            (
                "OS::Nova::Server", "{flavor: f, image: i, diskConfig: SOMETIMES}",
                "the property 'diskConfig' cannot be 'SOMETIMES'"
            ),
            (
                "AWS::EC2::VolumeAttachment", "{Device: /dev/sdb, InstanceId: i, VolumeId: v}",
                "the property 'Device' does not match /dev/vd[b-z]"
            ),
        ]
    )
    func outside(type: String, properties: String, message: String) {
        let text = "heat_template_version: 2018-08-31\nresources: {a: {type: '\(type)', properties: \(properties)}}\n"
        let found = findings(in: text)
        guard !message.isEmpty else { return #expect(found == []) }
        #expect(found.count == 1)
        #expect(found.first?.contains("fails: \(type): \(message)") == true, "\(found)")
    }

    @Test(
        "values that a type takes are not complained about",
        arguments: [
            ("OS::Neutron::SecurityGroupRule", "{security_group: g, protocol: '17', port_range_min: '0'}"),
            ("OS::Neutron::SecurityGroupRule", "{security_group: g, protocol: vrrp, ethertype: IPv6}"),
            ("OS::Cinder::Volume", "{size: 1}"),
            ("OS::Nova::ServerGroup", "{policies: [soft-affinity]}"),
            ("OS::Heat::RandomString", "{length: 512}"),
        ]
    )
    func inside(type: String, properties: String) {
        let text = "heat_template_version: 2018-08-31\nresources: {a: {type: '\(type)', properties: \(properties)}}\n"
        #expect(findings(in: text) == [])
    }
}
