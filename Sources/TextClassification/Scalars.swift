/// Text as code points: everything here works on these, so that it does the same as the program that trained the heads.
typealias Scalars = [Unicode.Scalar]

extension Scalars {
  init(_ text: String) { self = Array(text.unicodeScalars) }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self)
    return String(view)
  }

  private static let entities: [(name: Scalars, sign: Unicode.Scalar)] = [
    (Scalars("&lt;"), "<"), (Scalars("&gt;"), ">"), (Scalars("&quot;"), "\""), (Scalars("&#39;"), "'"),
    (Scalars("&nbsp;"), " "), (Scalars("&amp;"), "&"),
  ]

  /// Entities decoded, quotes straight, zero-width signs gone. Pictographs stay.
  var cleaned: Scalars {
    var text = self
    if contains("&") {
      for (name, sign) in Self.entities { text = text.replacing(name, with: [sign]) }
    }
    return text.compactMap { $0.isDropped ? nil : $0.straightened }
  }

  /// Divided at white space; none is empty.
  var chunks: [ArraySlice<Unicode.Scalar>] { split(whereSeparator: \.isSpace) }

  /// The cleaned text, hashtags as words, single spaces.
  var withTagsSplit: Scalars {
    let chunks = cleaned.chunks.map { $0.first == "#" ? $0.hashtagWords : Scalars($0) }
    return Scalars(chunks.joined(separator: [" "]))
  }
}

extension Collection<Unicode.Scalar> {
  var isAddress: Bool {
    let small = map(\.lowercased)
    if small.starts(with: ["w", "w", "w", "."]) { return true }
    return contains(":") && small.indices.dropLast(2).contains { small[$0...].starts(with: [":", "/", "/"]) }
  }

  /// `@` and a letter, a digit or `_`.
  var isMention: Bool {
    guard first == "@", let next = dropFirst().first?.lowercased else { return false }
    return next.isSmallLetter || next.isDigit || next == "_"
  }

  /// `#OneTwo_three` as `One Two three`.
  var hashtagWords: Scalars {
    var words: Scalars = []
    var previous: Unicode.Scalar?
    for scalar in drop(while: { $0 == "#" }) {
      if let previous, previous.isSmallLetter, scalar.isCapital { words.append(" ") }
      words.append(scalar == "_" ? " " : scalar)
      previous = scalar
    }
    return words
  }

  /// Runs of three or more of the same letter, A to Z in either case, cut to their first `count`.
  func squeezed(to count: Int) -> Scalars {
    var result: Scalars = []
    result.reserveCapacity(self.count)
    var run: Scalars = []
    func finish() {
      let isLong = run.count >= 3 && run[0].lowercased.isSmallLetter
      result += isLong ? run.prefix(count) : run[...]
    }
    for scalar in self {
      if let first = run.first, first.lowercased != scalar.lowercased {
        finish()
        run.removeAll(keepingCapacity: true)
      }
      run.append(scalar)
    }
    finish()
    return result
  }
}
