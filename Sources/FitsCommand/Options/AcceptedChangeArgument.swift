import ArgumentParser
import Upgrades

/// `KIND:FIELD` of `--accept`.
struct AcceptedChangeArgument: ExpressibleByArgument {
    let change: AcceptedChange

    init?(argument: String) {
        guard let change = AcceptedChange(argument) else { return nil }
        self.change = change
    }
}
