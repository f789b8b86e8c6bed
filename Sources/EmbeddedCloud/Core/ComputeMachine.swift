import Crypto

/// A machine that servers run on: what the compute and the placement service of a new cloud both know of it.
struct ComputeMachine: Sendable, Hashable {
    /// What compute calls the host and the hypervisor, and placement the resource provider.
    var name: String
    /// A UUID made of the name: the hypervisor's, and the resource provider's.
    var id: String

    /// Virtual processors before overcommitment.
    static let processors = 1000
    /// MiB.
    static let memory = 800_000
    /// MiB kept for the machine itself.
    static let reservedMemory = 512
    /// GiB.
    static let disk = 600_000
    /// How many virtual processors stand for one.
    static let processorRatio = 16

    /// The machines of a cloud.
    static func machines(of configuration: EmbeddedCloudConfiguration) -> [ComputeMachine] {
        (1...2).map { number in
            let name = "\(configuration.name)-compute-\(number)"
            return ComputeMachine(name: name, id: id(of: name))
        }
    }

    /// A UUID that a name always has.
    static func id(of name: String) -> String {
        var bytes = Array(SHA256.hash(data: Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Identifier.hex(bytes))
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String($0) }.joined(separator: "-")
    }
}
