// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// Interoperability guideline 2018.11.
    static let guideline201811: String = """
        guideline 2018.11
        title Interoperability guideline 2018.11
        status approved
        schema 2.0
        approval 2018.11
        replaces 2018.02
        releases ocata pike queens rocky stein
        criteria 74 atomic=6 clients=10 complete=8 deployed=8 discover=8 doc=8
        criteria foundation=9 future=11 proximity=8 stable=9 sticky=9 tools=6
        component os_powered_compute
        component os_powered_storage
        programme OpenStack Powered Platform: os_powered_compute os_powered_storage
        programme OpenStack Powered Compute: os_powered_compute
        programme OpenStack Powered Storage: os_powered_storage
        capability compute-availability-zones-list nova os_powered_compute:required
        fulfils 012345789b 2017.09
        a8333aa2
        capability compute-flavors-list nova os_powered_compute:required
        fulfils 01234579b 2017.09
        e36c0eaa 6e85fde4
        capability compute-images-create nova os_powered_compute:required
        fulfils 0124589ab 2014.07
        3731d080 3b7c6fe4
        capability compute-instance-actions-get nova os_powered_compute:required
        fulfils 01234679b 2014.07
        aacc71ca
        capability compute-instance-actions-list nova os_powered_compute:required
        fulfils 01234679b 2014.07
        77ca5cc5
        capability compute-keypairs-create nova os_powered_compute:required
        fulfils 01234579ab 2014.07
        f9e15296
        capability compute-keypairs-create-type nova os_powered_compute:required
        fulfils 012345789 2018.11
        89d59d43
        capability compute-list-api-versions nova os_powered_compute:required
        fulfils 02346789 2016.08
        6c0a0990
        capability compute-quotas-get nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        9bfecac7 f1ef0a97
        capability compute-servers-create nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        b92d5ec7 8fea6be7 fd57f159 7fc74810 c3e0fb12 18f5227f fcba1052 4e72dc2d
        capability compute-servers-create-multiple nova os_powered_compute:advisory
        fulfils 0123456789
        61e03386
        capability compute-servers-delete nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        925fdfb4 f4d7279b 75f79124
        capability compute-servers-get nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        3436b02f
        capability compute-servers-host nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        ac1ad47f
        capability compute-servers-invalid nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        5226dd80
        capability compute-servers-list nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        9a438d88 585e934c 80c574cc b3304c3b f9eb2b70 de2612ab 67aec2d0 ca78e20e 573637f5 05e8a8e7 614cdfc1 9b067a7b
        43a1242e!D401@2016-06-13 a905e287!D401@2016-03-31 e9f624ee 74745ad8 87d12517 d47c17fb 62610dd9 679bc053
        5913660b ff01387d e2c77c4a 93055106 fcdf192d 24a26f1a
        capability compute-servers-lock nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        80a8094c
        capability compute-servers-metadata-delete nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        127642d6
        capability compute-servers-metadata-get nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        3043c57d
        capability compute-servers-metadata-list nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        479da087
        capability compute-servers-metadata-set nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        211021f6 58c02d4f
        capability compute-servers-metadata-update nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        344d981e
        capability compute-servers-name nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        dbbfd247
        capability compute-servers-reboot nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        2cb1baf6 d4c023a0
        capability compute-servers-rebuild nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        aaa6cdf3 98fa0458 d86141a7
        capability compute-servers-resize nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        1499262a!@2015-05-07 c03aab19!@2015-05-07 ced1a1d7!@2015-05-07 45436a7d!@2015-05-07
        capability compute-servers-stop nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        af8eafd4 a31460a9
        capability compute-servers-update nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        89b90870 5e6ccff8 aa8eed43 5c8e244c 38204696
        capability compute-servers-verify nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        cbc0f52f 5de47127
        capability compute-volume-attach nova os_powered_compute:required
        fulfils 0123456789ab 2014.07
        52e9045a 7fa563fe
        capability identity-v3-api-discovery keystone os_powered_compute:required
        fulfils 0123456789 2016.08
        657c1970 b9232f5e 8879a470
        capability identity-v3-catalog keystone os_powered_compute:required
        fulfils 0123456789 2018.11
        56b57ced
        capability identity-v3-list-projects keystone os_powered_compute:required
        fulfils 012345679b 2017.09
        86128d46!D400@2017-08-08
        capability identity-v3-tokens-create keystone os_powered_compute:required os_powered_storage:required
        fulfils 0123456789ab 2015.05
        6f8e4436
        capability identity-v3-tokens-delete keystone os_powered_compute:advisory os_powered_storage:advisory
        fulfils -
        0f9f5a5f
        capability identity-v3-tokens-validate keystone os_powered_compute:required
        fulfils 01234579b 2018.11
        a9512ac3
        capability images-v2-delete glance os_powered_compute:required
        fulfils 123456789 2016.08
        f848bb94 32248db1 6fe40f1c 39c023a2
        capability images-v2-get glance os_powered_compute:required
        fulfils 123456789 2016.08
        622b925c 25c8d7b2 e57fc127 ef45000d 668743d5
        capability images-v2-import glance
        fulfils 123456789
        139b765e 292bd310 70c6040c
        capability images-v2-index glance os_powered_compute:required
        fulfils 02456789 2014.07
        1e341d7a
        capability images-v2-list glance os_powered_compute:required
        fulfils 123456789 2016.08
        9959ca1d 4a4735a7 e914a891 4ad8c157 cf1b9a48 7fc9e369 7a95bb92
        capability images-v2-update glance os_powered_compute:required
        fulfils 123456789 2016.08
        f66891a7 10407036 8cd30f82
        capability networks-l2-CRUD neutron os_powered_compute:required
        fulfils 0123456789b 2016.08
        a4d9ec4c bec949c4 94ce038d 9393b468 8217a149 d830de0a d2d596e2 0e269138 f04f61a9 f7ffdeda 6ae6d24f db68ba48
        842589e3 2bf13842 867819bb bd635d81 270fff0b 3d3852eb 67f1b811 0435f278 c72c1c0c cf95b358 ff7f117f c9a685bd
        45fcdaf2 58091b66!D401@2017-04-27 edf6766d!D401@2017-04-27
        capability networks-l3-CRUD neutron os_powered_compute:required
        fulfils 0123456789b 2018.02
        af774677 5ad01ed0 802c73c9 2b7d2f37 b42e6e39 f64403e2 c86ac3a8 a8902683 ad81b7ee!D400@2018-03-02 957751a3
        c7edc5ad c2a70d72 b23d1569
        capability networks-l3-router neutron os_powered_compute:required
        fulfils 0123456789b 2018.02
        37a94fc0 11836a18 04df80f9
        capability networks-list-api-versions neutron os_powered_compute:required
        fulfils 0123456789 2018.02
        cac8a836
        capability networks-security-groups-CRUD neutron os_powered_compute:required
        fulfils 0123456789b 2016.08
        bfd128e5 87dfbcf9 c9463db8 0a307599 c2ed2deb 16459776 cfb99e0e e30abd17 2323061e 8fde898f 5666968c 981bdc22
        5f8daf69 0d9c7791 4bf786fd be308db6 1f1bb89d 424fd5c3 4c094c09
        capability networks-subnet-pools-CRUD neutron os_powered_compute:required
        fulfils 012345789 2017.09
        62595970
        capability objectstore-account-list swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        3499406a 5ca164e4 1c7efa35 5cfa4ab2 888a3f0e f7064ae8 8cf98d9c 638f876d ac8502c2 6eb04a6a b904c2e3 884ec421
        capability objectstore-account-quotas swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        a22ef352 d1dc5076
        capability objectstore-container-acl swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        a3270f3f aa58bfa5
        capability objectstore-container-create swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        92139d73 49f866ed
        capability objectstore-container-delete swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        95d3a249
        capability objectstore-container-list swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        312ff6bd fe323a32 55b4fa5c 196f5034 297ec38b c31ddc63 4646ac2d 58ca6cc9 77e742c7 96e68f0e a2faf936
        capability objectstore-container-metadata swift os_powered_storage:required
        fulfils 0123456789ab
        cf19bc0b 2ae5f295 31f40a5f 3a5ce7d4 a2e36378
        capability objectstore-container-quotas swift os_powered_storage:required
        fulfils 0123456789b 2017.01
        22eeeb2b 3a387039 9a0fb034
        capability objectstore-dlo-support swift os_powered_storage:required
        fulfils 012356789b 2018.11
        23a3674c e3e6a64a
        capability objectstore-info-request swift os_powered_storage:required
        fulfils 0123456789ab 2017.01
        6eb04a6a
        capability objectstore-object-copy swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        06f90388 aa467252 1a9ab572 2248abba
        capability objectstore-object-create swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        5b4ce26f e3e6a64a
        capability objectstore-object-delete swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        17738d45
        capability objectstore-object-get swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        fb024a42 02610ba7 50d01f12
        capability objectstore-object-versioned swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        a151e158
        capability objectstore-slo-support swift os_powered_storage:required
        fulfils 01235789 2018.11
        87b6dfa1 e69ad766 49bc49bc 2c3f24a6
        capability objectstore-temp-url-get swift os_powered_storage:required
        fulfils 012345679ab 2014.07
        f91c96d4
        capability objectstore-temp-url-put swift os_powered_storage:required
        fulfils 0123456789ab 2014.07
        9b08dade
        capability volumes-list-api-versions cinder os_powered_compute:required
        fulfils 02345678 2018.02
        77838fc4
        capability volumes-v2-availability-zones cinder os_powered_compute:deprecated
        fulfils 02345679a
        01f1ae88
        capability volumes-v2-clone cinder os_powered_compute:deprecated
        fulfils 0123456789a
        3f591b4a
        capability volumes-v2-copy-image-to-volume cinder os_powered_compute:deprecated
        fulfils 023456789a
        63e21b4c 54a01030
        capability volumes-v2-create-delete cinder os_powered_compute:deprecated
        fulfils 0123456789ab
        27fb0e9f 1ed83a8a 47c73e08 10254ed8 8b472729 41331caa 9387686f
        capability volumes-v2-extensions cinder os_powered_compute:deprecated
        fulfils 023459a
        94607eb0
        capability volumes-v2-get cinder os_powered_compute:deprecated
        fulfils 0123456789ab
        30799cfd c6c3db06 f131c586
        capability volumes-v2-list cinder os_powered_compute:deprecated
        fulfils 0123456789ab
        0b6ddd39 a28e8da4 2de3a6d4 e9138a2c 2a7064eb af55e775 777c87c1 856ab8ca 1ca92d3c adcbb5a7 b5ebea1b c0cfa863
        39654e13 e1b80d13 2943f712 ba94b27b 9ca17820 143b279b 0f4aa809
        capability volumes-v2-metadata cinder os_powered_compute:deprecated
        fulfils 012345679a
        6f5b125b 862261c5
        capability volumes-v2-readonly cinder os_powered_compute:deprecated
        fulfils 012345679a
        fff74e1e
        capability volumes-v2-reserve cinder os_powered_compute:deprecated
        fulfils 02345679a
        92c4ef64!D400@2018-07-10 449c4ed2!D400@2018-07-10 ac6084c0!D400@2018-07-10 eb467654!D400@2018-07-10
        capability volumes-v2-snapshot-create-delete cinder os_powered_compute:deprecated
        fulfils 0123456789ab
        a2f20f99 e8ff85c5 0c36f6ae 1f035827 441a1550 555efa6e 2a8abbe4 677863d1 220a1022 59f41f43 e3e466af bb9da53e
        capability volumes-v2-update cinder os_powered_compute:deprecated
        fulfils 0123456789ab
        72aeca85 e66e40d6 0186422c
        capability volumes-v2-upload cinder os_powered_compute:deprecated
        fulfils 012345679a
        d8f1ca95
        capability volumes-v3-availability-zones cinder os_powered_compute:required
        fulfils 0234567 2018.02
        01f1ae88
        capability volumes-v3-clone cinder os_powered_compute:required
        fulfils 02345678 2018.02
        3f591b4a
        capability volumes-v3-copy-image-to-volume cinder os_powered_compute:required
        fulfils 02345678 2018.02
        63e21b4c 54a01030
        capability volumes-v3-create-delete cinder os_powered_compute:required
        fulfils 02345678 2018.02
        27fb0e9f 1ed83a8a 47c73e08 10254ed8 8b472729 41331caa 9387686f
        capability volumes-v3-extensions cinder os_powered_compute:required
        fulfils 02345 2018.02
        94607eb0
        capability volumes-v3-get cinder os_powered_compute:required
        fulfils 02345678 2018.02
        30799cfd c6c3db06 f131c586
        capability volumes-v3-list cinder os_powered_compute:required
        fulfils 02345678 2018.02
        0b6ddd39 a28e8da4 2de3a6d4 e9138a2c 2a7064eb af55e775 777c87c1 856ab8ca 1ca92d3c adcbb5a7 b5ebea1b c0cfa863
        39654e13 e1b80d13 2943f712 ba94b27b 9ca17820 143b279b 0f4aa809
        capability volumes-v3-metadata cinder os_powered_compute:required
        fulfils 0234567 2018.02
        6f5b125b 862261c5
        capability volumes-v3-readonly cinder os_powered_compute:required
        fulfils 0234567 2018.02
        fff74e1e
        capability volumes-v3-reserve cinder os_powered_compute:deprecated
        fulfils 0234567
        92c4ef64!D400@2018-07-10 449c4ed2!D400@2018-07-10 ac6084c0!D400@2018-07-10 eb467654!D400@2018-07-10
        capability volumes-v3-snapshot-create-delete cinder os_powered_compute:required
        fulfils 02345678 2018.02
        a2f20f99 e8ff85c5 bd2363bc!D406@2018-03-20 0c36f6ae 1f035827 441a1550 555efa6e 2a8abbe4 677863d1 220a1022
        59f41f43 e3e466af bb9da53e
        capability volumes-v3-update cinder os_powered_compute:required
        fulfils 02345678 2018.02
        72aeca85 e66e40d6 0186422c
        capability volumes-v3-upload cinder os_powered_compute:advisory
        fulfils 012345679
        d8f1ca95
        """
}
