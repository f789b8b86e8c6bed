/// What is put into the cloud, to be found again.
enum SampleData {
    /// Bytes that no compression or default value would give; the same every time.
    static func bytes(_ count: Int) -> [UInt8] {
        // Knuth's linear congruential generator (MMIX); the upper bits are the better ones.
        var state: UInt64 = 0x5EED
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    /// A template that every Heat since Mitaka understands.
    static func template(hasNetworks: Bool) -> String {
        var text = """
            heat_template_version: 2016-04-08
            description: Made by fits upgrade prepare
            resources:
              token:
                type: OS::Heat::RandomString
                properties: {length: 16}

            """
        if hasNetworks {
            text += """
                  network:
                    type: OS::Neutron::Net
                    properties: {name: {list_join: ['-', [{get_param: 'OS::stack_name'}, network]]}}
                  subnet:
                    type: OS::Neutron::Subnet
                    properties: {network: {get_resource: network}, cidr: 10.117.43.0/24, enable_dhcp: false}

                """
        }
        return text + """
            outputs:
              token: {value: {get_attr: [token, value]}}

            """
    }
}
