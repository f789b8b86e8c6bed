/// The services a token opens, with their endpoints.
///
/// Identity API reference v3, “Get service catalog”.
public struct ServiceCatalog: Sendable, Hashable {
    /// One service of the catalog.
    public struct Service: Sendable, Hashable {
        /// The service's id.
        public let id: String?
        /// The type as the catalog has it, which may be an older alias: `volumev3`.
        public let type: String
        /// The service's name.
        public let name: String?
        /// Where it can be reached.
        public let endpoints: [Endpoint]
    }

    /// One URL of a service.
    public struct Endpoint: Sendable, Hashable {
        /// `public`, `internal` or `admin`.
        public let interface: String
        /// The region's id.
        public let region: String?
        /// The URL, as the catalog has it.
        public let url: String
    }

    /// Every service, in the catalog's order.
    public let services: [Service]

    /// Reads the `catalog` array of a token; entries without type or URL are left out.
    public init(_ catalog: JSON) {
        services = (catalog.array ?? []).compactMap { entry in
            guard let type = entry["type"].string else { return nil }
            let endpoints = (entry["endpoints"].array ?? []).compactMap { endpoint -> Endpoint? in
                guard let url = endpoint["url"].string, let interface = endpoint["interface"].string else { return nil }
                return Endpoint(
                    interface: interface,
                    region: endpoint["region_id"].string ?? endpoint["region"].string,
                    url: url
                )
            }
            return Service(id: entry["id"].string, type: type, name: entry["name"].string, endpoints: endpoints)
        }
    }

    /// Whether there is a service of the type, by its present name or an older one.
    public func has(_ type: ServiceType) -> Bool {
        services.contains { type.names.contains($0.type) && !$0.endpoints.isEmpty }
    }

    /// The URL of a service as a cloud's configuration wants it.
    ///
    /// The type's present name is preferred to its aliases. Without a region in the configuration the first endpoint
    /// with the right interface is taken.
    ///
    /// - Throws: ``CloudError`` with code `serviceNotInCatalog` or `endpointNotInCatalog`, naming what there is.
    public func url(of type: ServiceType, for configuration: CloudConfiguration) throws(CloudError) -> String {
        let settings = configuration.services[type.settingsKey] ?? ServiceSettings()
        if let override = settings.endpointOverride { return override }
        let names = settings.serviceType.map { [$0] } ?? type.names
        let candidates = names.flatMap { name in services.filter { $0.type == name } }
            .filter { settings.serviceName == nil || $0.name == settings.serviceName }
        guard !candidates.isEmpty else {
            let known = Set(services.map(\.type)).sorted().joined(separator: ", ")
            throw CloudError(
                .serviceNotInCatalog,
                message: "the catalog of cloud \(configuration.name) has no \(type) service; it has: "
                    + (known.isEmpty ? "nothing" : known)
            )
        }
        let interface = (settings.interface ?? configuration.interface).rawValue
        let region = settings.region ?? configuration.region
        for endpoint in candidates.flatMap(\.endpoints)
        where endpoint.interface == interface && (region == nil || endpoint.region == region) {
            return endpoint.url
        }
        let known = candidates.flatMap(\.endpoints).map { "\($0.interface) in \($0.region ?? "no region")" }
        throw CloudError(
            .endpointNotInCatalog,
            message: "the \(type) service of cloud \(configuration.name) has no \(interface) endpoint"
                + (region.map { " in region \($0)" } ?? "") + "; it has: "
                + (known.isEmpty ? "none" : known.joined(separator: ", "))
        )
    }
}
