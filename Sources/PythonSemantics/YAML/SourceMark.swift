/// A place in a text: lines and columns count from 1, columns in Unicode scalars.
package struct SourceMark: Sendable, Hashable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Where a text begins.
    package static let start = SourceMark(line: 1, column: 1)
}
