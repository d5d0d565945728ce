import Foundation
import Library
import Media
import Moderation
import PluginHost
import PluginKit
import Subtitles
import Synchronization
import SystemPackage
import Timeline
import Transcript

/// “Recognises” the text that the samples hold. Texts that start with `silence`, `slow`, `fails` or `no model` do so;
/// one that starts with `de:` is German.
struct FakeRecognizer: SpeechRecognizer {
  struct Settings: PluginConfiguration {
    var model = "small"
    /// Changes nothing in the result.
    var workers = 1
  }

  static let descriptor = PluginDescriptor(
    id: "org.example.whisper", version: "1.0.0", kind: .speechRecognizer, summary: "Fake", licence: "Apache-2.0")
  let settings: Settings

  init(configuration: Settings) throws { settings = configuration }

  var resultSettings: [String: String] { ["model": settings.model] }

  func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript {
    let text = try FakeAudioSource.text(of: audio.path)
    if text.hasPrefix("no model") { throw MissingModelError(model: settings.model, directory: "/models") }
    if text.hasPrefix("fails") { throw FakeAudioSource.Unreadable() }
    if text.hasPrefix("slow") { try await Task.sleep(for: .seconds(3600)) }
    context.progress(0.5)
    let language = request.language ?? (text.hasPrefix("de:") ? "de" : "en")
    var start = MediaTime.zero
    let spoken = text.hasPrefix("silence") ? [] : text.split(whereSeparator: \.isWhitespace)
    let words = spoken.map { word -> Word in
      defer { start += MediaTime(milliseconds: 500) }
      return Word(
        String(word), range: TimeRange(start: start, end: start + MediaTime(milliseconds: 400)), confidence: 0.9)
    }
    return Transcript(
      language: words.isEmpty ? .undetermined : language,
      segments: words.isEmpty ? [] : [Segment(words: words, language: language)], duration: audio.duration,
      provenance: Provenance(recognizer: Self.descriptor.id, model: settings.model))
  }
}

/// Writes the words of each cue, a line a cue.
struct FakeFormat: SubtitleFormat {
  struct Settings: PluginConfiguration {
    var heading = ""
  }

  static let descriptor = PluginDescriptor(
    id: "org.example.srt", version: "1.0.0", kind: .subtitleFormat, summary: "Fake", licence: "Apache-2.0")
  static let fileExtension = "srt"
  let settings: Settings

  init(configuration: Settings) throws { settings = configuration }

  func write(_ document: SubtitleDocument) throws -> Data {
    Data((settings.heading + document.cues.flatMap(\.lines).map { $0 + "\n" }.joined()).utf8)
  }

  func read(_ data: Data) throws -> SubtitleDocument { SubtitleDocument(cues: []) }
}

/// Writes what it is told about the sound; fails where the text says `no notes`.
struct FakeExporter: Exporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.notes", version: "1.0.0", kind: .exporter, summary: "Fake", licence: "Apache-2.0")
  static let fileExtension = "notes.json"

  init(configuration: NoConfiguration) throws {}

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    if input.transcript.text.contains("no notes") { throw FakeAudioSource.Unreadable() }
    return Data("\(input.mediaName) \(input.damage.count) \(input.track.reason.rawValue) \(input.transcript.text)".utf8)
  }
}

/// Replaces every word.
struct FakeFilter: TranscriptFilter {
  struct Settings: PluginConfiguration {
    var mask = "***"
    var address = ""

    static var guarded: [String: String] { ["address": "it would tell strangers"] }
  }

  static let descriptor = PluginDescriptor(
    id: "org.example.mask", version: "1.0.0", kind: .transcriptFilter, summary: "Fake", licence: "Apache-2.0")
  let settings: Settings

  init(configuration: Settings) throws { settings = configuration }

  func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript {
    var transcript = transcript
    for segment in transcript.segments.indices {
      for word in transcript.segments[segment].words.indices {
        transcript.segments[segment].words[word].text = settings.mask
      }
    }
    return transcript
  }
}

/// Finds one thing in every file; fails where the text says `no findings`.
struct FakeAnnotator: Annotator {
  static let descriptor = PluginDescriptor(
    id: "org.example.spotter", version: "1.0.0", kind: .annotator, summary: "Fake", licence: "Apache-2.0",
    consumes: [.audio, .transcript])

  init(configuration: NoConfiguration) throws {}

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    guard let audio else { throw FakeAudioSource.Unreadable() }
    let text = try FakeAudioSource.text(of: audio.path)
    if text.contains("no findings") { throw FakeAudioSource.Unreadable() }
    return Annotations(findings: [
      Finding(category: "word", range: TimeRange(start: .zero, end: .zero), score: 1, source: "spotter", words: 0..<1)
    ])
  }
}

/// Finds the words of a list in a file.
struct FakeLister: Annotator {
  struct Settings: PluginConfiguration {
    var list = ""
  }

  /// What was in the file when somebody first asked.
  private final class Taken: Sendable { let text = Mutex<String?>(nil) }

  static let descriptor = PluginDescriptor(
    id: "org.example.lister", version: "1.0.0", kind: .annotator, summary: "Fake", licence: "Apache-2.0")
  private let path: FilePath
  private let taken = Taken()

  init(configuration: Settings) throws { path = FilePath(configuration.list) }

  private var text: String {
    taken.text.withLock { text in
      let now = text ?? (try? FakeAudioSource.text(of: path)) ?? ""
      text = now
      return now
    }
  }

  var resultSettings: [String: String] { ["list": text] }
  var isCurrent: Bool { (try? FakeAudioSource.text(of: path)) ?? "" == taken.text.withLock { $0 } ?? text }
  var problems: [ConfigurationError] {
    FileStatus.at(path) == nil ? [ConfigurationError("/list", "there is no such list")] : []
  }

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let words = text.split(separator: " ").map(String.init)
    let found = transcript.words.enumerated().filter { words.contains($0.element.text) }
    return Annotations(
      findings: found.map { index, word in
        Finding(
          category: "word", range: TimeRange(start: word.start, end: word.end), score: 1, source: "lister",
          words: index..<index + 1)
      })
  }
}

/// Finds as many things as it knows meanings; none where nobody tells them.
struct FakeMeanings: Annotator {
  static let descriptor = PluginDescriptor(
    id: "org.example.meanings", version: "1.0.0", kind: .annotator, summary: "Fake", licence: "Apache-2.0",
    uses: [.embeddings])

  init(configuration: NoConfiguration) throws {}

  func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let spans = transcript.utterances.map(\.words).filter { context.embeddings?.indices[$0] != nil }
    return Annotations(
      findings: spans.map {
        Finding(
          category: "meaning", range: TimeRange(start: .zero, end: .zero), score: 1, source: "meanings", words: $0)
      })
  }
}

/// Masks the words of findings.
struct FakeRedactor: TranscriptFilter {
  static let descriptor = PluginDescriptor(
    id: "org.example.redactor", version: "1.0.0", kind: .transcriptFilter, summary: "Fake", licence: "Apache-2.0",
    consumes: [.transcript, .findings])

  init(configuration: NoConfiguration) throws {}

  func apply(
    _ annotations: Annotations, to transcript: Transcript, in context: PluginContext
  ) async throws -> Transcript {
    var transcript = transcript
    for finding in annotations.findings where finding.words == 0..<1 {
      transcript.segments[0].words[0].text = "[…]"
    }
    return transcript
  }
}

/// Counts findings.
struct FakeReport: Exporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.tally", version: "1.0.0", kind: .exporter, summary: "Fake", licence: "Apache-2.0",
    consumes: [.transcript, .findings])
  static let fileExtension = "tally.json"

  init(configuration: NoConfiguration) throws {}

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    Data("\(input.annotations.findings.count) in \(input.transcript.text)".utf8)
  }
}

/// Counts findings where there are any, and does without elsewhere.
struct FakeRegister: Exporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.register", version: "1.0.0", kind: .exporter, summary: "Fake", licence: "Apache-2.0",
    uses: [.findings])
  static let fileExtension = "register.json"

  init(configuration: NoConfiguration) throws {}

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    Data("\(input.annotations.findings.count) in \(input.transcript.text)".utf8)
  }
}

/// Copies the media where something was found in it.
struct FakeCopier: FileExporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.copy", version: "1.0.0", kind: .exporter, summary: "Fake", licence: "Apache-2.0",
    consumes: [.transcript, .findings])
  static let fileExtension = "copy.*"

  init(configuration: NoConfiguration) throws {}

  func write(
    _ input: ExportInput, of media: FilePath, to destination: FilePath, replaces: Bool, in context: PluginContext
  ) async throws -> Bool {
    if input.transcript.text.contains("harmless") { return false }
    let data = try Data(contentsOf: URL(filePath: media.string)) + Data(" \(input.annotations.findings.count)".utf8)
    try data.write(to: URL(filePath: destination.string), options: replaces ? [] : .withoutOverwriting)
    return true
  }
}

/// Writes what was decided about each finding, and where the media is.
struct FakeVerdicts: Exporter {
  static let descriptor = PluginDescriptor(
    id: "org.example.verdicts", version: "1.0.0", kind: .exporter, summary: "Fake", licence: "Apache-2.0",
    consumes: [.transcript, .findings, .reviews])
  static let fileExtension = "verdicts.json"

  init(configuration: NoConfiguration) throws {}

  func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    let reviews = input.reviews.map { review in
      review.decision.map { $0.reason.isEmpty ? $0.state.rawValue : "\($0.state.rawValue): \($0.reason)" } ?? "new"
    }
    return Data("\(reviews.joined(separator: ", ")) \(input.mediaLink ?? "nowhere")".utf8)
  }
}

extension PluginRegistry {
  /// Those that most tests need.
  static func fakes() throws -> PluginRegistry {
    var registry = PluginRegistry()
    try registry.register(FakeRecognizer.self)
    try registry.register(FakeFormat.self)
    try registry.register(FakeExporter.self)
    try registry.register(FakeFilter.self)
    try registry.register(FakeAnnotator.self)
    try registry.register(FakeRedactor.self)
    try registry.register(FakeReport.self)
    try registry.register(FakeCopier.self)
    try registry.register(FakeVerdicts.self)
    return registry
  }

  /// And those that read lists, or take what is there.
  static func allFakes() throws -> PluginRegistry {
    var registry = try fakes()
    try registry.register(FakeLister.self)
    try registry.register(FakeRegister.self)
    try registry.register(FakeMeanings.self)
    return registry
  }
}
