// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "fits",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "fits", targets: ["fits"]),
        .library(name: "OpenStack", targets: ["OpenStack"]),
        .library(name: "EmbeddedCloud", targets: ["EmbeddedCloud"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    // From the ground up: a target imports only what stands above it in this list.
    targets: [
        .target(
            name: "EmbeddedCloud",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(name: "PythonSemantics", dependencies: [.product(name: "Yams", package: "Yams")]),
        .target(
            name: "OpenStack",
            dependencies: [
                "PythonSemantics",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "HeatTemplates",
            dependencies: ["PythonSemantics", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "Conformance",
            dependencies: [
                "OpenStack",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(name: "Gabbi", dependencies: ["Conformance", "OpenStack", "PythonSemantics"]),
        .target(name: "Guidelines", dependencies: ["Conformance", "OpenStack"]),
        .target(name: "InteropTests", dependencies: ["Conformance", "OpenStack"]),
        .target(
            name: "Reports",
            dependencies: [
                "Conformance",
                "Guidelines",
                "OpenStack",
                "PythonSemantics",
                .product(name: "Mustache", package: "swift-mustache"),
            ]
        ),
        .target(
            name: "TempestBridge",
            dependencies: [
                "Conformance",
                "OpenStack",
                "Reports",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .target(
            name: "ReferenceArchitectures",
            dependencies: [
                "Conformance",
                "HeatTemplates",
                "OpenStack",
                "PythonSemantics",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .target(name: "Upgrades", dependencies: ["Conformance", "OpenStack"]),
        .target(
            name: "FitsCommand",
            dependencies: [
                "Conformance",
                "EmbeddedCloud",
                "Gabbi",
                "Guidelines",
                "HeatTemplates",
                "InteropTests",
                "OpenStack",
                "ReferenceArchitectures",
                "Reports",
                "TempestBridge",
                "Upgrades",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(name: "fits", dependencies: ["FitsCommand"]),
        .testTarget(
            name: "EmbeddedCloudTests",
            dependencies: [
                "EmbeddedCloud",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "PythonSemanticsTests", dependencies: ["PythonSemantics"]),
        .testTarget(
            name: "OpenStackTests",
            dependencies: [
                "OpenStack",
                .product(name: "CustomDump", package: "swift-custom-dump"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(name: "HeatTemplatesTests", dependencies: ["HeatTemplates"]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "Conformance",
                "OpenStack",
                .product(name: "CustomDump", package: "swift-custom-dump"),
            ]
        ),
        .testTarget(
            name: "GabbiTests",
            dependencies: [
                "Conformance",
                "Gabbi",
                "OpenStack",
            ]
        ),
        .testTarget(name: "GuidelinesTests", dependencies: ["Conformance", "Guidelines", "OpenStack"]),
        .testTarget(
            name: "InteropTestsTests",
            dependencies: ["Conformance", "EmbeddedCloud", "Guidelines", "InteropTests", "OpenStack"]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Conformance",
                "Guidelines",
                "OpenStack",
                "Reports",
                .product(name: "CustomDump", package: "swift-custom-dump"),
            ],
            exclude: ["References"]
        ),
        .testTarget(
            name: "TempestBridgeTests",
            dependencies: [
                "Conformance",
                "EmbeddedCloud",
                "OpenStack",
                "Reports",
                "TempestBridge",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            exclude: ["Support/fake-python"]
        ),
        .testTarget(
            name: "ReferenceArchitecturesTests",
            dependencies: [
                "Conformance",
                "EmbeddedCloud",
                "HeatTemplates",
                "OpenStack",
                "ReferenceArchitectures",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "UpgradesTests",
            dependencies: [
                "EmbeddedCloud",
                "OpenStack",
                "Upgrades",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "FitsCommandTests",
            dependencies: [
                "EmbeddedCloud",
                "OpenStack",
                "fits",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}

// Optimised as a whole module, the embedded cloud's many files take half as long again to compile as file by file.
for target in package.targets where target.name == "EmbeddedCloud" {
    target.swiftSettings?.append(
        .unsafeFlags(["-no-whole-module-optimization", "-enable-batch-mode"], .when(configuration: .release))
    )
}
