/// Numbers by piece. Pieces that only look the same are two: a network knows é in one code point apart from é in two,
/// which `String` takes for equal.
struct PieceTable: Sendable {
  private struct Piece: Hashable, Sendable {
    let text: String

    static func == (left: Piece, right: Piece) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// What can be the number of a piece.
  static let numbers = 0...Int(Int32.max)

  private var ids: [Piece: Int] = [:]
  /// Scalars of the longest piece: no longer part of a word need be looked for.
  private(set) var longest = 0

  subscript(_ text: String) -> Int? {
    get { ids[Piece(text: text)] }
    set {
      ids[Piece(text: text)] = newValue
      longest = max(longest, text.unicodeScalars.count)
    }
  }

  /// The pieces `<0x41>` of a letter's UTF-8 bytes; nil where one is missing.
  func bytes(of scalar: Unicode.Scalar) -> [Int]? {
    let ids = String(scalar).utf8.map { byte -> Int? in
      let digits = String(byte, radix: 16, uppercase: true)
      return self["<0x\(digits.count < 2 ? "0" : "")\(digits)>"]
    }
    return ids.contains(nil) ? nil : ids.compactMap { $0 }
  }
}
