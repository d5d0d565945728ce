import Foundation
import Media
import Moderation
import PluginKit
import Subtitles
import SystemPackage
import Timeline
import Transcript

/// Tries what a plug-in makes of inputs that are easy to get wrong.
struct WorkConformance: Sendable {
  private let plugin: ConfiguredPlugin
  private let trials: Trials
  private let context: PluginContext

  init(_ plugin: ConfiguredPlugin, _ trials: Trials, _ context: PluginContext) {
    (self.plugin, self.trials, self.context) = (plugin, trials, context)
  }

  func run() async {
    switch plugin.instance {
    case .recognizer(let recognizer): await sounds { try await hear($0, recognizer) }
    case .annotator(let annotator):
      await texts { transcript in
        let annotations = try await annotator.annotate(transcript, audio: sound(of: transcript), in: context)
        if let problem = Plausibility.problem(of: annotations, in: transcript) { throw NotConforming(problem) }
        return annotations
      }
    case .filter(let filter):
      await texts { transcript in
        let filtered = try await filter.apply(SampleTranscript.findings(in: transcript), to: transcript, in: context)
        if let problem = Plausibility.problem(of: filtered, lasting: transcript.duration) {
          throw NotConforming(problem)
        }
        return filtered
      }
    case .exporter(let exporter):
      await texts { try await exporter.export(exportInput($0), in: context) }
    // Only in the program.
    case .fileExporter: break
    case .format(let format):
      await texts { transcript in
        let data = try format.write(Cueing().document(from: transcript))
        guard try format.write(format.read(data)) == data else {
          throw NotConforming("what it writes is not the same after it was read")
        }
        return data
      }
    }
  }

  // MARK: Texts

  private func texts<Result: Equatable & Sendable>(
    _ work: @escaping @Sendable (Transcript) async throws -> Result
  ) async {
    let sentence = SampleTranscript.sentence
    for (title, transcript) in [
      ("a file without speech", SampleTranscript.of([])), ("a sentence", sentence),
      ("writing systems, marks and emoji", SampleTranscript.writingSystems),
      ("five thousand segments", SampleTranscript.long),
    ] {
      await trials.attempt("work: \(title)") {
        _ = try await work(transcript)
        return nil
      }
    }
    await trials.attempt("work: the same text gives the same result") {
      let (first, second) = (try await work(sentence), try await work(sentence))
      return first == second ? nil : "it does not; whoever compares results sees changes where there are none"
    }
    await sideBySide(sentence, work)
    // Formats are quick, and cannot be cancelled.
    if case .format = plugin.instance { return }
    await cancelling { _ = try await work(SampleTranscript.long) }
  }

  private func exportInput(_ transcript: Transcript) -> ExportInput {
    let stream = MediaStream(index: 1, kind: .audio, codec: "aac")
    return ExportInput(
      mediaName: "Ünïcode & <Film> “one”.mkv",
      media: MediaInfo(container: "matroska", duration: transcript.duration, startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack), transcript: transcript,
      annotations: SampleTranscript.findings(in: transcript))
  }

  // MARK: Sounds

  private func sounds(_ work: @escaping @Sendable (AudioReference) async throws -> Transcript) async {
    for (title, count) in [("three seconds of silence", 48_000), ("a hundredth of a second", 160), ("no sound", 0)] {
      await trials.attempt("work: \(title)") {
        let transcript = try await work(silence(count))
        return transcript.isEmpty ? nil : "it invents text where nothing is said: \(transcript.words.count) words"
      }
    }
    await sideBySide(48_000) { try await work(silence($0)) }
    await cancelling { _ = try await work(silence(1_600_000)) }
  }

  private func hear(_ audio: AudioReference, _ recognizer: any SpeechRecognizing) async throws -> Transcript {
    let transcript = try await recognizer.transcribe(audio, request: RecognitionRequest(), in: context)
    if let problem = Plausibility.problem(of: transcript, lasting: audio.duration) { throw NotConforming(problem) }
    return transcript
  }

  /// Samples of 16,000 a second.
  private func silence(_ count: Int) throws -> AudioReference {
    let path = context.temporaryDirectory.appending("silence-\(count).f32")
    if !FileManager.default.fileExists(atPath: path.string) {
      try Data(count: count * MemoryLayout<Float>.size).write(to: URL(filePath: path.string))
    }
    return AudioReference(path: path, sampleRate: 16_000, sampleCount: Int64(count))
  }

  private func sound(of transcript: Transcript) throws -> AudioReference {
    try silence(Int(transcript.duration.seconds * 16_000))
  }

  // MARK: Both

  private func sideBySide<Input: Sendable, Result: Sendable>(
    _ input: Input, _ work: @escaping @Sendable (Input) async throws -> Result
  ) async {
    await trials.attempt("work: several requests side by side") {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { _ = try await work(input) } }
        try await group.waitForAll()
      }
      return nil
    }
  }

  private func cancelling(_ work: @escaping @Sendable () async throws -> Void) async {
    await trials.attempt("work: a cancelled request ends, and the next one is done") {
      let task = Task { try await work() }
      try await Task.sleep(for: .milliseconds(30))
      let start = ContinuousClock.now
      task.cancel()
      let result = await task.result
      let seconds = start.duration(to: .now) / .seconds(1)
      if case .failure(let error) = result, !(error is CancellationError) { throw error }
      // The host ends the process of one that takes longer.
      guard seconds < 4.9 else {
        throw NotConforming("it did not end within 5 s; look for cancellation at least once a second, and answer")
      }
      try await work()
      return seconds > 2 ? "it took \(Int(seconds)) s to end; look for cancellation at least once a second" : nil
    }
  }
}

/// Texts that are easy to get wrong.
enum SampleTranscript {
  static let sentence = of([["This", "is", "a", "sentence,", "said", "calmly."]])
  static let long = of((0..<5_000).map { ["Sentence", "number", "\($0)", "of", "a", "long", "day."] })
  static let writingSystems = of([
    ["naïve", "Straße", "ČÇÅ", "“quoted”"], ["これは", "日本語です。"], ["هذه", "جملة", "بالعربية"], ["हिन्दी", "में"],
    ["<b>tags</b>", "&amp;", "{curly}", "\\N", "-->", "1"], ["👩‍👩‍👧‍👦", "🎉", "e\u{301}"],
  ])

  /// One of each kind in the first segments, as far as there are so many.
  static func findings(in transcript: Transcript) -> Annotations {
    var start = 0
    var annotations = Annotations.none
    let treatments: [Treatment?] = [.mask, .remove, .tag, .replace(with: "[name]"), nil]
    for (segment, treatment) in zip(transcript.segments, treatments) {
      let words = start..<start + segment.words.count
      annotations.findings.append(
        Finding(
          category: "sample", range: segment.range, score: 0.75, source: "org.surtitle.conformance", words: words,
          severity: .medium, rule: "sample", threshold: 0.5, treatment: treatment))
      annotations.utterances.append(
        UtteranceScores(
          source: "org.surtitle.conformance", range: segment.range, words: words, scores: ["sample": 0.75]))
      start = words.upperBound
    }
    return annotations
  }

  /// A segment a line, half a second a word.
  static func of(_ lines: [[String]]) -> Transcript {
    var start = MediaTime.zero
    let segments = lines.map { line in
      let words = line.map { text in
        let range = TimeRange(start: start, end: start + MediaTime(milliseconds: 450))
        start += MediaTime(milliseconds: 500)
        return Word(text, range: range, confidence: 0.9)
      }
      start += MediaTime(milliseconds: 500)
      return Segment(words: words, language: "en")
    }
    return Transcript(
      language: lines.isEmpty ? .undetermined : "en", segments: segments, duration: start + MediaTime(seconds: 3),
      speech: segments.map(\.range), provenance: Provenance(recognizer: "org.surtitle.conformance 1.0.0", model: "none")
    )
  }
}
