import PythonSemantics

/// One request of a Gabbi file, and what is expected of its answer.
struct GabbiStep: Sendable {
    var name: String
    /// Its place in the file, from 0.
    var position: Int
    var mark: SourceMark
    /// Where each key of the test stands; keys that only the defaults have are absent.
    var marks: [String: SourceMark] = [:]
    var description: String = ""
    var method: String = "GET"
    var url: String = ""
    var requestHeaders = OrderedMembers()
    var queryParameters = OrderedMembers()
    /// What is sent; the empty text stands for nothing.
    var data: GabbiValue = .string("")
    var status: GabbiValue = .string("200")
    var responseHeaders = OrderedMembers()
    var forbiddenHeaders: [GabbiValue] = []
    var responseStrings: [GabbiValue] = []
    var jsonPaths = OrderedMembers()
    /// `count` and `delay`; empty for no repetition.
    var poll = OrderedMembers()
    var skip: GabbiValue = .string("")
    var isExpectedToFail = false
    var usesPriorTest = true
    /// Whether the body stays a text, whatever the answer says it is.
    var keepsBodyUnread = false
    var followsRedirects = false
    var checksCertificate = true
    /// Whether requests to URLs without scheme are encrypted; `nil` to do as the service's own URL does.
    var usesTLS: Bool?
    /// Longest time for one request, in seconds.
    var timeout: Double = 30

    /// The statuses that are right.
    var statuses: [String] { status.text.split(separator: "||").map { String($0).trimmed } }
}
