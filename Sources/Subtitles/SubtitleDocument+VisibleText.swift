extension SubtitleDocument {
  /// The same without text whose colour cannot be seen, for formats without alpha: there it would be.
  public func withVisibleText() -> SubtitleDocument {
    var document = self
    document.cues = cues.compactMap { cue in
      guard cue.hasInvisibleText else { return cue }
      var cue = cue
      cue.text = CueText.lines(of: cue.text.flatMap { $0.spans.filter { !$0.isInvisible } + [CueSpan("\n")] })
      return cue.text.isEmpty ? nil : cue
    }
    return document
  }
}

extension Cue {
  var hasInvisibleText: Bool { text.contains { $0.spans.contains(where: \.isInvisible) } }
  /// Whether one can see through some of it.
  var hasTransparentText: Bool { text.contains { $0.spans.contains { ($0.style.color?.alpha ?? 255) < 255 } } }
}

extension CueSpan {
  fileprivate var isInvisible: Bool { style.color?.alpha == 0 }
}
