import Foundation
import OpenStack

/// Asks an installed openstacksdk what it makes of configurations.
///
/// The answer holds the log-in request that keystoneauth would send, so that both programs are compared by what a
/// cloud would see of them.
struct OpenStackSDKReference {
    /// Path of a Python with openstacksdk.
    let python: String

    /// The variable that names a Python with openstacksdk.
    static let variable = "FITS_OPENSTACKSDK_PYTHON"

    /// The services whose settings are compared.
    static let services = ["compute", "block-storage", "image", "network", "identity"]

    static let homeDirectory = "/home/fits"

    init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let python = environment[Self.variable], !python.isEmpty else { return nil }
        self.python = python
    }

    /// The answers to cases, in their order.
    func answers(to cases: [SDKCase]) throws -> [JSON] {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let script = directory.appendingPathComponent("ask.py")
        let questions = directory.appendingPathComponent("cases.json")
        try Data(Self.script.utf8).write(to: script)
        try Data(JSON.array(cases.map(\.question)).serialized()).write(to: questions)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script.path, questions.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSON(parsing: Array(answer)).array ?? []
    }

    private static let script = #"""
        import argparse, json, logging, os, sys, tempfile, warnings
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        import openstack.config

        class Sent(Exception):
            pass

        class Session:
            def post(self, url, json=None, **_):
                raise Sent(json)

        def login(plugin):
            if not hasattr(plugin, "auth_url"):
                return None
            if hasattr(plugin, "_do_create_plugin"):
                plugin = plugin.create_plugin(Session(), (3, 0), plugin.auth_url)
            try:
                plugin.get_auth_ref(Session())
            except Sent as sent:
                return sent.args[0]

        def service(region, name):
            return {
                "endpoint_override": region._get_config("endpoint_override", name)
                    or region._get_config("endpoint", name),
                "interface": region.get_interface(name),
                "region": region.get_region_name(name) or None,
                "service_type": region._get_config("service_type", name),
                "service_name": region.get_service_name(name),
                "microversion": region._get_version_request(name, None).default_microversion,
                "api_version": region.get_api_version(name),
            }

        def answer(case, directory):
            for name in [name for name in os.environ if name.startswith("OS_")]:
                del os.environ[name]
            os.environ["HOME"] = "/home/fits"
            os.environ.update(case["environment"])
            for name, text in case["files"].items():
                with open(os.path.join(directory, name), "w") as file:
                    file.write(text)
            def paths(base):
                return [os.path.join(directory, base + suffix) for suffix in (".yaml", ".yml", ".json")]
            try:
                config = openstack.config.OpenStackConfig(
                    config_files=paths("clouds"), secure_files=paths("secure"),
                    vendor_files=paths("clouds-public"))
                arguments = {}
                if case["region"]:
                    arguments["region_name"] = case["region"]
                if case["overrides"]:
                    # What the openstack command does with its options.
                    options = argparse.Namespace(**case["overrides"])
                    region = config.get_one_cloud_osc(case["cloud"], argparse=options, **arguments)
                else:
                    region = config.get_one(case["cloud"], **arguments)
                verify, cert = region.get_requests_verify_args()
                plugin = region.get_auth()
                timeout = region.config.get("api_timeout")
                return {
                    "name": region.name,
                    "region": region.get_region_name() or None,
                    "interface": region.get_interface(),
                    "verify": verify,
                    "cert": list(cert) if isinstance(cert, tuple) else cert,
                    "timeout": float(timeout) if timeout else None,
                    "auth_url": getattr(plugin, "auth_url", None),
                    "login": login(plugin),
                    "networks": [
                        dict(network,
                             routes_ipv4_externally=network.get(
                                 "routes_ipv4_externally", network["routes_externally"]),
                             routes_ipv6_externally=network.get(
                                 "routes_ipv6_externally", network["routes_externally"]),
                             nat_source=network.get("nat_source", False))
                        for network in region.config["networks"]],
                    "services": {name: service(region, name) for name in case["services"]},
                }
            except (Exception, SystemExit) as error:
                return {"error": f"{type(error).__name__}: {error}"}

        with open(sys.argv[1]) as file:
            cases = json.load(file)
        answers = []
        for case in cases:
            with tempfile.TemporaryDirectory() as directory:
                answers.append(answer(case, directory))
        json.dump(answers, sys.stdout)
        """#
}
