public import HTTPTypes

/// Requests that something is done to: by method, and by a pattern of the path in which `*` stands for anything.
///
/// The path is the whole one, with the service's prefix: `/compute/v2.1/servers/*`.
public struct RequestPattern: Sendable, Hashable {
    /// Nil for every method.
    public var method: HTTPRequest.Method?
    /// The pattern of the path.
    public var path: String

    /// Reads `POST /compute/v2.1/servers`, `/image/*` or `*`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard let path = words.last, path.hasPrefix("/") || path == "*", words.count <= 2 else { return nil }
        self.path = String(path)
        if words.count == 2 {
            guard words[0].allSatisfy(\.isUppercase), let method = HTTPRequest.Method(String(words[0])) else {
                return nil
            }
            self.method = method
        }
    }

    func matches(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        if let wanted = self.method, wanted != method { return false }
        return Self.matches(Array(path.utf8)[...], Array(self.path.utf8)[...])
    }

    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var (text, pattern) = (text, pattern)
        // Where to go on if what follows the last star does not fit: one byte further.
        var retry: (text: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
        while true {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                retry = (text, pattern)
            } else if let byte = pattern.first, byte == text.first {
                text = text.dropFirst()
                pattern = pattern.dropFirst()
            } else if text.isEmpty, pattern.isEmpty {
                return true
            } else if let last = retry, !last.text.isEmpty {
                retry = (last.text.dropFirst(), last.pattern)
                (text, pattern) = (last.text.dropFirst(), last.pattern)
            } else {
                return false
            }
        }
    }
}

/// That some requests take longer than they must.
public struct CloudLatency: Sendable, Hashable {
    /// Which requests.
    public var requests: RequestPattern
    /// How much longer.
    public var duration: Duration

    /// Reads `20ms`, `1.5s` or `POST /compute/*=200ms`; nil for anything else.
    public init?(_ text: String) {
        guard let (requests, value) = RequestPattern.rule(text, whole: "*") else { return nil }
        self.requests = requests
        if value.hasSuffix("ms"), let number = Double(value.dropLast(2)), number >= 0, number < 1e9 {
            duration = .milliseconds(number)
        } else if value.hasSuffix("s"), let number = Double(value.dropLast()), number >= 0, number < 1e6 {
            duration = .seconds(number)
        } else {
            return nil
        }
    }
}

/// That some requests are not answered as they should be.
public struct CloudFault: Sendable, Hashable {
    /// What happens instead of an answer.
    public enum Effect: Sendable, Hashable {
        /// An answer with this status, without having done anything.
        case status(Int)
        /// The request is carried out, and the connection closed without an answer.
        case lostAnswer
    }

    /// Which requests.
    public var requests: RequestPattern
    /// What happens to them.
    public var effect: Effect
    /// To which share of them, of 1.
    public var share: Double

    /// Reads `GET /image/*=503`, `POST /compute/v2.1/servers=lost` or `*=500@10%`; nil for anything else.
    public init?(_ text: String) {
        guard let (requests, value) = RequestPattern.rule(text, whole: nil) else { return nil }
        self.requests = requests
        let parts = value.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        share = 1
        if parts.count == 2 {
            guard parts[1].hasSuffix("%"), let percent = Double(parts[1].dropLast()), (0...100).contains(percent)
            else { return nil }
            share = percent / 100
        }
        if parts[0] == "lost" {
            effect = .lostAnswer
        } else if let status = Int(parts[0]), (400...599).contains(status) {
            effect = .status(status)
        } else {
            return nil
        }
    }
}

extension RequestPattern {
    /// Divides `PATTERN=VALUE`; a text without the equals sign is a value for the pattern `whole`, if there is one.
    fileprivate static func rule(_ text: String, whole: String?) -> (RequestPattern, Substring)? {
        guard let equals = text.lastIndex(of: "=") else {
            return whole.flatMap { RequestPattern($0) }.map { ($0, Substring(text)) }
        }
        return RequestPattern(text[..<equals]).map { ($0, text[text.index(after: equals)...]) }
    }
}
