import Foundation
import Media
import PlainText
import PluginKit
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct PlainTextTests {
  /// A segment of words that take 300 ms each; `|` divides words that have no space between them.
  private func segment(
    _ text: String, at start: Int64, language: LanguageTag = "en", speaker: String? = nil, trust: Double = 1
  ) -> Segment {
    var words: [Word] = []
    for part in text.split(separator: " ") {
      for (index, piece) in part.split(separator: "|").enumerated() {
        let begin = MediaTime(milliseconds: start + Int64(words.count) * 300)
        words.append(
          Word(
            String(piece), hasSpaceBefore: index == 0 && !words.isEmpty,
            range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 300)), confidence: 1))
      }
    }
    return Segment(words: words, language: language, trust: Trust(score: trust, reasons: []), speaker: speaker)
  }

  private func text(_ segments: [Segment], _ change: (inout PlainTextConfiguration) -> Void = { _ in }) throws -> String
  {
    var configuration = PlainTextConfiguration()
    change(&configuration)
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    let data = try PlainTextExporter(configuration: configuration).data(
      for: ExportInput(
        mediaName: "ferry.mp4", media: MediaInfo(container: "mp4", duration: nil, startTime: .zero, streams: [stream]),
        track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
        transcript: Transcript(
          language: segments.first?.language ?? .undetermined, segments: segments,
          duration: MediaTime(milliseconds: 60_000), provenance: Provenance(recognizer: "test", model: "none"))))
    return try #require(String(data: data, encoding: .utf8))
  }

  private var talk: [Segment] {
    [
      segment("Good morning, and welcome aboard.", at: 1900, speaker: "Ada"),
      segment("We leave at noon.", at: 3500, speaker: "Ada"),
      segment("Thank you.", at: 5000, speaker: "Ben"),
      segment("Is there coffee?", at: 8000, speaker: "Ben"),
      segment("שלום לכולם!", at: 9200, language: "he", speaker: "Ada"),
      segment("（船内の皆さま、|間もなく|出発|いたします。）", at: 3_725_000, language: "ja", speaker: "Ada"),
    ]
  }

  @Test func golden() throws {
    try GoldenFile.verify(Data(text(talk).utf8), "plain-text/talk.txt")
  }

  @Test func goldenWithTimesAndWrapping() throws {
    let wrapped = try text(talk) {
      $0.timestamps = "paragraph"
      $0.lineWidth = 30
    }
    try GoldenFile.verify(Data(wrapped.utf8), "plain-text/talk-wrapped.txt")
  }

  @Test func nothingSaidIsAnEmptyFile() throws {
    #expect(try text([]) == "")
    #expect(try text([segment("\u{0}", at: 0)]) == "")
    #expect(try text([segment("\u{0}", at: 0, speaker: "Ada")]) { $0.lineWidth = 40 } == "")
    #expect(try text([Segment(words: [], language: "en")]) == "")
  }

  @Test func oneWord() throws {
    #expect(try text([segment("Yes", at: 59_999)]) == "Yes\n")
    #expect(try text([segment("Yes", at: 59_999)]) { $0.timestamps = "paragraph" } == "[00:00:59] Yes\n")
  }

  @Test func paragraphs() throws {
    let segments = [segment("One.", at: 0), segment("Two.", at: 2299), segment("Three.", at: 4600)]
    #expect(try text(segments) == "One. Two.\n\nThree.\n")
    #expect(try text(segments) { $0.pause = 0 } == "One.\n\nTwo.\n\nThree.\n")
    #expect(try text(segments) { $0.pause = 3 } == "One. Two. Three.\n")
    #expect(try text(segments) { ($0.pause, $0.paragraphLength) = (3, 9) } == "One. Two.\n\nThree.\n")
  }

  @Test func doubtfulText() throws {
    let segments = [segment("Sure.", at: 0), segment("Doubtful.", at: 400, trust: 0.25)]
    #expect(try text(segments) == "Sure. Doubtful.\n")
    #expect(try text(segments) { $0.minimumTrust = 0.5 } == "Sure. [?] Doubtful.\n")
    #expect(try text(segments) { ($0.minimumTrust, $0.untrusted) = (0.5, "drop") } == "Sure.\n")
  }

  @Test func marksForDirectionStay() throws {
    let segments = [segment("\u{2067}שלום\u{2069} \u{200F}עולם.\u{200E}", at: 0, language: "he")]
    #expect(try text(segments) == "\u{2067}שלום\u{2069} \u{200F}עולם.\u{200E}\n")
  }

  @Test func endsOfLinesInWordsAreSpaces() throws {
    #expect(try text([segment("one\ntwo\r\nthree four\u{2028}", at: 0)]) == "one two three four\n")
    #expect(try text([segment("one\ntwo", at: 0, speaker: "A\nB")]) { $0.lineWidth = 80 } == "A B: one two\n")
  }

  @Test(arguments: [
    ("The ferry leaves at noon.", "en", "The ferry leaves at|noon."),
    ("anextraordinarilylongaddress of it", "en", "anextraordinarilylongaddress|of it"),
    ("間もなく出発いたします、皆さま。", "ja", "間もなく出発いたしま|す、皆さま。"),
    // A closing mark begins no line, an opening one ends none.
    ("ああああああああああ。", "ja", "あああああああああ|あ。"),
    ("あああああああああ「い」", "ja", "あああああああああ|「い」"),
    ("あああああああああ|open|air|い", "ja", "あああああああああ|openairい"),
    ("สวัสดี|ครับ|ทุก|คน|บน|เรือ|ลำ|นี้|ทุก|คน", "th", "สวัสดีครับทุกคนบนเรือลำนี้ทุก|คน"),
    ("안녕하세요여러분 오늘은배가", "ko", "안녕하세요여러분|오늘은배가"),
    ("don|'t leave us here alone", "en", "don't leave us here|alone"),
    (
      "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "en",
      "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦|👩‍👩‍👧‍👦"
    ),
  ])
  func wraps(said: String, language: String, expected: String) throws {
    let wrapped = try text([segment(said, at: 0, language: LanguageTag(language))]) { $0.lineWidth = 20 }
    #expect(wrapped == expected.replacing("|", with: "\n") + "\n")
  }

  @Test func wrappedLinesAreNoWiderAndLoseNothing() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let said = (0..<12).map { _ in RandomText.make(count: 4, using: &generator) }
      let language: LanguageTag = Bool.random(using: &generator) ? "ja" : "en"
      let words = said.map {
        Word(
          $0, hasSpaceBefore: Bool.random(using: &generator), range: TimeRange(start: .zero, end: .zero), confidence: 1)
      }
      let segments = [Segment(words: words, language: language)]
      let plain = try text(segments) { $0.lineWidth = 0 }
      let wrapped = try text(segments) { $0.lineWidth = 24 }
      func letters(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " && $0 != "\n" } }
      #expect(letters(plain) == letters(wrapped))
      for line in wrapped.split(separator: "\n") where line.columns > 24 {
        #expect(!line.contains(" "), "a line with a space is too wide")
      }
    }
  }

  /// What took time by the square of its length would take minutes.
  @Test(.timeLimit(.minutes(2))) func aDayOfSpeech() throws {
    let segments = (0..<8000).map {
      segment("This is sentence number \($0) of a long day.", at: Int64($0) * 3600, speaker: $0 % 40 < 20 ? "A" : "B")
    }
    #expect(try text(segments).utf8.count > 300_000)
    #expect(try text(segments) { ($0.lineWidth, $0.pause, $0.paragraphLength) = (72, 3600, 0) }.utf8.count > 300_000)
  }

  private static let wrong: [(String, @Sendable (inout PlainTextConfiguration) -> Void)] = [
    ("/pause", { $0.pause = -1 }), ("/pause", { $0.pause = .nan }), ("/paragraphLength", { $0.paragraphLength = -1 }),
    ("/timestamps", { $0.timestamps = "word" }), ("/lineWidth", { $0.lineWidth = 5 }),
    ("/minimumTrust", { $0.minimumTrust = 2 }), ("/untrusted", { $0.untrusted = "hide" }),
  ]

  @Test(arguments: wrong)
  func refusesSettings(pointer: String, change: @Sendable (inout PlainTextConfiguration) -> Void) {
    var configuration = PlainTextConfiguration()
    change(&configuration)
    #expect { try PlainTextExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == pointer
    }
  }
}
