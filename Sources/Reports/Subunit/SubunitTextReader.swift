import Foundation

/// Reads a subunit stream, version 1, piece by piece as it comes: lines of text, as stestr keeps them in its repository.
///
/// What the lines say comes out as packets of version 2: a test begins, has files, and ends. Give it bytes with
/// ``append(_:)``, take packets with ``next()`` until there is none, and say ``finish()`` at the end. A test whose end is
/// damaged has none; the next test is read all the same.
public struct SubunitTextReader: Sendable {
    private var buffer: [UInt8] = []
    private var position = 0
    private var isFinished = false
    private var ready: [SubunitPacket] = []
    private var state = State.outside
    private var time: Date?
    private var tags: [String] = []
    /// What could not be read, in order.
    public private(set) var damage: [SubunitError] = []

    private enum State {
        case outside
        case inTest(String)
        /// Lines up to `]`, which are why a test ended so.
        case text(Ending, [UInt8])
        /// Files, each with its type and name, up to `]`.
        case parts(Ending)
        case name(Ending)
        /// The pieces of a file: a length in hexadecimal digits, so many bytes, and so on to a length of 0.
        case pieces(Ending, File)
    }

    /// How a test ends whose files are still to come.
    private struct Ending {
        let test: String
        let status: SubunitPacket.Status
        let at: Date?
    }

    private struct File {
        let name: String
        var content: [UInt8] = []
    }

    /// A reader at the beginning of a stream.
    public init() {}

    /// Takes the next bytes of the stream.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        if position > 0 {
            buffer.removeSubrange(..<position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Says that nothing more comes.
    public mutating func finish() { isFinished = true }

    /// The next packet; `nil` when more bytes are needed, or all is said.
    public mutating func next() -> SubunitPacket? {
        while ready.isEmpty {
            if case .pieces(let ending, let file) = state {
                // Out of the state while the file grows, or each piece would copy it.
                state = .parts(ending)
                guard takePiece(ending, file) else { return nil }
            } else {
                guard let line = takeLine() else { return nil }
                take(line)
            }
        }
        return ready.removeFirst()
    }

    // MARK: - Bytes

    private mutating func takeLine() -> ArraySlice<UInt8>? {
        guard position < buffer.count else { return nil }
        guard let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) else {
            // A line that was cut off says nothing that can be relied on.
            if isFinished { position = buffer.count }
            return nil
        }
        defer { position = end + 1 }
        return buffer[position..<end]
    }

    /// Reads a piece of a file; `false` when more bytes are needed, and then nothing is read.
    private mutating func takePiece(_ ending: Ending, _ file: File) -> Bool {
        let start = position
        guard let line = takeLine() else {
            state = .pieces(ending, file)
            return false
        }
        let digits = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard (1...7).contains(digits.count), let length = Int(String(decoding: digits, as: UTF8.self), radix: 16),
            length >= 0
        else {
            lose(ending, "the pieces of file \(file.name)")
            take(line)
            return true
        }
        if length == 0 {
            emit(file, of: ending)
            return true
        }
        guard position + length <= buffer.count else {
            position = start
            state = .pieces(ending, file)
            return false
        }
        var file = file
        file.content += buffer[position..<position + length]
        position += length
        state = .pieces(ending, file)
        return true
    }

    // MARK: - Lines

    private mutating func take(_ line: ArraySlice<UInt8>) {
        switch state {
        case .outside, .inTest: takeStatement(line)
        case .text(let ending, var content):
            if line == [UInt8(ascii: "]")] {
                state = .outside
                emit(File(name: ending.status == .skip ? "reason" : "traceback", content: content), of: ending)
                end(ending)
            } else if Self.isStatement(line) {
                lose(ending, "its text")
                takeStatement(line)
            } else {
                // A line that is a bracket has a space before it.
                content += line.starts(with: " ]".utf8) ? line.dropFirst() : line
                content.append(UInt8(ascii: "\n"))
                state = .text(ending, content)
            }
        case .parts(let ending):
            if line == [UInt8(ascii: "]")] {
                state = .outside
                end(ending)
            } else if line.starts(with: "Content-Type:".utf8) {
                state = .name(ending)
            } else {
                lose(ending, "its files")
                takeStatement(line)
            }
        case .name(let ending): state = .pieces(ending, File(name: String(decoding: line, as: UTF8.self)))
        case .pieces: break
        }
    }

    /// A test whose files are damaged has no end that is known.
    private mutating func lose(_ ending: Ending, _ what: String) {
        damage.append(SubunitError("the end of \(ending.test) is lost: \(what) cannot be read"))
        state = .outside
    }

    private static func isStatement(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "test: ".utf8) || line.starts(with: "time: 2".utf8)
    }

    private mutating func takeStatement(_ line: ArraySlice<UInt8>) {
        guard let colon = line.prefix(12).firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex else { return }
        let text = String(decoding: line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "test", "testing":
            if case .inTest(let test) = state {
                damage.append(SubunitError("the end of \(test) is lost"))
            }
            state = .inTest(text)
            ready.append(SubunitPacket(test: text, status: .inProgress, timestamp: time, tags: tags))
        case "success", "successful": end(text, .success)
        case "failure", "error": end(text, .fail)
        case "skip": end(text, .skip)
        case "xfail": end(text, .expectedFailure)
        case "uxsuccess": end(text, .unexpectedSuccess)
        case "time": time = Self.date(text) ?? time
        case "tags":
            for tag in text.split(separator: " ") {
                tags.removeAll { $0 == tag || "-" + $0 == tag }
                if !tag.hasPrefix("-") { tags.append(String(tag)) }
            }
        default: break
        }
    }

    /// A test ends, with or without files; what is said of another test than the one that runs is somebody's print.
    private mutating func end(_ text: String, _ status: SubunitPacket.Status) {
        guard case .inTest(let test) = state, text.hasPrefix(test) else { return }
        let ending = Ending(test: test, status: status, at: time)
        switch text.dropFirst(test.count) {
        case "":
            state = .outside
            end(ending)
        case " [": state = .text(ending, [])
        case " [ multipart": state = .parts(ending)
        default: break
        }
    }

    private mutating func end(_ ending: Ending) {
        ready.append(SubunitPacket(test: ending.test, status: ending.status, timestamp: ending.at, tags: tags))
    }

    private mutating func emit(_ file: File, of ending: Ending) {
        ready.append(
            SubunitPacket(
                test: ending.test,
                isRunnable: false,
                file: SubunitPacket.File(name: file.name, content: file.content),
                isEndOfFile: true
            )
        )
    }

    /// Reads `2026-11-23 09:22:59.748671Z`.
    private static func date(_ text: String) -> Date? {
        let digits = text.utf8.map { $0 }
        guard digits.count >= 20, digits.last == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? { Int(String(decoding: digits[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        var seconds = Double(daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
        if digits[19] == UInt8(ascii: "."),
            let fraction = Double("0." + String(decoding: digits[20..<digits.count - 1], as: UTF8.self))
        {
            seconds += fraction
        }
        return Date(timeIntervalSince1970: seconds)
    }

    /// Days of the Gregorian calendar; years begin in March, so that the day that some have more is a year's last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
