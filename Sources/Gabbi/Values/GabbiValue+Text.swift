import PythonSemantics

/// Values as text, as Python writes them: what tests send, and what they are compared with, depends on it.
extension GabbiValue {
    /// The value as part of a longer text: `True`, `None`, `['a', 1]`.
    var text: String { Python.str(self) }

    /// The value as JSON on one line, everything but ASCII escaped.
    var json: String { Python.json(self) }
}
