import Foundation
import Subtitles
import Timeline
import Transcript
import XMLWriting

/// Prints a document in a profile: styles and regions in the head, a paragraph a cue.
struct TTMLWriter: ~Copyable {
  static func data(of document: SubtitleDocument, in profile: TTMLProfile) throws(XMLWriteError) -> Data {
    let hasAlpha = profile.features.contains(.color)
    var kept = (hasAlpha ? document : document.withVisibleText()).normalised(keeping: profile.features)
    kept.frameRate = profile.statesFrameRate ? document.frameRate : nil
    let writer = TTMLWriter(document: kept, profile: profile, sheet: TTMLSheet(kept, in: profile), xml: try XMLWriter())
    return try writer.finished()
  }

  let document: SubtitleDocument
  let profile: TTMLProfile
  let sheet: TTMLSheet
  let xml: XMLWriter

  private consuming func finished() throws(XMLWriteError) -> Data {
    try xml.startDocument()
    try xml.start("tt", rootAttributes)
    try writeHead()
    try writeBody()
    try xml.text("\n")
    return try xml.finish()
  }

  /// Only the vocabularies that are used.
  private var rootAttributes: [(String, String)] {
    var attributes = [("xmlns", TTMLNamespace.coreURI)]
    if document.title != nil || !document.notes.isEmpty || !sheet.agents.isEmpty {
      attributes.append(("xmlns:ttm", TTMLNamespace.metadataURI))
    }
    attributes += [("xmlns:ttp", TTMLNamespace.parameterURI), ("xmlns:tts", TTMLNamespace.stylingURI)]
    let isForced = document.cues.contains(where: \.isForced)
    if profile.hasImscStyles, sheet.hasBackgrounds || isForced {
      attributes.append(("xmlns:itts", TTMLNamespace.imscStylingURI))
    }
    if profile == .ebuTTD { attributes.append(("xmlns:ebuttm", TTMLNamespace.ebuMetadataURI)) }
    if profile.hasEbuStyles, sheet.hasBackgrounds { attributes.append(("xmlns:ebutts", TTMLNamespace.ebuStylingURI)) }
    // Without it, single spaces at the ends of spans are lost in some players.
    attributes += [("xml:lang", document.language.code), ("xml:space", "preserve")]
    attributes += profile.declaration
    if let rate = document.frameRate { attributes += TTMLTiming.parameters(of: rate) }
    return attributes + [("ttp:timeBase", "media")]
  }

  private func writeBody() throws(XMLWriteError) {
    guard profile.allowsEmptyBody || !document.cues.isEmpty else { return }
    try xml.start("body", [("style", sheet.body)], depth: 1)
    try xml.start("div", depth: 2)
    for (cue, references) in zip(document.cues, sheet.paragraphs) { try write(cue, references) }
    try xml.end(depth: document.cues.isEmpty ? nil : 2)
    try xml.end(depth: 1)
  }

  private func write(_ cue: Cue, _ references: TTMLSheet.Paragraph) throws(XMLWriteError) {
    var attributes: [(String, String)] = []
    if let id = references.id { attributes.append(("xml:id", id)) }
    attributes.append(("begin", ClockTime(cue.range.start).formatted(separator: ".")))
    attributes.append(("end", ClockTime(cue.range.end).formatted(separator: ".")))
    attributes.append(("region", references.region))
    if let alignment = references.alignment { attributes.append(("style", alignment)) }
    // Who says all of it is said once.
    let voices = Set(cue.text.flatMap(\.spans).map { sheet.name(ofAgent: $0.voice) })
    let speaker = voices.count == 1 ? voices.first ?? nil : nil
    if let speaker { attributes.append(("ttm:agent", speaker)) }
    if cue.isForced { attributes.append(("itts:forcedDisplay", "true")) }
    try xml.start("p", attributes, depth: 3)
    for (index, line) in cue.text.enumerated() {
      if index > 0 {
        try xml.start("br")
        try xml.end()
      }
      for span in line.spans { try write(span, hasSpeaker: speaker != nil) }
    }
    try xml.end()
  }

  private func write(_ span: CueSpan, hasSpeaker: Bool) throws(XMLWriteError) {
    var attributes: [(String, String)] = []
    if profile.hasInlineStyles {
      attributes += Self.attributes(of: span.style)
    } else if let style = sheet.name(of: span.style) {
      attributes.append(("style", style))
    }
    if let language = span.language, language != document.language { attributes.append(("xml:lang", language.code)) }
    if !hasSpeaker, let agent = sheet.name(ofAgent: span.voice) { attributes.append(("ttm:agent", agent)) }
    let annotation = span.ruby.map { CueText.lines(of: $0).joined(separator: " ") } ?? ""
    guard !attributes.isEmpty || !annotation.isEmpty else {
      try xml.text(span.text)
      return
    }
    guard !annotation.isEmpty else {
      try xml.start("span", attributes)
      try xml.text(span.text)
      try xml.end()
      return
    }
    try xml.start("span", [("tts:ruby", "container")] + attributes)
    for (role, text) in [("base", span.text), ("text", annotation)] {
      try xml.start("span", [("tts:ruby", role)])
      try xml.text(text)
      try xml.end()
    }
    try xml.end()
  }

  static func attributes(of style: TextStyle) -> [(String, String)] {
    var attributes: [(String, String)] = []
    if style.isItalic { attributes.append(("tts:fontStyle", "italic")) }
    if style.isBold { attributes.append(("tts:fontWeight", "bold")) }
    let decorations = (style.isUnderlined ? ["underline"] : []) + (style.isStruckOut ? ["lineThrough"] : [])
    if !decorations.isEmpty { attributes.append(("tts:textDecoration", decorations.joined(separator: " "))) }
    if let color = style.color { attributes.append(("tts:color", color.css)) }
    if let background = style.background { attributes.append(("tts:backgroundColor", background.css)) }
    return attributes
  }
}
