/// What the sentence encoder is given of a text: ordinary speech as it is apart from its spacing, without what written
/// text has beside words, and with letters that are repeated for effect once or twice.
package enum EncoderText {
  /// - Parameter text: of any length.
  /// - Returns: words with single spaces between them; empty where nothing is left.
  package static func cleaned(_ text: String) -> String {
    let scalars = Scalars(text).cleaned.map { $0.isPictograph ? " " : $0 }
    var pieces: [Scalars] = []
    for (index, chunk) in scalars.chunks.enumerated() {
      if chunk.isAddress || chunk.isMention || (index == 0 && chunk.elementsEqual(["R", "T"])) { continue }
      let words = chunk.first == "#" ? chunk.hashtagWords : Scalars(chunk)
      pieces += words.chunks.map { withSingleMarks(withoutElongation($0)) }
    }
    return Scalars(pieces.joined(separator: [" "])).text
  }

  /// `sooo` as `so`, `goood` as `good`.
  private static func withoutElongation(_ piece: ArraySlice<Unicode.Scalar>) -> Scalars {
    let two = piece.squeezed(to: 2)
    guard two.count < piece.count else { return two }
    let letters = two.map(\.lowercased).filter(\.isSmallLetter)
    return Lexicon.standard.doubles.contains(letters.text) ? two : piece.squeezed(to: 1)
  }

  /// Runs of `!` or of `?` as one.
  private static func withSingleMarks(_ piece: Scalars) -> Scalars {
    var result: Scalars = []
    for scalar in piece where !((scalar == "!" || scalar == "?") && result.last == scalar) { result.append(scalar) }
    return result
  }
}
