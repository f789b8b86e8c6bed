// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// The tests of guidelines: DNS.
    static let dnsTests: String = """
        class designate_tempest_plugin.tests.api.v2.test_recordset.RecordsetsTest
        d03b69a5-5052-43bc-a38a-b511b6b34304 test_create_all_recordset_types
        855399c1-8806-4ae5-aa31-cb8a6f35e218 test_delete_recordset
        5964f730-5546-46e6-9105-5030e9c492b2 test_list_recordsets
        84c13cb2-9020-4c1e-aeb0-c348d9a70caa test_show_recordsets
        8d41c85f-09f9-48be-a202-92d1bdf5c796 test_update_recordset
        60904cc5-148b-4e3b-a0c6-35656dc8d44c test_update_recordset_one_field
        class designate_tempest_plugin.tests.api.v2.test_zones.ZonesTest
        5bfa3cfe-5bc8-443b-bf48-cfba44cbb247 test_list_zone
        02ca5d6a-86ce-4f02-9d94-9e5db55c3055 test_show_zone
        123f51cb-19d5-48a9-aacc-476742c02141 test_update_zone
        class designate_tempest_plugin.tests.scenario.v2.test_zones.ZonesTest
        d0648f53-4114-45bd-8792-462a82f69d32 test_create_and_delete_zone
        """
}
