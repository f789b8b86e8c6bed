extension TempestConfigurator {
    /// Writes the configuration into its workspace.
    ///
    /// - Throws: ``TempestError`` when that is not possible.
    public func write(overrides: [TempestOverride]) throws(TempestError) {
        try workspace.create()
        try workspace.write(settings(overrides: overrides).text, to: workspace.configuration)
        if let accounts { try workspace.write(accounts.text, to: workspace.accounts) }
    }
}
