/// Fifteen rows of characters, as a decoder keeps two of: one that is shown and one that is being written.
package struct CaptionMemory: Hashable, Sendable {
  /// A character and how it looks. Codes that take up a column leave a space.
  package struct Cell: Hashable, Sendable {
    package var character: Unicode.Scalar
    package var pen: CaptionPen

    package init(_ character: Unicode.Scalar, _ pen: CaptionPen) {
      (self.character, self.pen) = (character, pen)
    }
  }

  package static let rowCount = 15
  package static let columnCount = 32
  /// Decoders show what runs over the last column as one character there. It is kept, since files have such lines; up to
  /// this column, so that no file makes a row of any length.
  private static let widest = 128

  /// By row from 0; nil where nothing was written. Rows are as long as what was written in them.
  private var rows = [[Cell?]](repeating: [], count: rowCount)

  package init() {}

  package var isEmpty: Bool { rows.allSatisfy { !Self.hasText($0) } }

  /// The rows in use, from 1.
  package var usedRows: [Int] { rows.indices.filter { Self.hasText(rows[$0]) }.map { $0 + 1 } }

  /// The cells of a row from 1 to 15.
  package subscript(row: Int) -> [Cell?] { rows[Self.index(row)] }

  /// Writes at a column from 0.
  package mutating func write(_ cell: Cell, row: Int, column: Int) {
    let index = Self.index(row)
    let column = min(max(0, column), Self.widest - 1)
    while rows[index].count <= column { rows[index].append(nil) }
    rows[index][column] = cell
  }

  /// Erases one column.
  mutating func erase(row: Int, column: Int) {
    let index = Self.index(row)
    if rows[index].indices.contains(column) { rows[index][column] = nil }
  }

  /// Erases a row from a column on.
  mutating func eraseRow(_ row: Int, from column: Int = 0) {
    let index = Self.index(row)
    rows[index].removeSubrange(min(max(0, column), rows[index].count)...)
  }

  /// Moves the `depth` rows that end at `base` up by one; what leaves them is gone.
  mutating func rollUp(base: Int, depth: Int) {
    let last = Self.index(base)
    let first = max(0, last - depth + 1)
    for index in first..<last { rows[index] = rows[index + 1] }
    rows[last] = []
    for index in rows.indices where index < first || index > last { rows[index] = [] }
  }

  /// Moves the `depth` rows that end at `base` so that they end at `newBase`.
  mutating func move(base: Int, depth: Int, to newBase: Int) {
    guard base != newBase else { return }
    let moved = (0..<depth).map { base - $0 < 1 ? [] : self[base - $0] }
    rows = [[Cell?]](repeating: [], count: Self.rowCount)
    for (offset, row) in moved.enumerated() where newBase - offset >= 1 { rows[Self.index(newBase - offset)] = row }
  }

  private static func index(_ row: Int) -> Int { min(max(1, row), rowCount) - 1 }

  private static func hasText(_ row: [Cell?]) -> Bool { row.contains { $0.map { $0.character != " " } ?? false } }
}
