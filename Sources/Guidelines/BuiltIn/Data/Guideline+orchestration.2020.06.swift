// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// Orchestration add-on 2020.06.
    static let orchestration202006: String = """
        guideline orchestration.2020.06
        title Orchestration add-on 2020.06
        status approved
        schema 2.0
        approval orchestration.2020.06
        replaces orchestration.2019.11
        releases stein train ussuri victoria
        criteria 60 atomic=6 clients=10 complete=8 discover=8 doc=8 future=11
        criteria stable=9 sticky=9 tools=6
        component os_powered_orchestration
        programme Orchestration: os_powered_orchestration +os_powered_compute@2020.06
        capability stack-create heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        947be7b2 bde1b827 bd151ea4
        capability stack-delete heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        0efde180 0edc4fdc 7eca55fe
        capability stack-environment-parameter heat os_powered_orchestration:required
        fulfils 01234568
        8281d088
        capability stack-event heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        620f4f7c
        capability stack-hook heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        f14cbe86 7d96b5f4 cffc0783 15c4f97d 75009076 9f03d1e0
        capability stack-list heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        39c0245e
        capability stack-list-resource-types heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        5b4db88b
        capability stack-list-resources heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        da07d3d2 ec53f10d b65b5c82 97a65d53
        capability stack-list-template-functions heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        721ff23c
        capability stack-list-template-versions heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        cbc28c20
        capability stack-mark-resource-unhealthy heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        6031516b
        capability stack-output heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        f60dd8df 993a403c a886dd67 aea0e495
        capability stack-preview heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        54e69a54 4c2c062d 0449113c 6ca8ddfc
        capability stack-resource-type-template heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        5a2164eb
        capability stack-show heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        89b233fe
        capability stack-show-resource heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        2cbcedc5
        capability stack-show-resource-type heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        cc05d1ef
        capability stack-show-unhealthy-resource heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        9e784490
        capability stack-signal-resource heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        c65a047c
        capability stack-software-config heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        8ee231ff bd539232
        capability stack-tag heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        5ed79584 67332e51
        capability stack-template heat os_powered_orchestration:required
        fulfils 01234568 2018.02
        f307139b b65a80c2 acb1435b 7aac1feb 5100cf18 480bcf64 a0bb07f0 bf27371d 0278e03d 6a6472d2 ac6ebc41 9f9a2fc0
        fafbdcd0 d2c4a10c 66338945 871cc5dd e84c76b8
        capability stack-update heat os_powered_orchestration:required
        fulfils 01234568 2018.11
        927cea42 6bb1ec02
        """
}
