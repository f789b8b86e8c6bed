import ArgumentParser
import Reports

/// How output looks.
struct AppearanceOptions: ParsableArguments {
    @Flag(name: .customLong("no-color"), help: "Plain lines without colours; NO_COLOR does the same.")
    var noColour = false

    func usesColour(_ console: Console, _ surroundings: Surroundings) -> Bool {
        console.isTerminal && !noColour && !surroundings.refusesColour
    }

    /// How text on standard output looks.
    func style(_ surroundings: Surroundings) -> TerminalStyle {
        usesColour(.standardOutput, surroundings) ? .ansi : .plain
    }
}
