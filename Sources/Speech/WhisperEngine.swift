import Dispatch
import Foundation
import Inference
package import Media
package import SystemPackage
package import Timeline
package import Transcript

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
  ///   - parallelism: workers, threads and batches.
  ///   - precision: what to compute in.
  package init(
    model: FilePath, voiceActivity: FilePath, device: String = "CPU", parallelism: Parallelism,
    precision: RecognitionPrecision = .auto,
    options: DecodingOptions = DecodingOptions()
  ) throws {
    let runtime = try Runtime()
    self.voiceActivity = try VoiceActivityDetector.compile(voiceActivity, runtime: runtime)
    self.model = try WhisperModel(
      directory: model, runtime: runtime, device: device, parallelism: parallelism, precision: precision)
    self.options = options
    tools = ToolPool(self.model, options: options)
  }

  /// What was heard, without saying who recognised it.
  package struct Result: Sendable {
    package var language: LanguageTag
    package var languages: [LanguageScore]
    package var segments: [Segment]
    package var speech: [TimeRange]
    package var statistics: RecognitionStatistics
  }

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
    let listener = WindowWorker()
    let probabilities = try await listener.voiceActivity(audio, voiceActivity) { progress(0.05 * $0) }
    let islands = SpeechIslandFinder().islands(probabilities, sampleCount: Int(audio.sampleCount))
    let windows = SpeechWindow.pack(islands, capacity: model.windowLength)
    let speech = islands.map { TimeRange(start: time($0.lowerBound), end: time($0.upperBound)) }
    guard !windows.isEmpty else {
      progress(1)
      return Result(
        language: language ?? .undetermined, languages: [], segments: [], speech: [],
        statistics: await listener.statistics)
    }
    let plan = BatchPlan(
      windows: windows, batchSize: model.parallelism.batchSize, votes: options.languageVotes,
      workers: model.parallelism.streams)
    let queue = BatchQueue(plan: plan, language: language) { progress(0.05 + 0.95 * $0) }
    let placer = WordPlacer(probabilities: probabilities)
    let job = WindowWorker.Job(
      audio: audio, model: model, tools: tools, options: options, placer: placer, translate: translate, queue: queue)
    let workers = (0..<min(model.parallelism.streams, plan.batches.count)).map { _ in WindowWorker() }
    let segments = try await withThrowingTaskGroup(of: [(Int, [Segment])].self) { group in
      for worker in workers { group.addTask { try await worker.run(job) } }
      var all: [(Int, [Segment])] = []
      for try await part in group { all += part }
      return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
    var statistics = await listener.statistics
    for worker in workers { statistics += await worker.statistics }
    let vote = await queue.vote
    return Result(
      language: translate ? "en" : vote.first?.language ?? .undetermined, languages: vote, segments: segments,
      speech: speech, statistics: statistics)
  }

  private func time(_ sample: Int) -> MediaTime {
    MediaTime(count: Int64(sample), perSecond: Int64(LogMelSpectrogram.sampleRate))
  }
}

/// Which windows are decoded together, and which come first.
package struct BatchPlan: Sendable {
  let windows: [SpeechWindow]
  /// Indices of windows. The first batch votes on the language: its windows are spread over the file.
  package let batches: [[Int]]

  package init(windows: [SpeechWindow], batchSize: Int, votes: Int, workers: Int) {
    self.windows = windows
    let count = windows.count
    // As many batches as keep every worker busy, none larger than allowed.
    let size = max(1, min(batchSize, (count + workers - 1) / workers))
    let votingCount = max(1, min(count, votes, size))
    let voting = (0..<votingCount).map { ($0 * 2 + 1) * count / (votingCount * 2) }
    let chosen = Set(voting)
    let others = windows.indices.filter { !chosen.contains($0) }
    batches =
      [voting] + stride(from: 0, to: others.count, by: size).map { Array(others[$0..<min($0 + size, others.count)]) }
  }
}

/// Hands out batches, and the language once it is known.
actor BatchQueue {
  private let plan: BatchPlan
  private var next = 0
  private var done = 0
  private let report: @Sendable (Double) -> Void
  private var waiters: [CheckedContinuation<LanguageTag?, Never>] = []
  private var isDecided: Bool
  /// Likeliest first; what the user said, where they did.
  private(set) var vote: [LanguageScore]

  init(plan: BatchPlan, language: LanguageTag?, report: @escaping @Sendable (Double) -> Void) {
    self.plan = plan
    self.report = report
    isDecided = language != nil
    vote = language.map { [LanguageScore($0, score: 1)] } ?? []
  }

  /// The next batch, or nil when there are no more. `isVoting` marks the one whose worker must call `decide`.
  func take() -> (windows: [(index: Int, window: SpeechWindow)], isVoting: Bool)? {
    guard next < plan.batches.count else { return nil }
    defer { next += 1 }
    return (plan.batches[next].map { ($0, plan.windows[$0]) }, next == 0 && !isDecided)
  }

  /// Ends the vote; an empty one leaves the language undetermined.
  func decide(_ scores: [LanguageScore]) {
    vote = scores
    isDecided = true
    for waiter in waiters { waiter.resume(returning: scores.first?.language) }
    waiters = []
  }

  /// Waits for the vote.
  func language() async -> LanguageTag? {
    if isDecided { return vote.first?.language }
    return await withCheckedContinuation { waiters.append($0) }
  }

  func finished(_ count: Int) {
    done += count
    report(Double(done) / Double(plan.windows.count))
  }
}
