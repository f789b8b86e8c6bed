import HTTPTypes
import Hummingbird

// What the service tells of itself.
extension BlockStorageService {
    func declareInformation(in table: inout RouteTable) {
        on(.get, "/os-availability-zone", in: &table, listZones)
        on(.get, "/resource_filters", since: 33, in: &table, listFilters)
        on(.get, "/extensions", in: &table) { call in
            call.answer(["extensions": .array(Self.extensions.map(\.view))])
        }
        on(.get, "/extensions/{alias}", in: &table) { call in
            guard let known = Self.extensions.first(where: { $0.alias == call["alias"] }) else {
                throw BlockStorageError.noResource
            }
            return call.answer(["extension": known.view])
        }
    }

    // Block Storage API reference, “List All Api Versions”.
    func versions(_ status: HTTPResponse.Status) -> ServiceResponse {
        let version: JSON = [
            "id": "v3.0", "status": "CURRENT", "version": .string(RequestedVersion.most.description),
            "min_version": .string(RequestedVersion.least.description), "updated": "2023-08-31T00:00:00Z",
            "links": [
                ["rel": "describedby", "type": "text/html", "href": "https://docs.openstack.org/"],
                ["rel": "self", "href": .string(base + "/v3/")],
            ],
            "media-types": [
                ["base": "application/json", "type": "application/vnd.openstack.volume+json;version=3"]
            ],
        ]
        return .json(["versions": [version]], status: status)
    }

    private func listZones(_ call: BlockStorageCall) throws -> ServiceResponse {
        let isAvailable = store.read { isEnabled("cinder-volume", backendName, in: $0) }
        return call.answer([
            "availabilityZoneInfo": [
                ["zoneName": .string(Self.availabilityZone), "zoneState": ["available": .bool(isAvailable)]]
            ]
        ])
    }

    private func listFilters(_ call: BlockStorageCall) throws -> ServiceResponse {
        let wanted = call.query["resource"]
        let filters = FilterNames.configured.filter { wanted == nil || wanted == "" || $0.resource == wanted }
        let views = filters.map { JSON.object(["resource": .string($0.resource), "filters": JSON($0.filters)]) }
        return call.answer(["resource_filters": .array(views)])
    }

    /// An extension of the API, all of which are part of it today.
    private struct Extension: Sendable {
        var name: String
        var alias: String
        var description: String
        var updated: String

        var view: JSON {
            [
                "name": .string(name), "alias": .string(alias), "description": .string(description),
                "updated": .string(updated), "links": [],
            ]
        }
    }

    private static let extensions = [
        Extension(
            name: "VolumeImageMetadata",
            alias: "os-vol-image-meta",
            description: "Show image metadata associated with the volume.",
            updated: "2012-12-07T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeUnmanage",
            alias: "os-volume-unmanage",
            description: "Enable volume unmanage operation.",
            updated: "2012-05-31T00:00:00+00:00"
        ),
        Extension(
            name: "UsedLimits",
            alias: "os-used-limits",
            description: "Provide data on limited resources that are being used.",
            updated: "2013-10-03T00:00:00+00:00"
        ),
        Extension(
            name: "AdminActions",
            alias: "os-admin-actions",
            description: "Enable admin actions.",
            updated: "2012-08-25T00:00:00+00:00"
        ),
        Extension(
            name: "Cgsnapshots",
            alias: "cgsnapshots",
            description: "cgsnapshots support.",
            updated: "2014-08-18T00:00:00+00:00"
        ),
        Extension(
            name: "TypesExtraSpecs",
            alias: "os-types-extra-specs",
            description: "Type extra specs support.",
            updated: "2011-08-24T00:00:00+00:00"
        ),
        Extension(
            name: "SnapshotUnmanage",
            alias: "os-snapshot-unmanage",
            description: "Enable volume unmanage operation.",
            updated: "2014-12-31T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeTypeEncryption",
            alias: "encryption",
            description: "Encryption support for volume types.",
            updated: "2013-07-01T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeEncryptionMetadata",
            alias: "os-volume-encryption-metadata",
            description: "Volume encryption metadata retrieval support.",
            updated: "2013-07-10T00:00:00+00:00"
        ),
        Extension(
            name: "Consistencygroups",
            alias: "consistencygroups",
            description: "consistency groups support.",
            updated: "2014-08-18T00:00:00+00:00"
        ),
        Extension(
            name: "SnapshotActions",
            alias: "os-snapshot-actions",
            description: "Enable snapshot manager actions.",
            updated: "2013-07-16T00:00:00+00:00"
        ),
        Extension(
            name: "Backups",
            alias: "backups",
            description: "Backups support.",
            updated: "2012-12-12T00:00:00+00:00"
        ),
        Extension(
            name: "Quotas",
            alias: "os-quota-sets",
            description: "Quota management support.",
            updated: "2011-08-08T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeActions",
            alias: "os-volume-actions",
            description: "Enable volume actions.",
            updated: "2012-05-31T00:00:00+00:00"
        ),
        Extension(
            name: "QuotaClasses",
            alias: "os-quota-class-sets",
            description: "Quota classes management support.",
            updated: "2012-03-12T00:00:00+00:00"
        ),
        Extension(
            name: "AvailabilityZones",
            alias: "os-availability-zone",
            description: "Describe Availability Zones.",
            updated: "2013-06-27T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeTypeAccess",
            alias: "os-volume-type-access",
            description: "Volume type access support.",
            updated: "2014-06-26T00:00:00Z"
        ),
        Extension(
            name: "Services",
            alias: "os-services",
            description: "Services support.",
            updated: "2012-10-28T00:00:00-00:00"
        ),
        Extension(
            name: "Hosts",
            alias: "os-hosts",
            description: "Admin-only host administration.",
            updated: "2011-06-29T00:00:00+00:00"
        ),
        Extension(
            name: "TypesManage",
            alias: "os-types-manage",
            description: "Types manage support.",
            updated: "2011-08-24T00:00:00+00:00"
        ),
        Extension(
            name: "ExtendedSnapshotAttributes",
            alias: "os-extended-snapshot-attributes",
            description: "Extended SnapshotAttributes support.",
            updated: "2012-06-19T00:00:00+00:00"
        ),
        Extension(
            name: "SnapshotManage",
            alias: "os-snapshot-manage",
            description: "Allows existing backend storage to be 'managed' by Cinder.",
            updated: "2014-12-31T00:00:00+00:00"
        ),
        Extension(
            name: "Qos_specs_manage",
            alias: "qos-specs",
            description: "QoS specs support.",
            updated: "2013-08-02T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeHostAttribute",
            alias: "os-vol-host-attr",
            description: "Expose host as an attribute of a volume.",
            updated: "2011-11-03T00:00:00+00:00"
        ),
        Extension(
            name: "Scheduler_stats",
            alias: "scheduler-stats",
            description: "Scheduler stats support.",
            updated: "2014-09-07T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeManage",
            alias: "os-volume-manage",
            description: "Allows existing backend storage to be 'managed' by Cinder.",
            updated: "2014-02-10T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeMigStatusAttribute",
            alias: "os-vol-mig-status-attr",
            description: "Expose migration_status as an attribute of a volume.",
            updated: "2013-08-08T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeTransfer",
            alias: "os-volume-transfer",
            description: "Volume transfer management support.",
            updated: "2013-05-29T00:00:00+00:00"
        ),
        Extension(
            name: "VolumeTenantAttribute",
            alias: "os-vol-tenant-attr",
            description: "Expose the internal project_id as an attribute of a volume.",
            updated: "2011-11-03T00:00:00+00:00"
        ),
        Extension(
            name: "SchedulerHints",
            alias: "OS-SCH-HNT",
            description: "Pass arbitrary key/value pairs to the scheduler.",
            updated: "2013-04-18T00:00:00+00:00"
        ),
        Extension(
            name: "ExtendedServices",
            alias: "os-extended-services",
            description: "Extended services support.",
            updated: "2014-01-10T00:00:00-00:00"
        ),
        Extension(
            name: "Capabilities",
            alias: "capabilities",
            description: "Capabilities support.",
            updated: "2015-08-31T00:00:00+00:00"
        ),
    ]
}
