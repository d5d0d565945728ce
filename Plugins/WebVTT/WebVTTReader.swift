import Subtitles
import Timeline
import Transcript

/// Reads WebVTT as the specification's parser does (W3C WebVTT §6): a wrong signature is an error, a wrong cue or a
/// wrong setting is skipped.
struct WebVTTReader {
  static func document(from text: String) throws -> SubtitleDocument {
    var lines = CueText.fileLines(of: text)
    if let first = lines.first, first.unicodeScalars.first == "\u{FEFF}" {
      lines[0] = String(String.UnicodeScalarView(first.unicodeScalars.dropFirst()))
    }
    guard let signature = lines.first, isSignature(signature) else {
      if lines.prefix(10).contains(where: isSubRip) {
        throw SubtitleReadError(line: 1, "this is SubRip, not WebVTT: read it as srt")
      }
      throw SubtitleReadError(line: 1, "this is not WebVTT: the first line is not “WEBVTT”")
    }
    var reader = WebVTTReader(lines: lines)
    reader.readHeader(signature)
    while reader.index < lines.count { reader.readBlock() }
    return reader.finished()
  }

  private static func isSignature(_ line: String) -> Bool {
    let scalars = Array(line.unicodeScalars)
    guard scalars.starts(with: "WEBVTT".unicodeScalars) else { return false }
    return scalars.count == 6 || scalars[6] == " " || scalars[6] == "\t"
  }

  /// Whether a line has two times as SubRip has them.
  private static func isSubRip(_ line: String) -> Bool {
    CueText.arrow(in: line).map { line[..<$0.lowerBound].contains(",") } ?? false
  }

  /// A cue whose text waits for the style sheets, which may come after it.
  private struct RawCue {
    var range: TimeRange
    var id: String?
    var placement: CuePlacement?
    var text: String
  }

  private let lines: [String]
  private var index = 1
  private var cues: [RawCue] = []
  /// Cues whose times are none, and the line of the first.
  private var untimed = 0
  private var firstUntimed = 0
  private var document = SubtitleDocument(cues: [])

  private init(lines: [String]) { self.lines = lines }

  /// What stands beside the signature is a title; below it some have `Language: en`.
  private mutating func readHeader(_ signature: String) {
    let title = CueText.lines(of: String(signature.dropFirst(6))).first ?? ""
    let bare = title.drop { "-–—: ".contains($0) }
    document.title = bare.isEmpty ? nil : String(bare)
    while index < lines.count, !lines[index].isEmpty, CueText.arrow(in: lines[index]) == nil {
      let parts = lines[index].split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "language" {
        document.language = LanguageTag(parts[1].trimmed)
      }
      index += 1
    }
  }

  /// The specification's “collect a block”: lines up to a blank one, or up to the times of the next cue.
  private mutating func readBlock() {
    var head: [String] = []
    var timing: WebVTTTiming?
    var hasArrow = false
    while index < lines.count, !lines[index].isEmpty {
      let line = lines[index]
      if CueText.arrow(in: line) != nil {
        if hasArrow || head.count > 1 { break }
        hasArrow = true
        timing = WebVTTTiming(line)
        index += 1
        if timing == nil {
          if untimed == 0 { firstUntimed = index }
          untimed += 1
        }
        let start = index
        while index < lines.count, !lines[index].isEmpty, CueText.arrow(in: lines[index]) == nil { index += 1 }
        if let timing { add(timing, id: head.first, text: lines[start..<index].joined(separator: "\n")) }
        head = []
        break
      }
      head.append(line)
      index += 1
    }
    if !hasArrow { addBlock(head) }
    if index < lines.count, lines[index].isEmpty { index += 1 }
  }

  private mutating func add(_ timing: WebVTTTiming, id: String?, text: String) {
    cues.append(RawCue(range: timing.range, id: id, placement: timing.placement, text: text))
  }

  private mutating func addBlock(_ block: [String]) {
    guard let first = block.first else { return }
    let rest = block.dropFirst()
    switch first.trimmed {
    case "STYLE" where cues.isEmpty: document.styleSheets.append(rest.joined(separator: "\n"))
    case "REGION" where cues.isEmpty:
      if let region = CueRegion(webVTT: rest.joined(separator: " ")) { document.regions.append(region) }
    case let text where text == "NOTE" || first.hasPrefix("NOTE ") || first.hasPrefix("NOTE\t"):
      let note = ([String(first.dropFirst(4))] + rest).flatMap { CueText.lines(of: $0) }
      if !note.isEmpty { document.notes.append(note.joined(separator: "\n")) }
    default: break
    }
  }

  private func finished() -> SubtitleDocument {
    var document = document
    let sheet = WebVTTStyleSheet(document.styleSheets)
    document.styleSheets.removeAll { WebVTTStyleSheet.isOwn($0) }
    let regions = Set(document.regions.map(\.id))
    if untimed > 0 {
      let (cues, place) = untimed == 1 ? ("a cue was", "in") : ("\(untimed) cues were", "the first in")
      document.remarks.append(
        "\(cues) passed over, \(place) line \(firstUntimed): the times are not HH:MM:SS.mmm --> HH:MM:SS.mmm")
    }
    document.cues = cues.compactMap { raw in
      let text = CueText.lines(of: WebVTTMarkup.spans(of: raw.text, sheet: sheet, start: raw.range.start))
      guard !text.isEmpty else { return nil }
      var placement = raw.placement
      if let region = placement?.region, !regions.contains(region) { placement?.region = nil }
      if placement == CuePlacement() { placement = nil }
      return Cue(range: raw.range, text: text, id: raw.id, placement: placement)
    }
    return document
  }
}

extension StringProtocol {
  /// Without the white space around it.
  var trimmed: String {
    let isSpace = { (character: Character) in [" ", "\t", "\u{0C}"].contains(character) }
    let rest = drop(while: isSpace)
    return String(rest.prefix(rest.count - rest.reversed().prefix(while: isSpace).count))
  }
}
