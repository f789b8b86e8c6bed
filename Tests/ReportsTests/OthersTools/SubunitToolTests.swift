import Conformance
import Foundation
import Reports
import Testing

@Suite(
    "Subunit, as others read and write it",
    .enabled(if: SubunitTools.folder != nil, "NOT TESTED: there is no python-subunit and stestr")
)
struct SubunitToolTests {
    @Test func statistics() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let result = try SubunitTools.run("subunit-stats < run.subunit", in: run.folder)
        #expect(result.text.contains(/Total tests: +9/))
        #expect(result.text.contains(/Passed tests: +2/))
        #expect(result.text.contains(/Failed tests: +2/))
        #expect(result.text.contains(/Skipped tests: +5/))
    }

    @Test(.enabled(if: SubunitTools.writeJUnit, "NOT TESTED: subunit2junitxml lacks the Python module junitxml"))
    func junit() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let result = try SubunitTools.run("subunit2junitxml < run.subunit", in: run.folder)
        #expect(result.status == 1, "\(result.errors)")
        #expect(result.text.contains(#"tests="9""#))
        #expect(result.text.contains("expected   404"))
    }

    @Test("stestr takes the run into its repository and knows what failed")
    func stestr() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Data(run.report.render(.subunit)).write(to: run.folder.appending(path: "run.subunit"))
        let commands = "stestr init && stestr load < run.subunit; stestr last; stestr failing --list"
        let result = try SubunitTools.run(commands, in: run.folder)
        #expect(result.text.contains(/Passed: +2/), "\(result.text)\(result.errors)")
        #expect(result.text.contains(/Skipped: +5/))
        #expect(result.text.contains(/Failed: +2/))
        #expect(result.text.contains(SampleRun.delete.description))
    }

    @Test("What python-subunit writes is read")
    func readsTheirs() async throws {
        let commands = """
            printf 'Traceback\\nValueError: nö\\n' > traceback; printf 'no swift' > reason
            {
                subunit-output --inprogress a.B.fails
                subunit-output --fail a.B.fails --attach-file traceback --file-name traceback --tag worker-3
                echo 'printed in between'
                subunit-output --skip a.B.skipped --attach-file reason --file-name reason
                subunit-output --success a.B.passes
            } > theirs
            """
        let stream = try OthersTools.withFolder { folder in
            let written = try SubunitTools.run(commands, in: folder)
            #expect(written.status == 0, "\(written.errors)")
            return SubunitStream(reading: Array(try Data(contentsOf: folder.appending(path: "theirs"))))
        }
        #expect(stream.damage.isEmpty)
        #expect(stream.elements.contains(.text(Array("printed in between\n".utf8))))
        let results = Dictionary(uniqueKeysWithValues: stream.results.map { ($0.identity.name, $0) })
        #expect(results["a.B.passes"]?.outcome == .passed)
        #expect(results["a.B.skipped"]?.reason == "no swift")
        #expect(results["a.B.fails"]?.failures.first?.message == "ValueError: nö")
    }

    // MARK: - Damage

    @Test("Of a damaged stream everything is read that python-subunit reads, and all that is whole")
    func damaged() throws {
        try OthersTools.withFolder { folder in
            let written = folder.appending(path: "written").path
            let writing = try SubunitTools.python(Self.write, [written])
            try #require(writing.status == 0, "\(writing.errors)")
            let bytes = Array(try Data(contentsOf: URL(filePath: written)))
            let whole = Self.events(bytes)
            try #require(whole.count == 60)
            #expect(SubunitStream(reading: bytes).damage.isEmpty)

            let streams = (0..<80).map { Damage(seed: $0).done(to: bytes) }
            let files = try streams.enumerated().map { number, stream in
                let file = folder.appending(path: "\(number)")
                try Data(stream.bytes).write(to: file)
                return file.path
            }
            let reading = try SubunitTools.python(Self.read, files)
            try #require(reading.status == 0, "\(reading.errors)")
            let theirs = try JSONDecoder().decode([[[String]]].self, from: Data(reading.output))
            try #require(theirs.count == streams.count)
            for (stream, theirs) in zip(streams, theirs) {
                let ours = Self.events(stream.bytes)
                #expect(Self.isPart(theirs, of: ours), "\(stream.description)")
                #expect(Self.isPart(ours, of: whole), "\(stream.description)")
                // A packet has some seventy bytes.
                let expected = stream.description.hasPrefix("cut off") ? 0 : whole.count - 2 - stream.lost / 20
                #expect(ours.count >= expected, "\(stream.description)")
            }
            // Were it nothing that others read, the comparison would be worth nothing.
            #expect(theirs.map(\.count).reduce(0, +) > 80 * 30)
        }
    }

    /// Test and status of every packet, in order.
    private static func events(_ bytes: [UInt8]) -> [[String]] {
        SubunitStream(reading: bytes).packets.map { [$0.test ?? "", "\($0.status)"] }
    }

    /// Whether some values are among others, in the same order.
    private static func isPart(_ some: [[String]], of all: [[String]]) -> Bool {
        var rest = all[...]
        return some.allSatisfy { value in
            guard let index = rest.firstIndex(of: value) else { return false }
            rest = rest[(index + 1)...]
            return true
        }
    }

    /// Writes sixty packets with all there can be in them.
    private static let write = #"""
        import datetime, sys
        from subunit.v2 import StreamResultToBytes
        with open(sys.argv[1], 'wb') as stream:
            result = StreamResultToBytes(stream)
            for number in range(60):
                status = ['exists', 'inprogress', 'success', 'uxsuccess', 'skip', 'fail', 'xfail', None][number % 8]
                result.status(
                    test_id=f'package.Class.test_{number} \u00e9\u00b3', test_status=status,
                    test_tags={'worker-1', 'x'} if number % 3 == 0 else None, runnable=number % 5 != 0,
                    timestamp=datetime.datetime.fromtimestamp(1.7e9 + number, datetime.timezone.utc)
                    if number % 2 else None,
                    file_name='traceback' if number % 4 == 0 else None,
                    file_bytes=bytes(range(number * 3)) if number % 4 == 0 else None,
                    mime_type='text/plain' if number % 8 == 0 else None, eof=number % 4 == 0,
                    route_code='0/1' if number % 7 == 0 else None)
        """#

    /// Prints test and status of every packet of some streams.
    private static let read = """
        import json, sys
        from subunit.v2 import ByteStreamToStreamResult
        words = {
            'inprogress': 'inProgress', 'uxsuccess': 'unexpectedSuccess', 'xfail': 'expectedFailure', None: 'undefined'}
        class Events(list):
            def status(self, test_id=None, test_status=None, **rest):
                if test_id not in (None, 'subunit.parser'):
                    self.append([test_id, words.get(test_status, test_status)])
        streams = []
        for path in sys.argv[1:]:
            events = Events()
            with open(path, 'rb') as stream:
                ByteStreamToStreamResult(stream, non_subunit_name='stdout').run(events)
            streams.append(events)
        print(json.dumps(streams))
        """

    /// A way to damage a stream.
    private struct Damage {
        let seed: UInt64

        func done(to bytes: [UInt8]) -> (bytes: [UInt8], lost: Int, description: String) {
            var random = Seeded(state: seed)
            var bytes = bytes
            let place = Int.random(in: bytes.indices, using: &random)
            let length = Int.random(in: 1...100, using: &random)
            let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            switch seed % 5 {
            case 0:
                bytes[place] ^= UInt8.random(in: 1...255, using: &random)
                return (bytes, 0, "changed at \(place)")
            case 1:
                bytes.removeSubrange(place..<min(bytes.count, place + length))
                return (bytes, length, "\(length) bytes missing at \(place)")
            case 2:
                bytes.insert(contentsOf: noise, at: place)
                return (bytes, 0, "\(length) bytes of noise at \(place)")
            case 3:
                bytes.insert(contentsOf: Array("WARNING: something was printed\n".utf8), at: place)
                return (bytes, 0, "printed at \(place)")
            default: return (Array(bytes[..<place]), 0, "cut off at \(place)")
            }
        }
    }
}
