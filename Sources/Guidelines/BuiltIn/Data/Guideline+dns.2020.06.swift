// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// DNS add-on 2020.06.
    static let dns202006: String = """
        guideline dns.2020.06
        title DNS add-on 2020.06
        status approved
        schema 2.0
        approval 2020.06
        replaces dns.2019.11
        releases stein train ussuri victoria
        criteria 60 atomic=6 clients=10 complete=8 discover=8 doc=8 future=11
        criteria stable=9 sticky=9 tools=6
        component os_powered_dns
        programme DNS: os_powered_dns +os_powered_compute@2020.06
        capability dns-record-crud designate os_powered_dns:required
        fulfils 01234568 2018.02
        d03b69a5 855399c1 5964f730 84c13cb2 8d41c85f 60904cc5
        capability dns-zone-crud designate os_powered_dns:required
        fulfils 01234568 2018.02
        5bfa3cfe 02ca5d6a 123f51cb d0648f53
        """
}
