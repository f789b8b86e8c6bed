import HTTPTypes

/// The part of an image a request asks for.
enum ByteRange {
    /// Nil for all of it; `Content-Range` in a request counts as `Range`, which early clients used.
    static func requested(by headers: HTTPFields, size: Int) throws -> Range<Int>? {
        if let text = headers[.range] { return try range(text, size: size) }
        guard let text = headers[.contentRange] else { return nil }
        guard let dash = text.split(separator: "/").first else { throw refusal("Invalid Content-Range header.") }
        return try range(dash.replacing("bytes ", with: "bytes="), size: size)
    }

    private static func refusal(_ text: String) -> ImageError {
        ImageError(.rangeNotSatisfiable, detail: text)
    }

    private static func range(_ text: some StringProtocol, size: Int) throws -> Range<Int> {
        guard text.hasPrefix("bytes=") else { throw refusal("Invalid Range header.") }
        let spec = text.dropFirst("bytes=".count)
        guard !spec.contains(",") else {
            throw ImageError(
                .badRequest,
                "Requests with multiple ranges are not supported in Glance. You may make multiple single-range "
                    + "requests instead."
            )
        }
        let parts = spec.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw refusal("Invalid Range header.") }
        if parts[0].isEmpty {
            guard let count = Int(parts[1]), count > 0 else { throw refusal("Invalid Range header.") }
            return max(0, size - count)..<size
        }
        guard let start = Int(parts[0]), parts[1].isEmpty || Int(parts[1]) != nil else {
            throw refusal("Invalid Range header.")
        }
        guard start < size else {
            throw refusal(
                "Invalid start position in Range header. Start position MUST be in the inclusive range [0, "
                    + "\(size - 1)]."
            )
        }
        let end = min(Int(parts[1]) ?? size - 1, size - 1)
        guard end >= start else { throw refusal("Invalid Range header.") }
        return start..<end + 1
    }
}
