public import HeatTemplates

/// Something that must hold for a deployment.
public struct Check: Sendable, Hashable {
    /// What must hold.
    public var claim: Claim
    /// Where `ra.yaml` says so.
    public var position: SourcePosition

    /// What can be claimed of a deployment.
    public enum Claim: Sendable, Hashable {
        case output(Output)
        case server(Server)
        case securityGroup(SecurityGroup)
        case object(StoredObject)
        case page(Page)
        case connection(Connection)
        case conformance(Conformance)
        case gabbi(Gabbi)
    }

    /// A text, or the output that has it.
    public enum Source: Sendable, Hashable {
        case text(String)
        case output(String)
    }

    /// An output has a value of a shape.
    public struct Output: Sendable, Hashable {
        /// The output's name.
        public var name: String
        /// What kind of value it is.
        public var kind: Kind?
        /// A pattern that the whole text fits.
        public var pattern: String?
        /// The value itself.
        public var value: TemplateValue?
        /// How many elements a list or map has at least.
        public var minimumCount: Int?

        /// Kinds of values.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case string, number, boolean, list, map
        }
    }

    /// A server runs and has what it should have.
    public struct Server: Sendable, Hashable {
        /// The resource, or the output with the id.
        public var server: Source
        /// The status; `ACTIVE` unless something else is said.
        public var status = "ACTIVE"
        /// How many ports it has.
        public var ports: Int?
        /// How many addresses it has at least.
        public var addresses: Int?
        /// How many volumes are attached to it.
        public var volumes: Int?
    }

    /// A security group lets in what it should, and nothing that is not listed when `exactly` is set.
    public struct SecurityGroup: Sendable, Hashable {
        /// The resource, or the output with the id.
        public var group: Source
        /// What it lets in.
        public var allows: [Rule]
        /// Whether nothing else may be let in.
        public var exactly = false

        /// A protocol with a port.
        public struct Rule: Sendable, Hashable {
            /// `tcp`, `udp`, `icmp`.
            public var networkProtocol: String
            /// The port; `nil` where the protocol has none, or for all of them.
            public var port: Int?
        }
    }

    /// An object can be read.
    public struct StoredObject: Sendable, Hashable {
        /// The container, as a resource or an output.
        public var container: Source
        /// The object's name.
        public var name: String
        /// A text in it.
        public var contains: String?
        /// Whether everybody can read it, without credentials.
        public var isPublic = false
    }

    /// A page answers, from where this program runs.
    public struct Page: Sendable, Hashable {
        /// The URL.
        public var url: Source
        /// The status it answers with.
        public var status = 200
        /// A text in it.
        public var contains: String?
    }

    /// A port takes connections, from where this program runs.
    public struct Connection: Sendable, Hashable {
        /// The address.
        public var host: Source
        /// The port.
        public var port: Int
    }

    /// Conformance tests pass in the cloud that the deployment is in.
    public struct Conformance: Sendable, Hashable {
        /// A pattern of test names, as `fits run` takes it.
        public var pattern: String
    }

    /// The tests of a Gabbi file pass, which finds the deployment's outputs by their names in `$ENVIRON`.
    public struct Gabbi: Sendable, Hashable {
        /// The path of the file.
        public var file: String
        /// Type of the service that URLs are relative to, where the file does not say.
        public var service: String?
    }
}
