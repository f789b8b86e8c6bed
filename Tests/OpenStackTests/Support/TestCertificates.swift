import Foundation
import NIOSSL

/// Certificates made for one test by the `openssl` command, in a folder that goes with them.
struct TestCertificates {
    /// Where the command is; `nil` where there is none.
    static let command: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        .map { URL(filePath: String($0)).appending(path: "openssl") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    private let folder: URL

    /// An authority of its own, trusted by nobody.
    var authority: String { path("authority.pem") }

    /// Makes an authority, and removes everything after the body.
    static func make<Result>(_ body: (TestCertificates) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificates = TestCertificates(folder: folder)
        try certificates.openssl(
            ["req", "-x509", "-subj", "/CN=authority", "-days", "2", "-out", certificates.authority]
                + certificates.newKey("authority")
        )
        return try await body(certificates)
    }

    /// Path of a certificate that the authority signed, for an address; negative days make one that has expired.
    func signed(_ name: String, for subject: String = "IP:127.0.0.1", days: Int = 2) throws -> String {
        try openssl(
            [
                "req", "-new", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(subject)", "-out",
                path("\(name).csr"),
            ]
                + newKey(name)
        )
        try openssl([
            "x509", "-req", "-in", path("\(name).csr"), "-CA", authority, "-CAkey", path("authority.key"),
            "-set_serial", "2", "-copy_extensions", "copy", "-days", "\(days)", "-out", path("\(name).pem"),
        ])
        return path("\(name).pem")
    }

    /// Path of the key that belongs to a certificate.
    func key(of certificate: String) -> String { certificate.replacing(".pem", with: ".key") }

    /// Path of a file with these texts, one after the other.
    func joined(_ paths: String...) throws -> String {
        let text = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
        try Data(text.utf8).write(to: folder.appending(path: "joined.pem"))
        return path("joined.pem")
    }

    /// What a server with a certificate needs; it may demand one of its clients.
    func server(_ certificate: String, demandsClientCertificate: Bool = false) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key(of: certificate), format: .pem))
        )
        if demandsClientCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .file(authority)
        }
        return try NIOSSLContext(configuration: configuration)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func newKey(_ name: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path("\(name).key")]
    }

    private func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = Self.command
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CommandFailure(arguments: arguments) }
    }

    private struct CommandFailure: Error {
        let arguments: [String]
    }
}
