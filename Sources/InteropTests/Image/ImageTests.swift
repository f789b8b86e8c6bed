import Conformance

/// The tests of the image service.
enum ImageTests {
    static let classes: [any TestClass] = [
        BasicImageOperations(), ImageLists(), ImageRefusals(), ImageTags(), ImageTagRefusals(),
    ]
}
