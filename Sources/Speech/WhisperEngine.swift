import Dispatch
import Foundation
import Inference
package import Media
package import SystemPackage
package import Timeline
package import Transcript
package import WhisperCost

/// Turns decoded audio into a transcript: voice activity, windows, language, text, word times.
package final class WhisperEngine: Sendable {
  package let model: WhisperModel
  private let voiceActivity: CompiledGraph
  package let options: DecodingOptions
  private let tools: ToolPool

  /// Loads and compiles what is needed.
  ///
  /// - Parameters:
  ///   - model: the folder of a Whisper model.
  ///   - voiceActivity: the weights of Silero VAD, `.safetensors`.
  ///   - parallelism: workers, threads and batches, at the most.
  ///   - precision: what to compute in.
  ///   - memory: bytes that all may take, estimated; nil for half of what this process may use.
  ///   - hints: what is likely to be said.
  /// - Throws: `WeightsError`, `InferenceError`, `UnknownLanguageError` for a language that may be spoken.
  package init(
    model: FilePath, voiceActivity: FilePath, device: String = "CPU", parallelism: Parallelism,
    precision: RecognitionPrecision = .auto, memory: Int? = nil,
    options: DecodingOptions = DecodingOptions(), hints: TextHints = TextHints()
  ) throws {
    let runtime = try Runtime.shared()
    self.voiceActivity = try VoiceActivityDetector.compile(voiceActivity, runtime: runtime)
    let texts = RecognitionMemory.Texts(
      width: options.beamWidth, samples: options.width,
      haveHistory: options.isConditioned || !hints.initialPrompt.isEmpty)
    self.model = try WhisperModel(
      directory: model, runtime: runtime, device: device, parallelism: parallelism, precision: precision,
      limits: .init(memory: memory, texts: texts))
    self.options = hints.options(options, for: self.model)
    for language in options.languages {
      _ = try self.model.prompt(language: language, translate: false, usesTimestamps: true)
    }
    tools = ToolPool(self.model, width: self.options.width)
  }

  /// What was heard, without saying who recognised it.
  package struct Result: Sendable {
    package var language: LanguageTag
    package var languages: [LanguageScore]
    package var segments: [Segment]
    package var speech: [TimeRange]
    package var statistics: RecognitionStatistics
  }

  func makeVoiceActivityDetector() throws -> VoiceActivityDetector { try VoiceActivityDetector(voiceActivity) }

  /// Hears `audio` from beginning to end.
  ///
  /// - Parameters:
  ///   - language: nil to vote over voiced windows spread over the file.
  ///   - translate: into English.
  ///   - progress: called with 0…1 as windows are done.
  package func transcribe(
    _ audio: AudioReference, language: LanguageTag?, translate: Bool,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Result {
    guard audio.sampleRate == LogMelSpectrogram.sampleRate else {
      throw InferenceError(
        operation: "recognise \(audio.path)", message: "16000 samples a second are needed, not \(audio.sampleRate)")
    }
    // Before the work of an hour.
    if let language {
      _ = try model.prompt(language: language, translate: translate, usesTimestamps: options.usesTimestamps)
    }
    // What follows for this file, its exports, needs room for a day of words. Making them anew costs little.
    defer { tools.clear() }
    let sound = try PCMReader(audio.path)
    let listener = WindowWorker()
    let probabilities = try await listener.voiceActivity(
      sound, count: Int(audio.sampleCount), voiceActivity
    ) { progress(0.05 * $0) }
    var finder = SpeechIslandFinder()
    finder.configuration.maximumDuration = Double(model.windowLength) / Double(LogMelSpectrogram.sampleRate)
    let islands = finder.islands(probabilities, sampleCount: Int(audio.sampleCount))
    var result = try await recognise(
      islands, of: sound, probabilities: probabilities, language: language, translate: translate
    ) { progress(0.05 + 0.95 * $0) }
    result.statistics += await listener.statistics
    progress(1)
    return result
  }

  /// Hears islands of speech in a sound.
  ///
  /// - Parameters:
  ///   - probabilities: of speech, for every frame of the sound.
  ///   - previous: tokens of the text before the sound.
  ///   - attempts: how often what a text left out is heard again, and once more; 1…3.
  package func recognise(
    _ islands: [Range<Int>], of sound: any SoundSource, probabilities: [Float], language: LanguageTag?, translate: Bool,
    previous: [Int] = [], attempts: Int = 3, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Result {
    let speech = islands.map { TimeRange(start: time($0.lowerBound), end: time($0.upperBound)) }
    var statistics = RecognitionStatistics()
    var vote = language.map { [LanguageScore($0, score: 1)] } ?? []
    var segments: [Segment] = []
    var options = options
    if language != nil { options.isMultilingual = false }
    var windows =
      options.isMultilingual
      ? SpeechWindow.separate(islands, capacity: model.windowLength, enough: Self.tellingLength)
      : SpeechWindow.pack(islands, capacity: model.windowLength)
    // What a text left out is heard again: a window may hold several speakers, and the model may follow only one.
    for attempt in 0..<attempts where !windows.isEmpty {
      let isFirst = attempt == 0
      // What was left out has no text before it.
      if !isFirst { options.isConditioned = false }
      let workers = options.isConditioned ? 1 : min(model.parallelism.streams, windows.count)
      let plan = WindowPlan(
        windows: windows, votes: vote.isEmpty ? options.languageVotes : 0, workers: workers,
        inOrder: options.isConditioned)
      let share = Self.shares[attempt]
      let queue = WindowQueue(plan: plan, language: vote.first?.language) { done in
        progress(share.lowerBound + (share.upperBound - share.lowerBound) * done)
      }
      let job = WindowWorker.Job(
        sound: sound, model: model, tools: tools, options: options, placer: WordPlacer(probabilities: probabilities),
        translate: translate, previous: isFirst ? previous : [], queue: queue, isFinal: attempt == attempts - 1)
      let work = try await run(job, workers: workers, &statistics)
      if isFirst { vote = await queue.vote }
      segments += work.segments
      windows = work.parted
      for islands in [work.tails, work.skipped] {
        windows += SpeechWindow.pack(islands.sorted { $0.lowerBound < $1.lowerBound }, capacity: model.windowLength)
      }
      windows.sort { ($0.pieces.first?.source.lowerBound ?? 0) < ($1.pieces.first?.source.lowerBound ?? 0) }
    }
    segments.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    if options.isMultilingual, !translate, !segments.isEmpty { vote = LanguageVote.shares(of: segments) }
    return Result(
      language: translate && !vote.isEmpty ? "en" : vote.first?.language ?? .undetermined, languages: vote,
      segments: segments, speech: speech, statistics: statistics)
  }

  /// Lets workers do a job side by side.
  private func run(
    _ job: WindowWorker.Job, workers count: Int, _ statistics: inout RecognitionStatistics
  ) async throws -> WindowWorker.Work {
    let workers = (0..<count).map { _ in WindowWorker() }
    let work = try await withThrowingTaskGroup(of: WindowWorker.Work.self) { group in
      for worker in workers { group.addTask { try await worker.run(job) } }
      var all = WindowWorker.Work()
      for try await part in group { all += part }
      return all
    }
    for worker in workers { statistics += await worker.statistics }
    return work
  }

  /// Samples from which on the language of a window can be told: 3 s.
  private static let tellingLength = 3 * LogMelSpectrogram.sampleRate

  /// What is heard in the first pass, and in those after it of what was left out, takes these parts of the time.
  private static let shares = [0...0.9, 0.9...0.97, 0.97...1]

  private func time(_ sample: Int) -> MediaTime {
    MediaTime(count: Int64(sample), perSecond: Int64(LogMelSpectrogram.sampleRate))
  }
}
