// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// DNS add-on 2020.06.
    static let dns202006: String = """
        guideline dns.2020.06
        title DNS add-on 2020.06
        status approved
        component os_powered_dns
        programme DNS: os_powered_dns +os_powered_compute@2020.06
        capability dns-record-crud designate os_powered_dns:required
        d03b69a5 855399c1 5964f730 84c13cb2 8d41c85f 60904cc5
        capability dns-zone-crud designate os_powered_dns:required
        5bfa3cfe 02ca5d6a 123f51cb d0648f53
        """
}
