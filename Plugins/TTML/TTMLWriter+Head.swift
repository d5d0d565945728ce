import Subtitles
import XMLWriting

/// Metadata, styles and regions.
extension TTMLWriter {
  func writeHead() throws(XMLWriteError) {
    try xml.start("head", depth: 1)
    try writeMetadata()
    try xml.start("styling", depth: 2)
    try writeStyle(sheet.body, bodyStyle)
    for (name, value) in sheet.alignments { try writeStyle(name, [("tts:textAlign", value)]) }
    for (name, style) in sheet.styles { try writeStyle(name, Self.attributes(of: style)) }
    try xml.end(depth: 2)
    try xml.start("layout", depth: 2)
    for (name, region) in sheet.regions { try writeRegion(name, region) }
    try xml.end(depth: 2)
    try xml.end(depth: 1)
  }

  private func writeMetadata() throws(XMLWriteError) {
    let isEBU = profile == .ebuTTD
    guard isEBU || document.title != nil || !document.notes.isEmpty || !sheet.agents.isEmpty else { return }
    try xml.start("metadata", depth: 2)
    if isEBU {
      try xml.start("ebuttm:documentMetadata", depth: 3)
      for standard in TTMLProfile.ebuStandards { try writeField("ebuttm:conformsToStandard", standard, depth: 4) }
      try xml.end(depth: 3)
    }
    if let title = document.title { try writeField("ttm:title", title, depth: 3) }
    for note in document.notes { try writeField("ttm:desc", note, depth: 3) }
    for (name, voice) in sheet.agents {
      try xml.start("ttm:agent", [("xml:id", name), ("type", "person")], depth: 3)
      try writeField("ttm:name", voice, [("type", "full")], depth: 4)
      try xml.end(depth: 3)
    }
    try xml.end(depth: 2)
  }

  private func writeField(
    _ name: String, _ text: String, _ attributes: [(String, String)] = [], depth: Int
  ) throws(XMLWriteError) {
    try xml.start(name, attributes, depth: depth)
    try xml.text(CueText.lines(of: text).joined(separator: "\n"))
    try xml.end()
  }

  private func writeStyle(_ name: String, _ attributes: [(String, String)]) throws(XMLWriteError) {
    try xml.start("style", [("xml:id", name)] + attributes, depth: 3)
    try xml.end()
  }

  /// Behind text with a background of its own there is some of it at both ends, and none of the picture between lines.
  private var bodyStyle: [(String, String)] {
    var style = profile.usualStyle
    if sheet.isRightToLeft { style.append(("tts:direction", "rtl")) }
    if sheet.hasBackgrounds {
      if profile.hasEbuStyles { style.append(("ebutts:linePadding", "0.5c")) }
      if profile.hasImscStyles { style.append(("itts:fillLineGap", "true")) }
    }
    return style
  }

  /// What is more than fits into a region is shown all the same.
  private func writeRegion(_ name: String, _ region: TTMLSheet.Region) throws(XMLWriteError) {
    var attributes = [("xml:id", name)]
    if !profile.hasGeneralRegions {
      let box = region.box
      attributes.append(("tts:origin", "\(TTMLBox.percentage(box.x)) \(TTMLBox.percentage(box.y))"))
      attributes.append(("tts:extent", "\(TTMLBox.percentage(box.width)) \(TTMLBox.percentage(box.height))"))
    }
    attributes.append(("tts:displayAlign", region.displayAlign))
    if let mode = region.writingMode { attributes.append(("tts:writingMode", mode)) }
    if !profile.hasGeneralRegions { attributes.append(("tts:overflow", "visible")) }
    try xml.start("region", attributes, depth: 3)
    try xml.end()
  }
}
