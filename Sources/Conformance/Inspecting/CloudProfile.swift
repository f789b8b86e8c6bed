import OpenStack

/// What a cloud says of itself and how it answers bad requests: what can differ without any test noticing.
///
/// Kept beside a run as `cloud.json`, so that runs can be compared later. The names of the members are that file's
/// format: do not change them, add to them.
public struct CloudProfile: Sendable, Hashable, Codable {
    /// The services of the catalog, in alphabetical order.
    public var services: [Service]
    /// How bad requests were answered, in the order of their ids.
    public var probes: [Answer]

    /// Describes a cloud.
    public init(services: [Service], probes: [Answer]) {
        self.services = services
        self.probes = probes
    }

    /// One service of the catalog.
    public struct Service: Sendable, Hashable, Codable {
        /// The type's present name, whatever the catalog calls it: `block-storage`.
        public var type: String
        /// The name, as the catalog has it.
        public var name: String?
        /// The endpoint that was used.
        public var url: String
        /// What the version document offers.
        public var versions: [Version]
        /// Whether more was asked than the versions: of the services that the run's tests use.
        public var wasAsked: Bool
        /// Aliases of the extensions, or types of resources; `nil` when the service has none, or did not tell.
        public var extensions: [String]?
        /// Limits and quotas by name; -1 is without limit.
        public var limits: [String: Int]
        /// What else the service tells of how it is set up, as `swift.max_file_size`.
        public var settings: [String: String]
        /// What could not be asked, and why.
        public var notes: [String]

        /// Describes a service.
        public init(
            type: String,
            name: String? = nil,
            url: String,
            versions: [Version] = [],
            wasAsked: Bool = true,
            extensions: [String]? = nil,
            limits: [String: Int] = [:],
            settings: [String: String] = [:],
            notes: [String] = []
        ) {
            self.type = type
            self.name = name
            self.url = url
            self.versions = versions
            self.wasAsked = wasAsked
            self.extensions = extensions
            self.limits = limits
            self.settings = settings
            self.notes = notes
        }
    }

    /// One entry of a version document.
    public struct Version: Sendable, Hashable, Codable {
        /// The version's id: `v2.1`.
        public var id: String
        /// `CURRENT`, `SUPPORTED`, …, as the service writes it.
        public var status: String?
        /// The lowest microversion; `nil` for a version without microversions.
        public var minimum: String?
        /// The highest microversion; `nil` for a version without microversions.
        public var maximum: String?

        /// Describes a version.
        public init(id: String, status: String?, minimum: String? = nil, maximum: String? = nil) {
            self.id = id
            self.status = status
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// How one bad request was answered.
    public struct Answer: Sendable, Hashable, Codable {
        /// What the request is known by on every cloud: `compute.invalid-json`.
        public var id: String
        /// The type of the service that was asked.
        public var service: String
        /// What was wrong with the request, as a noun phrase.
        public var title: String
        /// Number of the exchange among the run's evidence; `nil` when none was sent.
        public var exchange: Int?
        /// Status of the response; `nil` when there was none.
        public var status: Int?
        /// How the response's document is built: `{itemNotFound{code, message}}`, `text/html`, `no body`.
        public var shape: String?
        /// Why there is no answer.
        public var note: String?

        /// Describes an answer.
        public init(
            id: String,
            service: String,
            title: String,
            exchange: Int? = nil,
            status: Int? = nil,
            shape: String? = nil,
            note: String? = nil
        ) {
            self.id = id
            self.service = service
            self.title = title
            self.exchange = exchange
            self.status = status
            self.shape = shape
            self.note = note
        }
    }
}

/// Something that keeps the profile of a run's cloud.
public protocol ProfileStore: Sendable {
    /// Keeps a profile.
    func store(_ profile: CloudProfile) async
}

extension CloudProfile.Service {
    init(_ service: CloudInspection.Service, wasAsked: Bool) {
        self.init(
            type: ServiceType.named(service.type).name,
            name: service.name,
            url: service.url,
            versions: service.versions.map(CloudProfile.Version.init),
            wasAsked: wasAsked,
            extensions: service.tellsExtensions ? service.extensions : nil,
            // What is used at the moment is no property of the cloud.
            limits: service.limits.filter { !($0.key.hasPrefix("total") && $0.key.hasSuffix("Used")) },
            settings: service.settings,
            notes: service.problems
        )
    }
}

extension CloudProfile.Version {
    init(_ version: APIVersion) {
        self.init(
            id: version.id,
            status: version.status,
            minimum: version.microversions?.lowerBound.description,
            maximum: version.microversions?.upperBound.description
        )
    }
}
