import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// The limits hold whatever a recogniser says.
@Suite struct CueingPropertyTests {
  /// What kind of nonsense the words are.
  enum Kind: String, CaseIterable, Sendable {
    case normal, dense, zeroLength, overlapping, unordered, hugeWords, sparse, crammed, unspaced, hostileText
  }

  @Test(arguments: Kind.allCases, [UInt64](1...30))
  func limitsHold(kind: Kind, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let transcript = Self.transcript(kind, using: &generator)
    let name = try #require(HouseStyles.builtIn.names.randomElement(using: &generator))
    let style = try HouseStyles.builtIn.style(named: name)
    let rates = [nil, Rational(24000, 1001), Rational(24, 1), Rational(25, 1), Rational(30000, 1001), Rational(50, 1)]
    let rate = try #require(rates.randomElement(using: &generator))
    let shots = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      MediaTime(seconds: Double.random(in: 0...100, using: &generator))
    }.sorted()
    let document = Cueing(style: style, frameRate: rate).document(from: transcript, shots: shots)
    let rules = style.rules(for: transcript.language)
    for cue in document.cues {
      #expect((1...rules.maximumLines).contains(cue.lines.count))
      for line in cue.lines {
        #expect(!line.isEmpty)
        #expect(line.columns <= rules.maximumLineLength)
      }
      #expect(cue.range.start >= .zero)
      #expect(cue.range.duration >= rules.minimumDuration.time(at: rate))
      #expect(cue.range.duration <= rules.maximumDuration.time(at: rate))
      if let rate {
        for time in [cue.range.start, cue.range.end] {
          let grid = TimeGrid(frameRate: rate)
          #expect(grid.time(of: grid.ticks(time)) == time, "cues begin and end with frames")
        }
      }
    }
    for (cue, next) in zip(document.cues, document.cues.dropFirst()) {
      let gap = next.range.start - cue.range.end
      let least = rules.minimumGap.time(at: rate)
      #expect(gap >= least)
      let tick = MediaTime(milliseconds: rate == nil ? 1 : 0)
      #expect(
        gap <= least + tick || gap >= rules.chainBelow.time(at: rate), "\(name) at \(rate?.value ?? 0): a gap of \(gap)"
      )
    }
    if rate == nil { #expect(document.normalised() == document, "cues are what formats print") }
    let said = Self.letters(transcript.segments.flatMap(\.words).sorted { $0.start < $1.start }.map(\.text))
    // Characters may merge where text is joined, scalars stay; order may differ where starts are equal.
    #expect(Self.letters(document.cues.flatMap(\.lines)).sorted() == said.sorted(), "no word is lost or added")
  }

  private static func letters(_ texts: [String]) -> [UInt32] {
    let lines = texts.flatMap { CueText.lines(of: $0) }
    return lines.flatMap { $0.unicodeScalars.map(\.value) }.filter { $0 != 0x20 }
  }

  private static func transcript(_ kind: Kind, using generator: inout SeededGenerator) -> Transcript {
    var segments: [Segment] = []
    var clock = Double.random(in: 0...3, using: &generator)
    let language: LanguageTag = kind == .unspaced ? "ja" : ["en", "de", "fr"].randomElement(using: &generator) ?? "en"
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      var words: [Word] = []
      for index in 0..<Int.random(in: 1...25, using: &generator) {
        var start = clock
        var length = Double.random(in: 0.15...0.6, using: &generator)
        switch kind {
        case .normal, .hugeWords, .unspaced, .hostileText:
          clock += length + Double.random(in: 0...0.3, using: &generator)
        case .dense: (length, clock) = (0.03, clock + 0.03)
        case .zeroLength: (length, clock) = (0, clock + (Bool.random(using: &generator) ? 0 : 0.2))
        case .overlapping: (length, clock) = (length * 8, clock + 0.2)
        case .unordered: start = Double.random(in: -5...60, using: &generator)
        case .sparse: clock += length + Double.random(in: 0...20, using: &generator)
        case .crammed: length = 0
        }
        if kind == .hugeWords, Int.random(in: 0..<6, using: &generator) == 0 { length = 30 }
        words.append(
          Script.word(text(kind, using: &generator), start, start + length, spaced: kind != .unspaced && index > 0))
      }
      segments.append(Segment(words: words, language: language))
      clock += kind == .crammed ? 0 : Double.random(in: 0...2, using: &generator)
    }
    return Script.transcript(segments, language: language, duration: Bool.random(using: &generator) ? clock : 0)
  }

  private static func text(_ kind: Kind, using generator: inout SeededGenerator) -> String {
    switch kind {
    case .hugeWords:
      return String(repeating: "wörd", count: Int.random(in: 1...40, using: &generator))
    case .unspaced:
      return String("日本語の文章、です。ー「」".shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator)))
    case .hostileText:
      return RandomText.make(count: 4, using: &generator)
    default:
      let letters = "abcdefghijklmnopqrstuvwxyz".shuffled(using: &generator)
      let mark = ["", "", "", "", ",", ".", "?", "…"].randomElement(using: &generator) ?? ""
      return String(letters.prefix(Int.random(in: 1...11, using: &generator))) + mark
    }
  }
}
