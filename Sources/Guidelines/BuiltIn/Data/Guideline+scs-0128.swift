// Written by scripts/generate-guidelines from the published documents; do not edit.

extension BuiltInData {
    /// SCS-0128 test list.
    static let scs0128: String = """
        guideline scs-0128
        title SCS-0128 test list
        skips tolerated
        component scs-0128
        programme SCS-0128: scs-0128
        capability compute-availability-zones-list nova scs-0128:required
        a8333aa2
        capability compute-flavors-list nova scs-0128:required
        e36c0eaa 6e85fde4
        capability compute-images-create nova scs-0128:required
        3731d080 3b7c6fe4
        capability compute-instance-actions-get nova scs-0128:required
        aacc71ca
        capability compute-instance-actions-list nova scs-0128:required
        77ca5cc5
        capability compute-keypairs-create nova scs-0128:required
        f9e15296
        capability compute-keypairs-create-type nova scs-0128:required
        89d59d43
        capability compute-list-api-versions nova scs-0128:required
        6c0a0990
        capability compute-quotas-get nova scs-0128:required
        9bfecac7 f1ef0a97
        capability compute-security-groups nova scs-0128:required
        79517d60 ecc0da4a eb2b087d fe4abc0d 7d4e1d3c 6727c00b 1438f330 36a1629f 673eaec1 27edee9c
        capability compute-server-tags nova scs-0128:required
        81279a66 8d95abe2 a63b2a74 a2c1af8c
        capability compute-servers-create nova scs-0128:required
        8fea6be7 fd57f159 7fc74810 c3e0fb12 18f5227f fcba1052 4e72dc2d
        capability compute-servers-create-multiple nova scs-0128:required
        61e03386
        capability compute-servers-delete nova scs-0128:required
        925fdfb4 f4d7279b 75f79124
        capability compute-servers-get nova scs-0128:required
        3436b02f
        capability compute-servers-host nova scs-0128:required
        ac1ad47f
        capability compute-servers-invalid nova scs-0128:required
        5226dd80
        capability compute-servers-list nova scs-0128:required
        9a438d88 585e934c 80c574cc b3304c3b f9eb2b70 de2612ab 67aec2d0 ca78e20e 573637f5 05e8a8e7 614cdfc1 9b067a7b
        43a1242e a905e287 e9f624ee 74745ad8 87d12517 d47c17fb 62610dd9 679bc053 5913660b ff01387d e2c77c4a 93055106
        fcdf192d 24a26f1a
        capability compute-servers-lock nova scs-0128:required
        80a8094c
        capability compute-servers-name nova scs-0128:required
        dbbfd247
        capability compute-servers-reboot nova scs-0128:required
        2cb1baf6 d4c023a0
        capability compute-servers-rebuild nova scs-0128:required
        aaa6cdf3 98fa0458 d86141a7
        capability compute-servers-resize nova scs-0128:required
        1499262a c03aab19 ced1a1d7 45436a7d
        capability compute-servers-stop nova scs-0128:required
        af8eafd4 a31460a9
        capability compute-servers-update nova scs-0128:required
        89b90870 5e6ccff8 aa8eed43 5c8e244c 38204696
        capability compute-servers-verify nova scs-0128:required
        cbc0f52f 5de47127
        capability compute-volume-attach nova scs-0128:required
        52e9045a 7fa563fe
        capability identity-v3-api-discovery keystone scs-0128:required
        657c1970 b9232f5e 8879a470 721f480f
        capability identity-v3-application-credentials keystone scs-0128:required
        8080c75c 852daf0c ff0cd457 9bb5e5cc
        capability identity-v3-catalog keystone scs-0128:required
        56b57ced
        capability identity-v3-domains keystone scs-0128:required
        17a5de24
        capability identity-v3-list-projects keystone scs-0128:required
        86128d46
        capability identity-v3-tokens-create keystone scs-0128:required
        6f8e4436
        capability identity-v3-tokens-delete keystone scs-0128:required
        0f9f5a5f
        capability identity-v3-tokens-validate keystone scs-0128:required
        a9512ac3
        capability identity-v3-users keystone scs-0128:required
        941784ee ad71bd23
        capability images-v2-delete glance scs-0128:required
        f848bb94 32248db1 6fe40f1c 39c023a2
        capability images-v2-get glance scs-0128:required
        622b925c 25c8d7b2 e57fc127 ef45000d 668743d5
        capability images-v2-import glance scs-0128:required
        139b765e 292bd310 70c6040c
        capability images-v2-index glance scs-0128:required
        1e341d7a
        capability images-v2-list glance scs-0128:required
        9959ca1d 4a4735a7 e914a891 4ad8c157 cf1b9a48 7fc9e369 7a95bb92
        capability images-v2-update glance scs-0128:required
        f66891a7 10407036 8cd30f82
        capability networks-dhcp-ipv6 neutron scs-0128:required
        4ab211a0 51a5e97f 57b8302b 98244d88 e98f65db 4256c61d 81f18ef6 e5517e62 ae2f4a5d 21635b6f 4544adf7
        capability networks-floating-ips neutron scs-0128:required
        36de4bd0 45c4c683 e1f6bffd 1bb2f731 6b3b8797 50b9aeb4 22996ea8
        capability networks-l2-CRUD neutron scs-0128:required
        a4d9ec4c bec949c4 94ce038d 9393b468 8217a149 d830de0a d2d596e2 0e269138 f04f61a9 f7ffdeda 6ae6d24f db68ba48
        842589e3 2bf13842 867819bb bd635d81 270fff0b 3d3852eb 67f1b811 0435f278 c72c1c0c cf95b358 ff7f117f c9a685bd
        45fcdaf2 58091b66 edf6766d
        capability networks-list-api-versions neutron scs-0128:required
        cac8a836
        capability networks-security-groups-CRUD neutron scs-0128:required
        bfd128e5 87dfbcf9 c9463db8 0a307599 c2ed2deb 16459776 cfb99e0e e30abd17 2323061e 8fde898f 5666968c 981bdc22
        5f8daf69 0d9c7791 4bf786fd be308db6 1f1bb89d 424fd5c3 4c094c09
        capability networks-subnet-pools-CRUD neutron scs-0128:required
        62595970
        capability volumes-list-api-versions cinder scs-0128:required
        77838fc4
        capability volumes-v3-availability-zones cinder scs-0128:required
        01f1ae88
        capability volumes-v3-clone cinder scs-0128:required
        3f591b4a
        capability volumes-v3-copy-image-to-volume cinder scs-0128:required
        63e21b4c 54a01030
        capability volumes-v3-create-delete cinder scs-0128:required
        27fb0e9f 1ed83a8a 47c73e08 10254ed8 8b472729 41331caa 9387686f
        capability volumes-v3-extensions cinder scs-0128:required
        94607eb0
        capability volumes-v3-get cinder scs-0128:required
        30799cfd c6c3db06 f131c586
        capability volumes-v3-list cinder scs-0128:required
        0b6ddd39 a28e8da4 2de3a6d4 e9138a2c 2a7064eb af55e775 777c87c1 856ab8ca 1ca92d3c adcbb5a7 b5ebea1b c0cfa863
        39654e13 e1b80d13 2943f712 ba94b27b 9ca17820 143b279b 0f4aa809
        capability volumes-v3-metadata cinder scs-0128:required
        6f5b125b 862261c5
        capability volumes-v3-readonly cinder scs-0128:required
        fff74e1e
        capability volumes-v3-snapshot-create-delete cinder scs-0128:required
        a2f20f99 e8ff85c5 0c36f6ae 1f035827 441a1550 555efa6e 2a8abbe4 677863d1 220a1022 59f41f43 e3e466af bb9da53e
        capability volumes-v3-snapshots-list cinder scs-0128:required
        db4d8e0a a1427f61 e3b44b7f 05489dde ca96d551 4052c3a0 dcbbe24a c5513ada 8a7fe058 d58b5fed 96ba6f4d
        capability volumes-v3-update cinder scs-0128:required
        72aeca85 e66e40d6 0186422c
        capability volumes-v3-upload cinder scs-0128:required
        d8f1ca95
        """
}
