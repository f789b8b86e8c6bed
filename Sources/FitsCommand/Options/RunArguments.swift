import ArgumentParser
import OpenStack

/// `NAME=N` of `--limit`.
struct ResourceLimitArgument: ExpressibleByArgument {
    let name: String
    let amount: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let amount = Int(parts[1]), amount > 0 else { return nil }
        name = String(parts[0])
        self.amount = amount
    }
}

/// `KIND=PROBABILITY[/TEXT]` of `--inject`.
struct FaultArgument: ExpressibleByArgument {
    let rule: FaultInjectingTransport.Rule

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let value = parts[1].split(separator: "/", maxSplits: 1)
        guard let probability = Double(value[0]), (0...1).contains(probability) else { return nil }
        let fault: FaultInjectingTransport.Fault
        switch parts[0] {
        case "reset": fault = .resetBeforeRequest
        case "lost": fault = .resetAfterRequest
        case "refused": fault = .refused
        case "429", "502", "503", "504":
            guard let status = Int(parts[0]) else { return nil }
            fault = .status(status, retryAfter: status == 429 || status == 503 ? 1 : nil)
        default: return nil
        }
        rule = FaultInjectingTransport.Rule(
            fault,
            probability: probability,
            urlContains: value.count > 1 ? String(value[1]) : nil
        )
    }
}
