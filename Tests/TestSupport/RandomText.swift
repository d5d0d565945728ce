/// Text that breaks formats: markup, arrows, entities, control characters, combining marks, emoji, right-to-left.
package enum RandomText {
  private static let pieces: [String] = [
    "a", "word", "Zoë", "Zoe\u{308}", "42", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{B}",
    "&", "<", ">", "&amp;", "&lt;", "&#60;", "&nbsp;", "-->", "--", "-", "->", "00:00:01,000 --> 00:00:02,000",
    "<i>", "</i>", "<b", "<font color=\"red\">", "< i>", "<3", "</", "{\\an8}", "{", "}", "\\", "\\N", "{\u{2060}\\b1}",
    "\u{2060}", "<\u{2060}i>", "--\u{2060}>", "<\u{301}", ">\u{301}", "&\u{301}", "\u{0}", "\u{1}", "\u{1B}", "\u{7F}",
    "\u{9F}", "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{FEFF}", "\u{A0}", "\u{3000}", "\u{200B}", "\u{200E}", "\u{200F}",
    "\u{202B}", "שלום", "مرحبا", "日本語。", "👩‍👩‍👧‍👦", "🇩🇪", "♪", "“", "”", "'", "\"", "]]>", "<!--", "<?x?>", "WEBVTT",
    "NOTE", "STYLE", "<v Ann>", "<00:00:01.000>", "1", "\u{10FFFF}",
  ]

  /// Up to `count` pieces.
  package static func make(count: Int, using generator: inout some RandomNumberGenerator) -> String {
    (0..<Int.random(in: 0...count, using: &generator))
      .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }
}
