import HeatTemplates
import PythonSemantics

extension SectionReader {
    private static let claims = ["output", "server", "security-group", "object", "http", "tcp", "conformance", "gabbi"]

    /// Reads a check: a map whose first part says what is looked at.
    mutating func check(_ node: TemplateNode) -> Check? {
        guard let entries = node.entries else {
            report("a check is a map, not \(node.kindName)", at: node)
            return nil
        }
        let found = entries.filter { Self.claims.contains($0.key) }
        guard let subject = found.first, found.count == 1 else {
            report(
                found.isEmpty ? "this check does not say what is looked at" : "this check looks at more than one thing",
                advice: "there are \(Self.claims.joined(separator: ", ")); write one of them",
                at: node
            )
            return nil
        }
        return claim(subject, of: node).map { Check(claim: $0, position: node.position) }
    }

    private mutating func claim(_ subject: TemplateNode.Entry, of node: TemplateNode) -> Check.Claim? {
        switch subject.key {
        case "output": return output(subject.value, of: node)
        case "server":
            guard isMap(node, of: ["server", "status", "ports", "addresses", "volumes"], "a check of a server"),
                let server = source(subject.value)
            else { return nil }
            var claim = Check.Server(server: server)
            claim.status = text("status", of: node) ?? claim.status
            claim.ports = number("ports", of: node)
            claim.addresses = number("addresses", of: node)
            claim.volumes = number("volumes", of: node)
            return .server(claim)
        case "security-group": return securityGroup(subject.value, of: node)
        case "object":
            guard isMap(node, of: ["object", "container", "contains", "public"], "a check of an object"),
                let name = text("object", of: node, isRequired: true)
            else { return nil }
            guard let container = node["container"] else {
                report("'container' is missing", at: node)
                return nil
            }
            guard let container = source(container) else { return nil }
            var claim = Check.StoredObject(container: container, name: name)
            claim.contains = text("contains", of: node)
            claim.isPublic = flag("public", of: node) ?? false
            return .object(claim)
        case "http":
            guard isMap(node, of: ["http", "status", "contains"], "a check of a page"),
                let url = source(subject.value)
            else { return nil }
            var claim = Check.Page(url: url)
            claim.status = number("status", of: node) ?? claim.status
            claim.contains = text("contains", of: node)
            return .page(claim)
        case "tcp":
            guard isMap(node, of: ["tcp", "port"], "a check of a port"), let host = source(subject.value) else {
                return nil
            }
            guard let port = number("port", of: node), (1...65535).contains(port) else {
                report("'port' is missing or out of range", advice: "ports are 1 to 65535", at: node["port"] ?? node)
                return nil
            }
            return .connection(Check.Connection(host: host, port: port))
        case "gabbi":
            guard isMap(node, of: ["gabbi", "service"], "a check by a Gabbi file"),
                let file = text("gabbi", of: node, isRequired: true)
            else { return nil }
            requireFile(file, at: subject.value)
            return .gabbi(Check.Gabbi(file: file, service: text("service", of: node)))
        default:
            guard isMap(node, of: ["conformance"], "a conformance selection"),
                let pattern = text("conformance", of: node, isRequired: true)
            else { return nil }
            return .conformance(Check.Conformance(pattern: pattern))
        }
    }

    private mutating func output(_ subject: TemplateNode, of node: TemplateNode) -> Check.Claim? {
        guard isMap(node, of: ["output", "type", "matches", "equals", "count"], "a check of an output"),
            let name = text("output", of: node, isRequired: true)
        else { return nil }
        var claim = Check.Output(name: name)
        if let kind = text("type", of: node) {
            claim.kind = Check.Output.Kind(rawValue: kind)
            if claim.kind == nil {
                let known = Check.Output.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                report("'\(kind)' is no kind of value", advice: "there are \(known)", at: node["type"])
            }
        }
        if let pattern = text("matches", of: node) {
            if (try? PythonPattern(pattern)) == nil { report("this is no regular expression", at: node["matches"]) }
            claim.pattern = pattern
        }
        claim.value = node["equals"]?.value
        claim.minimumCount = number("count", of: node)
        return .output(claim)
    }

    private mutating func securityGroup(_ subject: TemplateNode, of node: TemplateNode) -> Check.Claim? {
        guard isMap(node, of: ["security-group", "allows", "exactly"], "a check of a security group"),
            let group = source(subject)
        else { return nil }
        let rules = elements("allows", of: node).compactMap { element -> Check.SecurityGroup.Rule? in
            guard isMap(element, of: ["protocol", "port"], "a rule"),
                let networkProtocol = text("protocol", of: element, isRequired: true)
            else { return nil }
            return Check.SecurityGroup.Rule(networkProtocol: networkProtocol, port: number("port", of: element))
        }
        return .securityGroup(
            Check.SecurityGroup(group: group, allows: rules, exactly: flag("exactly", of: node) ?? false)
        )
    }

    /// A text, or `{output: name}`.
    private mutating func source(_ node: TemplateNode) -> Check.Source? {
        if let text = node.string { return .text(text) }
        if node.entries != nil {
            guard isMap(node, of: ["output"], "a value from the deployment"),
                let name = text("output", of: node, isRequired: true)
            else { return nil }
            return .output(name)
        }
        report("this is a text or {output: name}, not \(node.kindName)", at: node)
        return nil
    }
}
