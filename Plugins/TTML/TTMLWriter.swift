import Foundation
import Subtitles
import Timeline
import Transcript

/// Prints an IMSC 1.1 text profile document: one region at the bottom, one style, a paragraph a cue.
enum TTMLWriter {
  static func data(of document: SubtitleDocument) throws -> Data {
    let document = document.normalised()
    let xml = try XMLWriter()
    try xml.startDocument()
    try xml.start(
      "tt",
      [
        ("xmlns", "http://www.w3.org/ns/ttml"),
        ("xmlns:ttp", "http://www.w3.org/ns/ttml#parameter"),
        ("xmlns:tts", "http://www.w3.org/ns/ttml#styling"),
        ("xml:lang", document.language.code),
        ("ttp:contentProfiles", "http://www.w3.org/ns/ttml/profile/imsc1.1/text"),
        ("ttp:timeBase", "media"),
      ])
    try head(xml)
    try xml.text("\n  ")
    try xml.start("body", [("style", "default"), ("region", "bottom")])
    try xml.text("\n    ")
    try xml.start("div")
    for cue in document.cues {
      try xml.text("\n      ")
      try paragraph(cue, xml)
    }
    try xml.text("\n    ")
    try xml.end()
    try xml.text("\n  ")
    try xml.end()
    try xml.text("\n")
    return try xml.finish()
  }

  /// The region is the 80 % title-safe box; 80 % of a cell (1/15 of the height) lets 42 characters fit into it.
  private static func head(_ xml: borrowing XMLWriter) throws(TTMLWriteError) {
    try xml.text("\n  ")
    try xml.start("head")
    try xml.text("\n    ")
    try xml.start("styling")
    try xml.text("\n      ")
    try xml.start(
      "style",
      [
        ("xml:id", "default"),
        ("tts:fontFamily", "proportionalSansSerif"),
        ("tts:fontSize", "80%"),
        ("tts:lineHeight", "125%"),
        ("tts:color", "white"),
        ("tts:textOutline", "black 5%"),
        ("tts:textAlign", "center"),
      ])
    try xml.end()
    try xml.text("\n    ")
    try xml.end()
    try xml.text("\n    ")
    try xml.start("layout")
    try xml.text("\n      ")
    try xml.start(
      "region",
      [
        ("xml:id", "bottom"),
        ("tts:origin", "10% 10%"),
        ("tts:extent", "80% 80%"),
        ("tts:displayAlign", "after"),
      ])
    try xml.end()
    try xml.text("\n    ")
    try xml.end()
    try xml.text("\n  ")
    try xml.end()
  }

  private static func paragraph(_ cue: Cue, _ xml: borrowing XMLWriter) throws(TTMLWriteError) {
    let begin = ClockTime(cue.range.start).formatted(separator: ".")
    let end = ClockTime(cue.range.end).formatted(separator: ".")
    try xml.start("p", [("begin", begin), ("end", end)])
    for (index, line) in cue.lines.enumerated() {
      if index > 0 {
        try xml.start("br")
        try xml.end()
      }
      try xml.text(line)
    }
    try xml.end()
  }
}
