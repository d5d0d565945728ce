/// What becomes of text that is not trusted.
public enum UntrustedText: String, Hashable, Sendable, Codable, CaseIterable {
  /// It is left out.
  case drop
  /// It begins with `[?]`.
  case mark
}

extension Sequence<Segment> {
  /// The segments, those whose trust is below `minimum` dropped or marked.
  public func trusted(_ minimum: Double, otherwise: UntrustedText) -> [Segment] {
    compactMap { segment in
      guard segment.trust.score < minimum else { return segment }
      guard otherwise == .mark, let first = segment.words.first else { return nil }
      var marked = segment
      marked.words[0].text = "[?] " + first.text
      return marked
    }
  }
}
