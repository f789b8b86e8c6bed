import Conformance
import Foundation
import OpenStack
import Reports

/// Made-up runs against three clouds with everything in which clouds can differ.
///
/// On `north` all works; `south` is an older release with faults; `east` has no images.
struct SampleClouds {
    enum Cloud: String, CaseIterable { case north, south, east }

    let runs: [OutcomeRun]
    let comparison: Comparison

    static let servers = "tempest.api.compute.servers.test_servers.ServersTest."
    static let images = "tempest.api.image.v2.test_images.ImagesTest."

    /// Works everywhere; keys differ.
    static let show = identity(servers + "test_show", 0)
    /// The answer to a request has another status in the south.
    static let create = identity(servers + "test_create", 1)
    /// A document lacks a key in the south.
    static let flavor = identity(servers + "test_flavor", 2)
    /// Skipped in the east.
    static let list = identity(images + "test_list", 3)
    static let upload = identity(images + "test_upload", 4)
    /// Fails everywhere, in another way.
    static let delete = identity(servers + "test_delete", 5)
    /// Came to no end in the south.
    static let rename = identity(servers + "test_rename", 6)

    private static func identity(_ name: String, _ number: Int) -> TestIdentity {
        TestIdentity(name: name, id: OutcomeRun.test(number).id)
    }

    static func make(
        _ clouds: [Cloud] = [.north, .south, .east],
        hasProfiles: Bool = true
    ) async throws -> SampleClouds {
        var runs: [OutcomeRun] = []
        for cloud in clouds {
            runs.append(
                try await OutcomeRun.make(results(of: cloud), cloud: cloud.rawValue, exchanges: exchanges(of: cloud))
            )
        }
        let subjects = zip(clouds, runs).map { cloud, run in
            Comparison.Subject(run.report, profile: hasProfiles ? profile(of: cloud) : nil)
        }
        return SampleClouds(runs: runs, comparison: Comparison(subjects))
    }

    /// Gives a body the comparison; its runs are gone afterwards.
    static func with<Result>(
        _ clouds: [Cloud] = [.north, .south, .east],
        hasProfiles: Bool = true,
        _ body: (Comparison) async throws -> Result
    ) async throws -> Result {
        let sample = try await make(clouds, hasProfiles: hasProfiles)
        defer { for run in sample.runs { run.remove() } }
        return try await body(sample.comparison)
    }

    // MARK: - Results

    private static func results(of cloud: Cloud) -> [TestResult] {
        func passed(_ test: TestIdentity, _ exchanges: [Int]) -> TestResult {
            TestResult(test, .passed, exchanges: exchanges, seconds: 1, tries: 1)
        }
        func failed(_ test: TestIdentity, _ failure: Failure, _ exchanges: [Int]) -> TestResult {
            TestResult(test, .failed, failures: [failure], exchanges: exchanges, seconds: 1, tries: 2)
        }
        let isSouth = cloud == .south
        let absent = "the cloud's catalog has no image service"
        return [
            passed(show, [1, 2]),
            isSouth
                ? failed(create, Failure("status", expected: ["200"], actual: "500", exchange: 5), [3, 4, 5])
                : passed(create, [3, 4, 5, 6]),
            isSouth
                ? failed(flavor, Failure("the flavor has extra_specs", expected: ["an object"], exchange: 7), [7])
                : passed(flavor, [7]),
            cloud == .east ? TestResult(list, .skipped, reason: absent) : passed(list, [8]),
            cloud == .east ? TestResult(upload, .skipped, reason: absent) : passed(upload, [8, 9]),
            failed(delete, Failure("status", expected: ["204"], actual: "202", exchange: 10), [10]),
            isSouth ? TestResult(rename, .notRun, reason: "weather: 503") : passed(rename, [2]),
        ]
    }

    // MARK: - Exchanges

    private static let id = "3bc1d244-10a8-4bac-850c-36a316006b27"

    private static func exchanges(of cloud: Cloud) -> [StoredExchange] {
        // Each cloud has its services elsewhere, with and without the project in the path.
        let compute =
            cloud == .south
            ? "http://south:8774/v2.1/624c2b665d314e36a8fb56f20ca3c7f3" : "https://\(cloud)/compute/v2.1"
        let image = cloud == .south ? "http://south:9292/v2" : "https://\(cloud)/image/v2"
        let identity = cloud == .south ? "http://south:5000/v3" : "https://\(cloud)/identity/v3"
        func exchange(
            _ number: Int,
            _ method: String,
            _ url: String,
            _ status: Int,
            _ document: String = "",
            headers: [String: String] = [:]
        ) -> StoredExchange {
            let type = document.isEmpty ? [:] : ["Content-Type": "application/json"]
            return StoredExchangeBuilder.exchange(
                number,
                method,
                url,
                request: StoredExchangeBuilder.message(["X-Auth-Token": "<hidden>"], ""),
                response: StoredExchangeBuilder.message(type.merging(headers) { $1 }, document),
                status: status
            )
        }
        let locked = cloud == .north ? #","locked_reason":null"# : ""
        let microversions = cloud == .south ? [:] : ["OpenStack-API-Version": "compute 2.1"]
        let server = #"{"server":{"id":"\#(id)","name":"fits-server-k3v9q2ab","status":"ACTIVE"\#(locked)}}"#
        let isSouth = cloud == .south
        let catalog = [("identity", identity), ("compute", compute), ("image", image)].map { type, url in
            #"{"type":"\#(type)","name":"","endpoints":[{"interface":"public","region_id":"R","url":"\#(url)"}]}"#
        }.joined(separator: ",")
        return [
            exchange(1, "POST", identity + "/auth/tokens", 201, #"{"token":{"catalog":[\#(catalog)]}}"#),
            exchange(2, "GET", "\(compute)/servers/\(id)", 200, server, headers: microversions),
            exchange(3, "POST", "\(compute)/servers", 202, server, headers: microversions),
            exchange(4, "GET", "\(compute)/servers/\(id)", 200, server, headers: microversions),
            isSouth
                ? exchange(5, "GET", "\(compute)/servers/\(id)/ips", 500, #"{"computeFault":{"code":500}}"#)
                : exchange(5, "GET", "\(compute)/servers/\(id)/ips", 200, #"{"addresses":{}}"#),
            exchange(6, "DELETE", "\(compute)/servers/\(id)", 204),
            exchange(
                7,
                "GET",
                "\(compute)/flavors/\(cloud == .north ? "1" : "small")",
                200,
                isSouth ? #"{"flavor":{"ram":512}}"# : #"{"flavor":{"ram":512,"extra_specs":{}}}"#
            ),
            exchange(8, "GET", "\(image)/images?limit=2", 200, #"{"images":[]}"#),
            exchange(9, "PUT", "\(image)/images/\(id)/file", isSouth ? 201 : 204),
            exchange(10, "DELETE", "\(compute)/servers/\(id)", isSouth ? 200 : 202),
        ]
    }

    // MARK: - Profiles

    private static func profile(of cloud: Cloud) -> CloudProfile {
        let isSouth = cloud == .south
        let base = isSouth ? "http://south:8774" : "https://\(cloud)/compute"
        var services = [
            CloudProfile.Service(
                type: "compute",
                url: base,
                versions: [
                    CloudProfile.Version(
                        id: "v2.1",
                        status: "CURRENT",
                        minimum: "2.1",
                        maximum: isSouth ? "2.96" : "2.100"
                    )
                ],
                extensions: isSouth ? ["os-agents", "servers"] : ["servers"],
                limits: ["maxTotalCores": isSouth ? 20 : -1, "maxTotalRAMSize": 51200]
            ),
            CloudProfile.Service(type: "identity", url: "\(base)/v3", versions: [], wasAsked: false),
        ]
        if cloud != .east {
            services.append(
                CloudProfile.Service(type: "image", url: base, settings: ["import-methods": "web-download"])
            )
        }
        return CloudProfile(
            services: services,
            probes: [
                CloudProfile.Answer(
                    id: "compute.invalid-json",
                    service: "compute",
                    title: "a new server that is not JSON",
                    exchange: 5,
                    status: 400,
                    shape: isSouth ? "text/html" : "{badRequest{code, message}}"
                ),
                CloudProfile.Answer(
                    id: "compute.limit",
                    service: "compute",
                    title: "a page of -1 servers",
                    status: cloud == .east ? nil : 400,
                    shape: cloud == .east ? nil : "{badRequest{code, message}}",
                    note: cloud == .east ? "no answer in time" : nil
                ),
            ]
        )
    }
}
