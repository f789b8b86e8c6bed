import NIOCore
import NIOPosix

/// Which addresses images may be downloaded from: upstream's `[import_filtering_opts]`.
struct ImportFilter: Sendable {
    var schemes: Set<String> = ["http", "https"]
    /// An address without a port has the scheme's, which is always allowed.
    var ports: Set<Int> = [80, 443]
    /// Whether a name is one of a host.
    var resolves: @Sendable (String) async -> Bool = { await Self.hasAddress($0) }

    func passes(_ text: String) async -> Bool {
        guard let address = ImportAddress(text), schemes.contains(address.scheme),
            address.port.map(ports.contains) ?? true
        else { return false }
        return await isHost(address.host)
    }

    /// Addresses in their usual spelling, and names that can be resolved; other spellings of addresses, such as `127.1`, are a way
    /// around filters.
    private func isHost(_ host: String) async -> Bool {
        if (try? SocketAddress(ipAddress: host, port: 80)) != nil { return true }
        guard !host.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }) else { return false }
        // A name with a dot at its end can't be taken for an address by the resolver.
        return await resolves(host.hasSuffix(".") ? host : host + ".")
    }

    /// Asks the system's resolver, which makes its caller wait.
    private static func hasAddress(_ host: String) async -> Bool {
        let found = try? await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: 80)
        }
        return found != nil
    }
}

/// The parts of a URL that a filter looks at.
struct ImportAddress: Sendable, Hashable {
    /// In lower case.
    var scheme: String
    /// In lower case, without the brackets of an IPv6 address.
    var host: String
    var port: Int?

    /// Nil for what has no scheme, no host, or no number as a port.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        scheme = text[..<colon].lowercased()
        var rest = text[text.index(after: colon)...]
        guard scheme.first?.isLetter ?? false, rest.hasPrefix("//") else { return nil }
        rest = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let name: Substring
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            name = rest[..<end].dropFirst()
            rest = rest[rest.index(after: end)...]
        } else {
            name = rest.prefix { $0 != ":" }
            rest = rest[name.endIndex...]
        }
        host = name.lowercased()
        guard !host.isEmpty, rest.isEmpty || rest.first == ":" else { return nil }
        let digits = rest.dropFirst()
        guard !digits.isEmpty else { return }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(digits) else { return nil }
        port = Int(number)
    }
}
