import HTTPTypes
import Hummingbird

extension ObjectStorageService {
    /// What this object store can do, as `/info` tells.
    static let information: JSON = [
        "swift": [
            "version": "2.37.4", "strict_cors_mode": true,
            "policies": [["name": .string(policy), "aliases": .string(policy), "default": true]],
            "allow_account_management": true, "account_autocreate": true, "allow_open_expired": false,
            "max_file_size": .int(Constraints.objectSize), "max_meta_name_length": .int(Constraints.metadataName),
            "max_meta_value_length": .int(Constraints.metadataValue), "max_meta_count": .int(Constraints.metadataCount),
            "max_meta_overall_size": .int(Constraints.metadataSize), "max_header_size": .int(Constraints.header),
            "max_request_line": 8192, "max_object_name_length": .int(Constraints.objectName),
            "container_listing_limit": .int(Constraints.listing), "account_listing_limit": .int(Constraints.listing),
            "max_account_name_length": .int(Constraints.accountName),
            "max_container_name_length": .int(Constraints.containerName), "extra_header_count": 0,
        ],
        "symlink": ["symloop_max": .int(linkLimit), "static_links": true],
        "versioned_writes": ["allowed_flags": ["x-versions-location", "x-history-location"]], "object_versioning": [:],
        "slo": [
            "max_manifest_segments": .int(Constraints.manifestSegments),
            "max_manifest_size": .int(Constraints.manifestSize), "yield_frequency": 10, "min_segment_size": 1,
            "allow_async_delete": true,
        ],
        "account_quotas": [:], "container_quotas": [:], "staticweb": [:],
        "formpost": ["allowed_digests": ["sha1", "sha256", "sha512"], "deprecated_digests": ["sha1"]],
        "crossdomain": [:],
        "ratelimit": [
            "account_ratelimit": .double(0), "max_sleep_time_seconds": .double(60), "container_ratelimits": [],
            "container_listing_ratelimits": [],
        ],
        "tempurl": [
            "methods": ["GET", "HEAD", "PUT", "POST", "DELETE"],
            "incoming_remove_headers": ["x-timestamp", "x-open-expired"], "incoming_allow_headers": [],
            "outgoing_remove_headers": ["x-object-meta-*"], "outgoing_allow_headers": ["x-object-meta-public-*"],
            "allowed_digests": ["sha1", "sha256", "sha512"], "deprecated_digests": ["sha1"],
        ],
        "bulk_upload": ["max_containers_per_extraction": 10_000, "max_failed_extractions": 1000],
        "bulk_delete": ["max_deletes_per_request": 10_000, "max_failed_deletes": 1000],
        "container_sync": ["realms": [:]],
    ]

    /// Lets pages of every origin in, as Flash asked for it.
    static let crossDomainPolicy = """
        <?xml version="1.0"?>
        <!DOCTYPE cross-domain-policy SYSTEM "http://www.adobe.com/xml/dtds/cross-domain-policy.dtd" >
        <cross-domain-policy>
        <allow-access-from domain="*" secure="false" />
        </cross-domain-policy>
        """

    /// Answers what is about no account; nil for everything else.
    func information(_ request: ServiceRequest) -> Response? {
        switch request.path {
        case "/info":
            switch request.method {
            case .get, .head:
                return .text(Self.information.text, type: "application/json; charset=UTF-8", status: .ok)
            case .options:
                return Response(
                    status: .ok,
                    headers: [.contentType: "text/html; charset=UTF-8", .allow: "HEAD, OPTIONS, GET"]
                )
            default: return .storage(.methodNotAllowed, headers: [.allow: "HEAD, OPTIONS, GET"])
            }
        case "/healthcheck": return .text("OK", type: "text/plain", status: .ok)
        case "/crossdomain.xml":
            return .text(Self.crossDomainPolicy, type: "application/xml", status: .ok)
        default: return nil
        }
    }
}
