import Foundation
import Media
import Moderation
import PluginKit
import Timeline
import Transcript

/// A conversation with findings, made by hand. Nothing in it is offensive.
enum Talk {
  static func time(_ milliseconds: Int64) -> MediaTime { MediaTime(milliseconds: milliseconds) }

  static func range(_ start: Int64, _ end: Int64) -> TimeRange { TimeRange(start: time(start), end: time(end)) }

  /// Words of half a second each from `start` on, in milliseconds.
  static func segment(_ text: String, at start: Int64, speaker: String? = nil) -> Segment {
    let words = text.split(separator: " ").enumerated().map { index, word in
      Word(
        String(word), hasSpaceBefore: index > 0,
        range: range(start + Int64(index) * 500, start + Int64(index) * 500 + 400), confidence: 0.9)
    }
    return Segment(words: words, language: "en", speaker: speaker)
  }

  static let segments = [
    segment("You rotten egg, the ferry has left.", at: 2000, speaker: "Ada"),
    segment("Then we swim, you daft pudding!", at: 6200, speaker: "Ben"),
    segment("Nobody swims here.", at: 61_000, speaker: "Ada"),
  ]

  static func finding(
    _ category: String, _ words: Range<Int>?, _ start: Int64, _ end: Int64, score: Double = 0.9,
    severity: Severity? = .medium, rule: String? = nil
  ) -> Finding {
    Finding(
      category: category, range: range(start, end), score: score, source: "org.example.spotter en-1", words: words,
      severity: severity, rule: rule, threshold: 0.5)
  }

  static let findings = [
    finding("insult", 1..<3, 2500, 3400, score: 0.93, severity: .high, rule: "food.txt:12"),
    finding("insult", 10..<13, 7700, 9100, score: 0.71, rule: "food.txt:3"),
    finding("sound.splash", nil, 30_000, 31_250, score: 0.6, severity: nil),
    finding("insult", 2..<3, 3000, 3400, score: 0.55, severity: .low),
  ]

  static func identity(_ number: Int) -> FindingIdentity {
    let digits = String(number)
    return FindingIdentity(rawValue: String(repeating: "0", count: 32 - digits.count) + digits)
  }

  /// The second was dismissed, the third confirmed.
  static let reviews = [
    FindingReview(identity: identity(1)),
    FindingReview(
      identity: identity(2),
      decision: ReviewDecision(state: .dismissed, by: "ada@studio", time: 1_790_000_000_000, reason: "said in jest")),
    FindingReview(
      identity: identity(3), decision: ReviewDecision(state: .confirmed, by: "ben@studio", time: 1_790_000_060_000)),
    FindingReview(identity: identity(4)),
  ]

  static let utterances = [
    UtteranceScores(
      source: "org.example.tone 1", range: range(2000, 6000), words: 0..<7, scores: ["insult": 0.9, "threat": 0.1]),
    UtteranceScores(
      source: "org.example.tone 1", range: range(6200, 8200), words: 7..<13, scores: ["insult": 0.3, "threat": 0.1]),
  ]

  static func input(
    _ findings: [Finding] = findings, reviews: [FindingReview] = reviews, segments: [Segment] = segments,
    name: String = "Harbour.mp4", rate: Rational? = Rational(25, 1), link: String? = "Harbour.mp4"
  ) -> ExportInput {
    var picture = MediaStream(index: 0, kind: .video, codec: "h264")
    picture.frameRate = rate
    let sound = MediaStream(index: 1, kind: .audio, codec: "aac")
    let media = MediaInfo(
      container: "mov,mp4", duration: time(70_000), startTime: .zero,
      streams: rate == nil ? [sound] : [picture, sound])
    let transcript = Transcript(
      language: "en", segments: segments, duration: time(70_000),
      provenance: Provenance(recognizer: "org.example.whisper 1.0.0", model: "small"))
    var input = ExportInput(
      mediaName: name, media: media, track: AudioTrackChoice(stream: sound, reason: .onlyTrack),
      transcript: transcript, annotations: Annotations(findings: findings, utterances: utterances), reviews: reviews,
      mediaLink: link)
    input.origin = origin
    return input
  }

  static let origin: FindingsOrigin = {
    var origin = FindingsOrigin(
      profile: "moderation",
      recognizer: .init("org.example.whisper 1.0.0", materials: [.init("small", digest: digest("a"))]),
      embedder: .init("org.example.embed 1.0", materials: [.init("meaning", digest: digest("b"))]),
      annotators: [
        .init(
          "org.example.spotter 1.0",
          materials: [.init("list food.en", digest: "c0ffee"), .init("list gone", digest: nil)],
          judges: ["en-1"],
          settings: [
            "threshold": .number(0.4), "thresholds": .numbers(["insult": 0.5, "threat": 1]), "words": .other,
            "loud": .flag(true), "mode": .text("strict"),
          ], time: 1_780_000_000_000),
        .init("org.example.tone 1.0", judges: ["1"], time: 1_780_000_060_000),
      ], filters: [.init("org.example.masking 1.0")], rules: ["insult from 0.5", "sound.* left out"],
      program: "surtitle 1.2.3")
    origin.made = 1_790_000_000_000
    return origin
  }()

  private static func digest(_ digit: String) -> String { String(repeating: digit, count: 64) }
}
