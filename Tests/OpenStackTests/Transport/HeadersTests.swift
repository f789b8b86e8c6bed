import OpenStack
import Testing

@Suite struct HeadersTests {
    @Test(arguments: ["X-Auth-Token", "x-auth-token", "X-AUTH-TOKEN"])
    func namesCompareWithoutRegardToCase(name: String) {
        let headers: Headers = ["X-Auth-Token": "t"]
        #expect(headers[name] == "t")
        #expect(headers["X-Auth-Toke"] == nil)
    }

    @Test func onlyASCIILettersHaveCases() {
        let headers: Headers = ["X-[": "1", "X-É": "2"]
        #expect(headers["x-{"] == nil)
        #expect(headers["x-é"] == nil)
    }

    @Test func severalValuesKeepTheirOrder() {
        var headers = Headers([(name: "Vary", value: "a"), (name: "Other", value: "o"), (name: "vary", value: "b")])
        headers.append("VARY", "c")
        #expect(headers["vary"] == "a")
        #expect(headers.values(of: "Vary") == ["a", "b", "c"])
        #expect(headers.fields.map(\.name) == ["Vary", "Other", "vary", "VARY"])
    }

    @Test func settingReplacesEveryValue() {
        var headers = Headers([(name: "A", value: "1"), (name: "a", value: "2"), (name: "B", value: "3")])
        headers["a"] = "4"
        #expect(headers.values(of: "A") == ["4"])
        headers["A"] = nil
        #expect(headers.fields.map(\.name) == ["B"])
    }

    @Test func settingOthersKeepsTheirRepetitions() {
        var headers: Headers = ["Accept": "text/plain", "Keep": "k"]
        headers.set(Headers([(name: "accept", value: "a"), (name: "Accept", value: "b")]))
        #expect(headers.values(of: "Accept") == ["a", "b"])
        #expect(headers["Keep"] == "k")
    }
}
