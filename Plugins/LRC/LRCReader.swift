import Subtitles
import Timeline
import Transcript

/// Reads lyrics as people have them: lines without a time and tags that nobody needs are passed over.
enum LRCReader {
  /// How long a line is shown that nothing comes after.
  private static let lastDuration = MediaTime(milliseconds: 10_000)
  /// Times that count of one line. A chorus comes back some ten times.
  private static let mostStamps = 100

  static func document(from text: String) throws -> SubtitleDocument {
    var document = SubtitleDocument(cues: [])
    var offset: Int64 = 0
    var entries: [Entry] = []
    var isLyrics = false
    let lines = CueText.fileLines(of: text)
    for line in lines {
      let scalars = Array(line.unicodeScalars.drop { isSpace($0) })
      if let tag = tag(scalars) {
        isLyrics = true
        switch tag.key {
        case "ti": document.title = tag.value.isEmpty ? document.title : tag.value
        case "la": document.language = LanguageTag(tag.value)
        case "offset": offset = Int64(tag.value).map { min(max($0, -1_000_000_000), 1_000_000_000) } ?? offset
        default: break
        }
      } else {
        entries += self.entries(scalars)
      }
    }
    if entries.isEmpty, !isLyrics, let first = lines.firstIndex(where: { !CueText.lines(of: $0).isEmpty }) {
      throw SubtitleReadError(line: first + 1, "this is not LRC: no line begins with a time like [01:23.45]")
    }
    document.cues = cues(entries.map { $0.shifted(by: offset) })
    return document
  }

  /// A line at one of its times.
  private struct Entry {
    var start: MediaTime
    /// When its last word ends, where the file says so.
    var end: MediaTime?
    var text: [CueLine]

    /// Positive offsets let text come sooner.
    func shifted(by offset: Int64) -> Entry {
      guard offset != 0 else { return self }
      func shifted(_ time: MediaTime) -> MediaTime {
        min(max(.zero, time - MediaTime(milliseconds: offset)), SubtitleDocument.latestTime)
      }
      var entry = self
      entry.start = shifted(start)
      entry.end = end.map(shifted)
      for line in entry.text.indices {
        for span in entry.text[line].spans.indices {
          entry.text[line].spans[span].start = text[line].spans[span].start.map(shifted)
        }
      }
      return entry
    }
  }

  /// One for each stamp; none for a line without.
  private static func entries(_ scalars: [Unicode.Scalar]) -> [Entry] {
    var stamps: [MediaTime] = []
    var index = 0
    while index < scalars.count, let stamp = LRCStamp.parse(scalars, at: index, "[", "]") {
      stamps.append(stamp.time)
      index = stamp.end
      var next = index
      while next < scalars.count, isSpace(scalars[next]) { next += 1 }
      // Spaces are passed over between stamps alone: what follows the last is text.
      if next < scalars.count, LRCStamp.parse(scalars, at: next, "[", "]") != nil { index = next }
    }
    guard let first = stamps.first else { return [] }
    let text = LRCMarkup.Text(scalars, from: index)
    var entries = [Entry(start: first, end: text.end, text: CueText.lines(of: text.spans))]
    if stamps.count > 1 {
      // The times of words are those of the first time.
      let plain = CueText.lines(of: text.spans.map(\.text).joined()).map { CueLine($0) }
      entries += stamps.prefix(mostStamps).dropFirst().map { Entry(start: $0, text: plain) }
    }
    return entries
  }

  /// Lines of one time become a cue, which lasts until the next time.
  private static func cues(_ entries: [Entry]) -> [Cue] {
    var groups: [Entry] = []
    // The standard sort is stable.
    for entry in entries.sorted(by: { $0.start < $1.start }) {
      let last = groups.count - 1
      guard last >= 0, groups[last].start == entry.start else {
        groups.append(entry)
        continue
      }
      groups[last].text += entry.text
      groups[last].end = groups[last].end.flatMap { end in entry.end.map { max(end, $0) } }
    }
    return groups.indices.compactMap { index in
      let group = groups[index]
      guard !group.text.isEmpty else { return nil }
      let next = index + 1 < groups.count ? groups[index + 1].start : nil
      let own = group.end.flatMap { $0 > group.start ? $0 : nil }
      let end = [next, own].compactMap { $0 }.min() ?? min(group.start + lastDuration, SubtitleDocument.latestTime)
      var cue = Cue(range: TimeRange(start: group.start, end: end), text: group.text)
      for line in cue.text.indices {
        let spans = cue.text[line].spans.map { span in
          var span = span
          span.start = span.start.flatMap { $0 > group.start ? min($0, end) : nil }
          return span
        }
        cue.text[line] = CueText.lines(of: spans).first ?? cue.text[line]
      }
      return cue
    }
  }

  private static let keys: Set<String> = [
    "ti", "ar", "al", "au", "by", "la", "re", "ve", "lr", "length", "offset", "tool", "id", "key", "encoding",
  ]

  /// `[key:value]`, the whole of a line, with a key that is in use.
  private static func tag(_ scalars: [Unicode.Scalar]) -> (key: String, value: String)? {
    guard scalars.first == "[", let close = scalars.lastIndex(of: "]"),
      let colon = scalars.prefix(16).firstIndex(of: ":"), colon < close
    else { return nil }
    let key = String(String.UnicodeScalarView(scalars[1..<colon])).lowercased()
    guard keys.contains(key) else { return nil }
    let value = String(String.UnicodeScalarView(scalars[(colon + 1)..<close]))
    return (key, CueText.lines(of: value).joined(separator: " "))
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
