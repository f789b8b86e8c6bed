/// A file of tests that run one after the other.
struct GabbiFile: Sendable {
    /// The file's path, as it is shown.
    let path: String
    /// The file's name without its ending.
    let name: String
    /// The folder that files of data are read from.
    let folder: String
    /// Names of the fixtures that the tests need.
    let fixtures: [String]
    let steps: [GabbiStep]
    /// What the file says of itself for FITS.
    var header: PackHeader

    /// The step that a name means: of several the last.
    func step(named name: String) -> GabbiStep? { steps.last { $0.name == name } }
}
