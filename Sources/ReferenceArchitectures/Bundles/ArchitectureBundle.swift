public import HeatTemplates

/// A reference architecture: a template, and what proves that its deployment works.
///
/// On disk it is a folder with `ra.yaml` in it. Everything that it refers to is in that folder.
public struct ArchitectureBundle: Sendable {
    /// Its name: lower-case letters, digits and hyphens.
    public var name: String
    /// Its version.
    public var version: String
    /// What it is, in one line.
    public var title: String?
    /// What it is for.
    public var description: String?
    /// The path of the template.
    public var template: String
    /// The paths of environments, later ones on top of earlier ones.
    public var environments: [String]
    /// Values for parameters, which win over those of the environments.
    public var parameters: [String: TemplateValue]
    /// What a cloud must have.
    public var needs: Needs
    /// What is put into containers when they are there: templates cannot speak of objects.
    public var objects: [Content]
    /// What is to be there one after the other, from little to much.
    public var steps: [Step]

    /// What a cloud must have for the architecture to run on it, besides what its template says.
    public struct Needs: Sendable, Hashable {
        /// Catalog types of services.
        public var services: [String]
        /// Catalog types of services that are used where a cloud has them.
        public var optionalServices: [String]
        /// Whether there must be a network that leads out of the cloud.
        public var externalNetwork: Bool

        /// Needs of a cloud.
        public init(services: [String] = [], optionalServices: [String] = [], externalNetwork: Bool = false) {
            self.services = services
            self.optionalServices = optionalServices
            self.externalNetwork = externalNetwork
        }
    }

    /// An object and the file that it is made of.
    public struct Content: Sendable, Hashable {
        /// The resource that is the container.
        public var container: String
        /// The object's name.
        public var name: String
        /// The path of the file.
        public var file: String
        /// The media type.
        public var mediaType: String
    }

    /// A part of the architecture that can be there without those that come after it.
    public struct Step: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What it is, in one line.
        public var title: String?
        /// The resources of the template that make it.
        public var resources: [String]
        /// What must hold when they exist.
        public var checks: [Check]
        /// Where `ra.yaml` says so.
        public var position: SourcePosition
    }
}
