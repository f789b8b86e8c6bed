public import Conformance
import Foundation
import OpenStack

/// An exchange's request as a command that sends it again.
///
/// One line for a POSIX shell. Secrets are variables: `$OS_TOKEN` for the token (`export OS_TOKEN=$(openstack token
/// issue -f value -c id)`), `$OS_PASSWORD` for a password; what the command says of them is all there is.
public struct CurlCommand: Sendable, Hashable, CustomStringConvertible {
    /// The command.
    public let description: String

    /// Writes the command for an exchange's request.
    public init(_ exchange: StoredExchange) {
        let body = Body(exchange.request.body)
        var words = ["curl -isS"]
        if exchange.url.contains(where: { "[]{}".contains($0) }) { words.append("-g") }
        if let option = Self.methodOption(exchange.method, sendsBody: body.argument != nil) { words.append(option) }
        words += exchange.request.headers.fields.compactMap(Self.headerOption)
        if body.argument != nil, exchange.request.headers["Content-Type"] == nil {
            // curl would say that it is a form.
            words.append("-H 'Content-Type:'")
        }
        if let argument = body.argument { words.append(argument) }
        words.append("--url " + ShellWord.quoted(Self.encoded(exchange.url)))
        description = (body.pipe.map { $0 + " | " } ?? "") + words.joined(separator: " ") + (body.remark ?? "")
    }

    private static func methodOption(_ method: String, sendsBody: Bool) -> String? {
        switch method {
        // With `-X HEAD` curl would wait for a body that never comes.
        case "HEAD": "--head"
        case "GET": sendsBody ? "-X GET" : nil
        case _ where method.allSatisfy { $0.isASCII && $0.isLetter }: "-X \(method)"
        default: "-X " + ShellWord.quoted(Self.withoutControls(method))
        }
    }

    private static func headerOption(_ field: Headers.Field) -> String? {
        let name = field.name
        let lowercased = name.lowercased()
        // Others would be no header's name, and `@…` is a file's name to curl.
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }),
            !writtenByCurl.contains(lowercased)
        else { return nil }
        if field.value == Redactor.mark || secretHeaders.contains(lowercased) {
            return "-H \"\(name): $\(variable(ofHeader: lowercased))\""
        }
        let value = withoutControls(field.value)
        return "-H " + ShellWord.quoted(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }

    private static func variable(ofHeader name: String) -> String {
        if name == "x-auth-token" { return "OS_TOKEN" }
        let stem = name.hasPrefix("x-") ? name.dropFirst(2) : name[...]
        return "OS_" + stem.uppercased().replacing("-", with: "_")
    }

    /// Whatever stands in these is never written, also if it was not hidden before.
    private static let secretHeaders: Set<String> = [
        "authorization", "cookie", "x-auth-token", "x-service-token", "x-subject-token",
    ]

    private static let writtenByCurl: Set<String> = [
        "accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent",
    ]

    private static func withoutControls(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && !VisibleText.isHidden($0) }))
    }

    /// The URL with what no URL can have percent-encoded.
    private static func encoded(_ url: String) -> String {
        var bytes: [UInt8] = []
        for byte in url.utf8 {
            if (0x21...0x7E).contains(byte) {
                bytes.append(byte)
            } else {
                bytes += Array(String(format: "%%%02X", byte).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// How a body gets to curl.
private struct Body {
    /// A command whose output is the body.
    var pipe: String?
    /// The option that says where the body is; `nil` when there is none.
    var argument: String?
    /// What the reader should know, as a shell's comment.
    var remark: String?

    init(_ body: StoredBody) {
        if body.isCut {
            argument = "--data-binary @body"
            remark = " # body: \(Wording.count(body.size, "byte")), of which only the beginning was kept"
        } else if body.isBase64 {
            send(base64: body.content)
        } else if body.content.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\t" || VisibleText.isHidden($0) })
        {
            // Such characters do not survive being copied from a terminal as one line; Base64 does.
            send(base64: Data(body.content.utf8).base64EncodedString())
        } else if !body.content.isEmpty {
            argument = "--data-raw " + ShellWord.quoted(body.content, variable: Self.variable)
        }
    }

    private mutating func send(base64: String) {
        pipe = "printf %s " + ShellWord.quoted(base64) + " | base64 -d"
        argument = "--data-binary @-"
    }

    /// The variable for a secret of a JSON body, from the member's name before it: `…"password":"`.
    private static func variable(before text: String) -> String {
        let member = text.split(separator: "\"", omittingEmptySubsequences: false).dropLast(2).last ?? ""
        if member.lowercased().contains("pass") { return "OS_PASSWORD" }
        return member == "id" ? "OS_TOKEN" : "OS_SECRET"
    }
}
