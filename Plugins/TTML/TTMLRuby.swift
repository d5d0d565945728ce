import Subtitles

/// A ruby container that is being read: bases, and what is written beside them.
struct TTMLRuby {
  private var bases: [TTMLParagraph.Piece] = []
  private var texts: [String] = []
  /// Whether the next text begins a base or an annotation of its own.
  private var startsBase = true
  private var startsText = true
  /// Annotations in the second of two containers belong to the same bases again.
  private var textIndex = 0

  /// A base, an annotation or a container of annotations begins.
  mutating func start(_ role: TTMLStyle.Ruby) {
    switch role {
    case .base: startsBase = true
    case .text: startsText = true
    case .textContainer: textIndex = 0
    default: break
    }
  }

  mutating func append(base piece: TTMLParagraph.Piece) {
    if startsBase || bases.isEmpty {
      bases.append(piece)
      startsBase = false
    } else {
      bases[bases.count - 1].span.text += piece.span.text
    }
  }

  mutating func append(text: String) {
    if startsText {
      textIndex += 1
      startsText = false
      if textIndex <= texts.count { texts[textIndex - 1] += " " }
    }
    while texts.count < max(1, textIndex) { texts.append("") }
    texts[max(1, textIndex) - 1] += text
  }

  /// The bases with their annotations. More annotations than bases stand beside the last one.
  var pieces: [TTMLParagraph.Piece] {
    guard !bases.isEmpty else { return [] }
    var pieces = bases
    for (index, base) in bases.enumerated() where index < texts.count {
      let own = index == bases.count - 1 ? texts[index...].joined(separator: " ") : texts[index]
      let words = CueText.lines(of: own)
      pieces[index].span = base.span.with(CueText.lines(of: base.span.text).joined(separator: " "))
      pieces[index].span.ruby = words.isEmpty ? nil : words.joined(separator: " ")
    }
    return pieces
  }
}
