import Foundation
import Markdown
import Media
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct MarkdownTests {
  private func segment(
    _ text: String, at start: Int64, language: LanguageTag = "en", speaker: String? = nil, trust: Double = 1
  ) -> Segment {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { index, part in
      let begin = MediaTime(milliseconds: start + Int64(index) * 300)
      return Word(
        String(part), hasSpaceBefore: index > 0,
        range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 300)), confidence: 1)
    }
    return Segment(words: words, language: language, trust: Trust(score: trust, reasons: []), speaker: speaker)
  }

  private func text(
    _ segments: [Segment], name: String = "Ferry_talk #2 <1>.mp4",
    _ change: (inout MarkdownConfiguration) -> Void = { _ in }
  ) throws -> String {
    var configuration = MarkdownConfiguration()
    change(&configuration)
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    let data = try MarkdownExporter(configuration: configuration).data(
      for: ExportInput(
        mediaName: name,
        media: MediaInfo(
          container: "mp4", duration: MediaTime(milliseconds: 3_754_500), startTime: .zero, streams: [stream]),
        track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
        transcript: Transcript(
          language: segments.first?.language ?? .undetermined, segments: segments,
          duration: MediaTime(milliseconds: 60_000),
          provenance: Provenance(recognizer: "org.surtitle.whisper 1.0.0", model: "base|x"))))
    return try #require(String(data: data, encoding: .utf8))
  }

  /// One paragraph without anything around it.
  private func bare(_ said: String) throws -> String {
    let text = try text([segment(said, at: 0)]) { ($0.title, $0.facts, $0.timestamps) = (false, false, false) }
    return String(text.dropLast(text.hasSuffix("\n") ? 1 : 0))
  }

  @Test func golden() throws {
    let segments = [
      segment("Good morning, *welcome* aboard <b>everybody</b>.", at: 1900, speaker: "Ada [captain]"),
      segment("See https://example.com/a_b or mail ada@example.com for 3.5 % off!", at: 5000, speaker: "Ben"),
      segment("שלום לכולם!", at: 9200, language: "he", speaker: "Ben"),
      segment("船は正午に出ます。", at: 3_725_000, language: "ja"),
    ]
    try GoldenFile.verify(Data(text(segments).utf8), "markdown/talk.md")
  }

  @Test func goldenWithoutSpeech() throws {
    try GoldenFile.verify(Data(text([]).utf8), "markdown/empty.md")
  }

  @Test func partsCanBeLeftOut() throws {
    #expect(try bare("Yes") == "Yes")
    #expect(
      try text([segment("Yes", at: 0)]) { $0.facts = false } == "# Ferry\\_talk \\#2 \\<1\\>\\.mp4\n\n[00:00:00] Yes\n")
    #expect(try text([segment("Yes", at: 0)], name: "\u{0}") { $0.facts = false } == "[00:00:00] Yes\n")
    #expect(try text([segment("\u{0}", at: 0)]) { ($0.title, $0.facts) = (false, false) } == "")
  }

  @Test(arguments: [
    ("plain text, and so on.", "plain text, and so on."), ("*bold*", "\\*bold\\*"), ("_a_", "\\_a\\_"),
    ("`code`", "\\`code\\`"), ("[a](b)", "\\[a\\](b)"), ("![a](b)", "!\\[a\\](b)"), ("<i>", "\\<i\\>"),
    ("a & b &amp; c", "a \\& b \\&amp; c"), ("C:\\*", "C:\\\\\\*"), ("~~a~~", "\\~\\~a\\~\\~"), ("a | b", "a \\| b"),
    ("$5 and $6", "\\$5 and \\$6"), ("==a==", "\\=\\=a\\=\\="), ("a^2", "a\\^2"), ("#tag", "\\#tag"),
    ("{{a}}", "\\{\\{a\\}\\}"), ("%%a%%", "\\%\\%a\\%\\%"), ("50%", "50%"), ("# a", "\\# a"), ("- a", "\\- a"),
    ("+ a", "\\+ a"), (": a", "\\: a"), ("--- ", "\\---"), ("a - b", "a - b"), ("1. a", "1\\. a"), ("12) a", "12\\) a"),
    ("1986.", "1986\\."), ("In 1986.", "In 1986."), ("> a", "\\> a"), ("    code", "code"), ("a\n# b", "a \\# b"),
    ("a\n\n- b", "a - b"), ("www.example.com", "www\\.example\\.com"), ("www.?/a", "www\\.?/a"), ("Now.”", "Now.”"),
    ("www. a", "www. a"), ("https://a", "https\\://a"),
    ("12:30", "12:30"), ("1.5 and v1.x", "1.5 and v1\\.x"), ("a@b.c", "a@\u{2060}b\\.c"), ("@ada", "@\u{2060}ada"),
    ("at @ noon", "at @ noon"), ("he said.”", "he said.”"), ("No... yes", "No... yes"), ("日本語。", "日本語。"),
    ("a\u{0}b", "a b"), ("trailing\\", "trailing\\\\"), ("[?] a", "\\[?\\] a"),
  ])
  func escapes(said: String, expected: String) throws {
    #expect(try bare(said) == expected)
  }

  @Test func cellsKeepTheirBars() throws {
    #expect(try text([]).contains("| Recogniser | org\\.surtitle\\.whisper 1.0.0, base\\|x |\n"))
  }

  @Test func doubtfulText() throws {
    let segments = [segment("Doubtful.", at: 400, trust: 0.25)]
    func last(_ change: (inout MarkdownConfiguration) -> Void) throws -> Substring? {
      try text(segments, change).split(separator: "\n").last
    }
    #expect(try last { $0.minimumTrust = 0.5 } == "[00:00:00] \\[?\\] Doubtful.")
    #expect(try last { ($0.minimumTrust, $0.untrusted) = (0.5, "drop") }?.hasPrefix("| Recogniser") == true)
  }

  /// Every character that could begin markup has a backslash before it, and without backslashes the text is as it was.
  @Test func everythingIsEscaped() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let said = RandomText.make(count: 12, using: &generator)
      let escaped = Array(try bare(said).unicodeScalars)
      var plain = String.UnicodeScalarView()
      var index = 0
      while index < escaped.count {
        if escaped[index] == "\\" {
          index += 1
          try #require(index < escaped.count && escaped[index].isASCII)
        } else {
          #expect(!"`*_{}[]<>&~|$=^#".unicodeScalars.contains(escaped[index]), "\(said.debugDescription)")
        }
        plain.append(escaped[index])
        if escaped[index] == "@", index + 1 < escaped.count, escaped[index + 1] == "\u{2060}" { index += 1 }
        index += 1
      }
      #expect(!escaped.contains("\n"))
      #expect(Array(plain) == Array(said.onOneLine.replacing("@\u{2060}", with: "@").unicodeScalars))
    }
  }

  /// What took time by the square of its length would take minutes.
  @Test(.timeLimit(.minutes(2))) func aDayOfSpeech() throws {
    let segments = (0..<8000).map { segment("This is sentence *\($0)* of a long day.", at: Int64($0) * 3600) }
    let size = try text(segments) { ($0.pause, $0.paragraphLength) = (3600, 0) }.utf8.count
    #expect(size > 300_000)
  }

  private static let wrong: [(String, @Sendable (inout MarkdownConfiguration) -> Void)] = [
    ("/pause", { $0.pause = 4000 }), ("/paragraphLength", { $0.paragraphLength = -1 }),
    ("/minimumTrust", { $0.minimumTrust = -0.1 }), ("/untrusted", { $0.untrusted = "" }),
  ]

  @Test(arguments: wrong)
  func refusesSettings(pointer: String, change: @Sendable (inout MarkdownConfiguration) -> Void) {
    var configuration = MarkdownConfiguration()
    change(&configuration)
    #expect { try MarkdownExporter(configuration: configuration) } throws: {
      ($0 as? ConfigurationError)?.pointer == pointer
    }
  }
}
