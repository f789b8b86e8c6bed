import OpenStack

/// Where the members of a JSON text stand.
///
/// Passes over the text without judging it, so that it also finds the place of what makes a text no JSON: the parser
/// says at which byte, a person wants the line and the member.
struct DocumentMap {
    /// The line of each member, from 1, by its path: `capabilities.images-v2-list.tests`, `releases[1]`.
    private(set) var lines: [String: Int] = [:]
    /// Members whose key stands twice in one object, each with the line of the later one.
    private(set) var repeated: [Member] = []
    /// The member in which the text ends, or ended to be looked at.
    private(set) var last: Member

    /// A member and its line.
    struct Member: Hashable {
        let path: String
        let line: Int
    }

    /// Looks through a text, or through what stands before one of its bytes.
    init(_ bytes: [UInt8], before end: Int? = nil) {
        last = Member(path: "", line: 1)
        var line = 1
        var containers: [Container] = []
        var position = 0
        let end = min(end ?? bytes.count, bytes.count)
        while position < end {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = containers.popLast()
            case UInt8(ascii: ","):
                containers.mutateLast { $0.advance() }
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ":"):
                break
            case UInt8(ascii: "\"") where containers.last?.awaitsKey == true:
                let text = Self.string(in: bytes, from: position, to: end)
                position += text.count
                guard text.count > 1, text.last == UInt8(ascii: "\"") else { continue }
                let isRepeated = containers.mutateLast { $0.open(String(decoding: text, as: UTF8.self)) } == true
                enter(containers, line)
                if isRepeated { repeated.append(last) }
                continue
            default:
                if containers.last?.isList == true { enter(containers, line) }
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    containers.append(Container(path: containers.last?.member ?? "", isList: byte == UInt8(ascii: "[")))
                } else if byte == UInt8(ascii: "\"") {
                    position += Self.string(in: bytes, from: position, to: end).count
                    continue
                }
            }
            position += 1
        }
        last = Member(path: containers.last?.member ?? "", line: line)
    }

    private mutating func enter(_ containers: [Container], _ line: Int) {
        guard let path = containers.last?.member else { return }
        last = Member(path: path, line: line)
        if lines[path] == nil { lines[path] = line }
    }

    /// A string with its quotes, or up to the end of the line when its end is missing.
    private static func string(in bytes: [UInt8], from start: Int, to end: Int) -> ArraySlice<UInt8> {
        var position = start + 1
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""): return bytes[start...position]
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\n"): return bytes[start..<position]
            default: position += 1
            }
        }
        return bytes[start..<end]
    }
}

/// An object or list that has begun and not ended.
private struct Container {
    let path: String
    let isList: Bool
    private var key: String?
    private var keys: Set<String> = []
    private var index = 0

    init(path: String, isList: Bool) {
        self.path = path
        self.isList = isList
    }

    var awaitsKey: Bool { !isList && key == nil }

    /// The path of the member that is being read; of the container itself before the first.
    var member: String {
        if isList { return "\(path)[\(index)]" }
        guard let key else { return path }
        return path.isEmpty ? key : "\(path).\(key)"
    }

    mutating func advance() {
        key = nil
        index += 1
    }

    /// Begins a member, and says whether there was one with this key.
    ///
    /// - Parameter text: the key with its quotes.
    /// - Returns: whether there was.
    mutating func open(_ text: String) -> Bool {
        let name = (try? JSON(parsing: text.utf8))?.string ?? text
        key = name
        return !keys.insert(name).inserted
    }
}

extension Array {
    @discardableResult
    fileprivate mutating func mutateLast<Result>(_ body: (inout Element) -> Result) -> Result? {
        isEmpty ? nil : body(&self[count - 1])
    }
}
