import Subtitles
import TestSupport
import Timeline
import Transcript

/// Subtitles as people have them, and worse.
struct RandomSubtitles {
  enum Kind: String, CaseIterable, Sendable {
    /// A proper film with some mistakes.
    case typical
    /// Too much text in too little time.
    case dense
    case overlapping, unordered, marked, styled, unspaced, hostileText, nonsense
  }

  var document: SubtitleDocument
  var shots: [MediaTime] = []
  /// What is said, for some.
  var transcript: Transcript?

  init(_ kind: Kind, using generator: inout SeededGenerator) {
    let language: LanguageTag =
      kind == .unspaced ? "ja" : ["en", "de", "fr", "nl", "es"].randomElement(using: &generator) ?? "en"
    var cues: [Cue] = []
    var clock = Int64.random(in: 0...3000, using: &generator)
    for index in 0..<Int.random(in: 1...20, using: &generator) {
      let text = Self.text(kind, index, using: &generator)
      let columns = Int64(text.map(\.string.columns).reduce(0, +))
      var start = clock
      var length = max(columns * Int64.random(in: 30...120, using: &generator), 1)
      switch kind {
      case .dense: length = columns * Int64.random(in: 15...45, using: &generator)
      case .nonsense: length = Int64.random(in: 0...20_000, using: &generator)
      case .unordered: start += Int64.random(in: -4000...4000, using: &generator)
      default: break
      }
      let gaps: [Int64] = [0, 0, 20, 40, 80, 83, 84, 120, 300, 480, 700, 2000, 8000]
      var gap = gaps.randomElement(using: &generator) ?? 0
      if kind == .overlapping { gap = -Int64.random(in: 0...length, using: &generator) }
      if kind == .nonsense { gap = Int64.random(in: -3000...3000, using: &generator) }
      clock = max(0, clock + length + gap)
      var cue = Cue(range: Self.range(start, start + length), text: text)
      if kind == .styled, Bool.random(using: &generator) { cue.placement = .top }
      if kind == .styled { cue.id = "cue \(index)" }
      cues.append(cue)
    }
    document = SubtitleDocument(cues: cues, language: language)
    if Int.random(in: 0..<3, using: &generator) == 0 {
      shots = (0..<30).map { _ in MediaTime(milliseconds: Int64.random(in: 0...max(clock, 1), using: &generator)) }
        .sorted()
    }
    if Int.random(in: 0..<3, using: &generator) == 0 { transcript = Self.speech(cues, language, using: &generator) }
  }

  private static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  private static func text(_ kind: Kind, _ index: Int, using generator: inout SeededGenerator) -> [CueLine] {
    // Each cue says something of its own.
    let name = "w\(index)q"
    switch kind {
    case .hostileText:
      return CueText.lines(of: RandomText.make(count: 8, using: &generator) + " " + name).map { CueLine($0) }
    case .unspaced:
      let characters = Array("日本語の文章はとても長いです。、「」ー漢字かな交じり")
      return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        CueLine(
          String(
            (0..<Int.random(in: 1...20, using: &generator)).compactMap { _ in
              characters.randomElement(using: &generator)
            })
            + name)
      }
    default: break
    }
    let count = Int.random(in: 1...(kind == .dense ? 30 : 18), using: &generator)
    var words = (0..<count).map { _ in word(using: &generator) }
    words.insert(name, at: Int.random(in: 0...count, using: &generator))
    var lines: [String] = []
    var rest = words[...]
    while !rest.isEmpty {
      let length = Int.random(in: 1...max(1, min(9, rest.count)), using: &generator)
      lines.append(rest.prefix(length).joined(separator: Int.random(in: 0..<9, using: &generator) == 0 ? "  " : " "))
      rest = rest.dropFirst(length)
    }
    if kind == .marked, lines.count > 1 {
      let marks = ["-", "- ", "", "—", "--", "♪ "]
      lines = lines.map { (marks.randomElement(using: &generator) ?? "") + $0 }
    }
    return lines.map { kind == .styled ? styled($0, using: &generator) : CueLine($0) }
  }

  private static func word(using generator: inout SeededGenerator) -> String {
    let small = ["the", "a", "of", "and", "is", "to", "der", "und", "le", "de", "in", "that"]
    if Int.random(in: 0..<3, using: &generator) == 0 { return small.randomElement(using: &generator) ?? "" }
    let letters = String(
      "abcdefghijklmnopqrstuvwxyz".shuffled(using: &generator).prefix(Int.random(in: 2...11, using: &generator)))
    let marks = ["", "", "", "", "", ",", ".", "?", "...", "…", " ,", " .", "!"]
    return letters + (marks.randomElement(using: &generator) ?? "")
  }

  private static func styled(_ line: String, using generator: inout SeededGenerator) -> CueLine {
    var spans: [CueSpan] = []
    var rest = Array(line)[...]
    while !rest.isEmpty {
      let length = Int.random(in: 1...max(1, min(12, rest.count)), using: &generator)
      var span = CueSpan(String(rest.prefix(length)))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: span.style = .italic
      case 1: span.style.color = TextColor(255, 255, 0)
      case 2: span.voice = "Ann"
      case 3: span.ruby = "read so"
      case 4: span.start = MediaTime(milliseconds: Int64.random(in: 0...60_000, using: &generator))
      default: break
      }
      spans.append(span)
      rest = rest.dropFirst(length)
    }
    return CueLine(spans: spans)
  }

  private static func speech(
    _ cues: [Cue], _ language: LanguageTag, using generator: inout SeededGenerator
  ) -> Transcript {
    let segments = cues.compactMap { cue -> Segment? in
      let words = cue.lines.joined(separator: " ").split(separator: " ")
      guard !words.isEmpty, cue.range.duration.seconds > 0 else { return nil }
      let offset = Double.random(in: -0.3...1, using: &generator)
      let step = cue.range.duration.seconds / Double(words.count) * Double.random(in: 0.5...1.1, using: &generator)
      return Segment(
        words: words.enumerated().map { index, text in
          let start = max(0, cue.range.start.seconds + offset + Double(index) * step)
          return Script.word(String(text), start, start + step)
        }, language: language, speaker: ["a", "b", nil].randomElement(using: &generator) ?? nil)
    }
    return Script.transcript(segments.sorted { $0.range.start < $1.range.start }, language: language)
  }
}
