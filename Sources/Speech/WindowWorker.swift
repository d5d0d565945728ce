import Dispatch
import Foundation
import Inference
import Media
import Timeline
import Transcript

/// Does the heavy work of recognition on a thread of its own, so that long calls never block Swift's task pool.
actor WindowWorker {
  private let executor = DispatchQueueExecutor(label: "surtitle.recognition")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private(set) var statistics = RecognitionStatistics()

  /// What all workers on one file share.
  struct Job: Sendable {
    var audio: AudioReference
    var model: WhisperModel
    var tools: ToolPool
    var options: DecodingOptions
    var placer: WordPlacer
    var translate: Bool
    var queue: BatchQueue
  }

  /// The probability of speech for every 512 samples of the file.
  func voiceActivity(
    _ audio: AudioReference, _ compiled: CompiledGraph, progress: @Sendable (Double) -> Void
  ) throws -> [Float] {
    let detector = try VoiceActivityDetector(compiled)
    let reader = try PCMReader(audio.path)
    let block = 512 * VoiceActivityDetector.frameLength
    let count = Int(audio.sampleCount)
    var probabilities: [Float] = []
    for start in stride(from: 0, to: count, by: block) {
      try Task.checkCancellation()
      let samples = try reader.samples(start..<min(count, start + block))
      probabilities += try statistics.measure(.voiceActivity) { try detector.probabilities(samples) }
      progress(Double(start) / Double(count))
    }
    return probabilities
  }

  /// Works on batches until there are none, and gives the segments, in no order.
  func run(_ job: Job) async throws -> [Segment] {
    let tools = try job.tools.take()
    defer { job.tools.giveBack(tools) }
    var results: [Segment] = []
    while let batch = await job.queue.take() {
      do {
        results += try await recognize(batch, job, tools)
      } catch {
        if batch.isVoting { await job.queue.abandonVote() }
        throw error
      }
      await job.queue.finished(batch.windows.count)
    }
    return results
  }

  private func recognize(
    _ batch: BatchQueue.Batch, _ job: Job, _ tools: RecognitionTools
  ) async throws -> [Segment] {
    let windows = batch.windows.map(\.window)
    let impressions = try hear(windows, job, tools.decoder)
    if batch.isVoting {
      let ballots = zip(impressions, windows).map {
        LanguageVote.Ballot(languages: $0.languages, weight: Double($1.count))
      }
      await job.queue.contribute(ballots, of: batch.number)
    }
    let language = await job.queue.language() ?? "en"
    var (segments, rest) = try write(windows, noSpeech: impressions.map(\.noSpeech), language: language, job, tools)
    // What a text left out is heard again, on its own: a window may hold several speakers, and the model may follow
    // one of them only.
    for attempt in 1...Self.attempts where !rest.isEmpty {
      let left = rest
      rest = []
      for start in stride(from: 0, to: left.count, by: job.model.parallelism.batchSize) {
        let part = Array(left[start..<min(left.count, start + job.model.parallelism.batchSize)])
        let noSpeech = try hear(part, job, tools.decoder).map(\.noSpeech)
        let (more, stillLeft) = try write(
          part, noSpeech: noSpeech, language: language, job, tools, isFinal: attempt == Self.attempts)
        segments += more
        rest += stillLeft
      }
    }
    return segments
  }

  /// Encodes windows into the rows of the decoder's cache.
  private func hear(
    _ windows: [SpeechWindow], _ job: Job, _ decoder: WindowDecoder
  ) throws -> [WindowDecoder.Impression] {
    let reader = try PCMReader(job.audio.path)
    decoder.clear()
    for (row, window) in windows.enumerated() {
      try Task.checkCancellation()
      let samples = try window.pieces.flatMap { try reader.samples($0.source) }
      statistics.measure(.features) { decoder.prepare(samples) }
      try statistics.measure(.encoder) { try decoder.encode(row: row) }
    }
    return try statistics.measure(.decoder) { try decoder.impressions(rows: windows.indices) }
  }

  /// The segments of windows that were heard, and windows to hear again for what was left out.
  ///
  /// - Parameter isFinal: takes each text as it is.
  private func write(
    _ windows: [SpeechWindow], noSpeech: [Double], language: LanguageTag, _ job: Job, _ tools: RecognitionTools,
    isFinal: Bool = false
  ) throws -> (segments: [Segment], rest: [SpeechWindow]) {
    func prompt(usesTimestamps: Bool) throws -> [Int] {
      try job.model.prompt(language: language, translate: job.translate, usesTimestamps: usesTimestamps)
    }
    let start = try prompt(usesTimestamps: job.options.usesTimestamps)
    // Words are aligned without time tokens, as the alignment heads were found.
    let alignmentStart = try prompt(usesTimestamps: false)
    let stepsBefore = tools.decoder.steps
    let texts = try statistics.measure(.decoder) {
      try RobustDecoder(decoder: tools.decoder, options: job.options).decode(
        rows: windows.indices, prompt: start, noSpeech: noSpeech)
    }
    statistics.windows += windows.count
    statistics.steps += tools.decoder.steps - stepsBefore
    statistics.tokens += texts.reduce(0) { $0 + ($1?.hypothesis.tokens.count ?? 0) }
    let spoken: LanguageTag = job.translate ? "en" : language
    let capacity = job.model.windowLength
    var result: (segments: [Segment], rest: [SpeechWindow]) = ([], [])
    for (row, window) in windows.enumerated() {
      try Task.checkCancellation()
      guard let text = texts[row] else { continue }
      var end = window.count
      var tail: [SpeechWindow] = []
      if !isFinal, let said = text.end, said > 0, said + Coverage.tolerated < window.count {
        let left = window.islands(from: said, minimum: Coverage.tolerated)
        if !left.isEmpty { end = said }
        tail = SpeechWindow.pack(left, capacity: capacity)
      }
      let words = try statistics.measure(.alignment) {
        try tools.aligner.words(
          text.hypothesis, prompt: alignmentStart, row: row, of: tools.decoder.cache, sampleCount: end,
          language: spoken)
      }
      let placed = job.placer.place(words, in: window)
      if !isFinal, let skipped = Coverage.skippedPiece(of: window, until: end, words: placed) {
        // Nothing that was placed around the gap can be relied on: its sides are heard apart from it.
        let islands = window.pieces.map(\.source)
        for part in [islands.prefix(skipped), islands[skipped..<skipped + 1], islands.dropFirst(skipped + 1)] {
          result.rest += SpeechWindow.pack(Array(part), capacity: capacity)
        }
        continue
      }
      result.rest += tail
      result.segments += SegmentBuilder.segments(placed, language: spoken, trust: text.trust)
    }
    return result
  }

  /// How often windows are heard at the most after the first time.
  private static let attempts = 2
}

/// Runs an actor's jobs on a dispatch queue.
private final class DispatchQueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
