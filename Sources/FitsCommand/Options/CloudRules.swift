public import ArgumentParser
public import EmbeddedCloud

// The texts of rules are the embedded cloud's; here they only become arguments.

extension CloudPace: ExpressibleByArgument {
    /// `5ms`, or `real`.
    public init?(argument: String) {
        if argument == "real" {
            self = .real
        } else if argument.hasSuffix("ms"), let milliseconds = Int(argument.dropLast(2)), milliseconds >= 0 {
            self = .even(milliseconds: milliseconds)
        } else {
            return nil
        }
    }
}

extension CloudLatency: ExpressibleByArgument {
    /// As the embedded cloud reads it.
    public init?(argument: String) { self.init(argument) }
}

extension CloudFault: ExpressibleByArgument {
    /// As the embedded cloud reads it.
    public init?(argument: String) { self.init(argument) }
}
