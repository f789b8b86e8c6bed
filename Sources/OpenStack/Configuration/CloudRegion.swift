/// A region that an entry lists, with the settings that hold in it alone.
struct CloudRegion: Sendable, Hashable {
    let name: String
    let values: SettingsMap
    let origin: ConfigurationOrigin
}
