/// A member of a state that may differ after an upgrade although nothing is wrong, and why.
///
/// Such differences are shown, but no findings. Everything that is not in ``all`` must stay as it was.
public struct ExpectedChange: Sendable, Hashable {
    /// The kinds of resources that have it; empty for every kind.
    public let kinds: [RecordedKind]
    /// The name of the member, at any depth.
    public let member: String
    /// Why it may change.
    public let reason: String

    private init(_ kinds: [RecordedKind], _ member: String, _ reason: String) {
        self.kinds = kinds
        self.member = member
        self.reason = reason
    }

    /// Every change that is expected.
    public static let all: [ExpectedChange] =
        ["updated_at", "updated", "updated_time"].map {
            ExpectedChange([], $0, "services note every write to a resource, also those of their own migrations")
        } + [
            ExpectedChange(
                [.network, .subnet, .router, .port, .floatingAddress, .securityGroup],
                "revision_number",
                "the network service counts its own writes, such as those of agents that come back"
            )
        ]
        + ["hostId", "OS-EXT-SRV-ATTR:host", "OS-EXT-SRV-ATTR:hypervisor_hostname"].map {
            ExpectedChange([.server], $0, "a server may be moved away from a host that is upgraded")
        }
        + ["binding:host_id", "binding:vif_details", "binding:vif_type", "binding:profile"].map {
            ExpectedChange([.port, .router], $0, "a port follows its server or router to another host")
        }
        + ["attachment_id", "attached_at", "host_name"].map {
            ExpectedChange(
                [.volume, .attachments],
                $0,
                "a volume is attached anew when its server is moved to another host"
            )
        }
        + ["os-vol-host-attr:host", "os-vol-mig-status-attr:migstat", "migration_status", "service_uuid"].map {
            ExpectedChange([.volume], $0, "the service behind a volume may get another name, or its volumes")
        }
        + ["direct_url", "locations", "stores"].map {
            ExpectedChange([.image, .serverImage], $0, "where an image's data lies is the image service's business")
        }

    /// The change that is expected of a member; `nil` when it must stay as it is.
    static func expectation(of member: String, _ kind: RecordedKind) -> ExpectedChange? {
        all.first { $0.member == member && ($0.kinds.isEmpty || $0.kinds.contains(kind)) }
    }
}
