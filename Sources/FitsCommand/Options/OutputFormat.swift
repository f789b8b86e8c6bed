import ArgumentParser

/// Whether output is for a person or for a program.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
