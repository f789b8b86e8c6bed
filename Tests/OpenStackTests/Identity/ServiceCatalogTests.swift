import OpenStack
import Testing

@Suite struct ServiceCatalogTests {
    private static func endpoint(_ interface: String, _ region: String?, _ url: String) -> JSON {
        ["interface": .string(interface), "region_id": JSON(region), "url": .string(url)]
    }

    private let catalog = ServiceCatalog([
        [
            "type": "image", "name": "glance", "id": "s1",
            "endpoints": [
                endpoint("admin", "One", "http://admin1"), endpoint("internal", "One", "http://internal1"),
                endpoint("public", "One", "http://public1"), endpoint("public", "Two", "http://public2"),
            ],
        ],
        ["type": "volumev2", "name": "cinderv2", "endpoints": [endpoint("public", "One", "http://volume/v2")]],
        ["type": "volumev3", "name": "cinderv3", "endpoints": [endpoint("public", "One", "http://volume/v3")]],
        ["type": "object-store", "name": "swift", "endpoints": []],
        ["type": "network", "name": "a", "endpoints": [["interface": "public", "region": "Old", "url": "http://n"]]],
        ["type": "network", "name": "b", "endpoints": [endpoint("public", "One", "http://n2")]],
        ["name": "without type", "endpoints": []],
        ["type": "dns", "endpoints": [["interface": "public"], ["url": "http://x"], "nonsense"]],
    ])

    private func url(
        of type: ServiceType,
        _ change: (inout CloudConfiguration, inout ServiceSettings) -> Void = { _, _ in }
    ) throws -> String {
        var configuration = CloudConfiguration.test()
        var settings = ServiceSettings()
        change(&configuration, &settings)
        configuration.services[type.settingsKey] = settings
        return try catalog.url(of: type, for: configuration)
    }

    @Test func entriesWithoutTypeOrURLAreLeftOut() {
        #expect(
            catalog.services.map(\.type) == [
                "image", "volumev2", "volumev3", "object-store", "network", "network", "dns",
            ]
        )
        #expect(catalog.services.last?.endpoints.isEmpty == true)
        #expect(ServiceCatalog(.null).services.isEmpty)
        #expect(ServiceCatalog("nonsense").services.isEmpty)
    }

    @Test func theCloudsInterfaceAndRegionDecide() throws {
        #expect(try url(of: .image) == "http://public1")
        #expect(try url(of: .image) { cloud, _ in cloud.region = "Two" } == "http://public2")
        #expect(try url(of: .image) { cloud, _ in cloud.interface = .internal } == "http://internal1")
        #expect(
            try url(of: .image) { cloud, _ in (cloud.interface, cloud.region) = (.admin, "One") } == "http://admin1"
        )
    }

    @Test func aServicesOwnSettingsWin() throws {
        #expect(try url(of: .image) { _, image in image.region = "Two" } == "http://public2")
        #expect(try url(of: .image) { _, image in image.interface = .admin } == "http://admin1")
        #expect(try url(of: .image) { _, image in image.endpointOverride = "http://mine/v2" } == "http://mine/v2")
        #expect(try url(of: .network) { _, network in network.serviceName = "b" } == "http://n2")
        #expect(try url(of: .blockStorage) { _, volume in volume.serviceType = "volumev2" } == "http://volume/v2")
    }

    @Test func olderNamesOfATypeAreUnderstood() throws {
        #expect(try url(of: .blockStorage) == "http://volume/v3")
        #expect(catalog.has(.blockStorage))
        #expect(ServiceType.named("volumev3") == .blockStorage)
        #expect(ServiceType.named("sharev2") == .sharedFileSystem)
        #expect(ServiceType.named("metric") == ServiceType("metric"))
    }

    @Test func thePresentNameIsPreferred() throws {
        let catalog = ServiceCatalog(.catalog([("volumev3", "http://old"), ("block-storage", "http://new")]))
        #expect(try catalog.url(of: .blockStorage, for: .test()) == "http://new")
    }

    @Test func theRegionsOlderKeyIsUnderstood() throws {
        #expect(try url(of: .network) { cloud, _ in cloud.region = "Old" } == "http://n")
        #expect(try url(of: .network) { cloud, _ in cloud.region = "One" } == "http://n2")
    }

    @Test func aServiceWithoutEndpointsIsNotThere() {
        #expect(!catalog.has(.objectStore))
        #expect(!catalog.has(.dns))
        #expect(catalog.has(.image))
    }

    @Test func aMissingServiceIsNamedWithThoseThereAre() throws {
        let error = try #require(throws: CloudError.self) { try url(of: .compute) }
        #expect(error.code == .serviceNotInCatalog)
        #expect(
            error.description == """
                the catalog of cloud test has no compute service; it has: dns, image, network, object-store, volumev2, \
                volumev3
                """
        )
        let empty = try #require(throws: CloudError.self) { try ServiceCatalog([]).url(of: .image, for: .test()) }
        #expect(empty.description == "the catalog of cloud test has no image service; it has: nothing")
    }

    @Test func aMissingEndpointIsNamedWithThoseThereAre() throws {
        let error = try #require(throws: CloudError.self) {
            try url(of: .blockStorage) { cloud, _ in (cloud.interface, cloud.region) = (.internal, "Nine") }
        }
        #expect(error.code == .endpointNotInCatalog)
        #expect(
            error.description == """
                the block-storage service of cloud test has no internal endpoint in region Nine; it has: public in One, \
                public in One
                """
        )
        let none = try #require(throws: CloudError.self) { try url(of: .objectStore) }
        #expect(none.description == "the object-store service of cloud test has no public endpoint; it has: none")
    }
}
