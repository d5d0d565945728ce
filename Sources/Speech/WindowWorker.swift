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
    /// Whether each text is taken as it is: nothing is heard again.
    var isFinal: Bool
  }

  /// What a worker made of its windows, in no order.
  struct Work: Sendable {
    var segments: [Segment] = []
    /// Speech after the end of a text, to be heard again in any company.
    var tails: [Range<Int>] = []
    /// Windows to hear again as they are.
    var parted: [SpeechWindow] = []

    static func += (a: inout Self, b: Self) {
      a.segments += b.segments
      a.tails += b.tails
      a.parted += b.parted
    }
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

  /// Works on batches until there are none.
  func run(_ job: Job) async throws -> Work {
    let tools = try job.tools.take()
    defer { job.tools.giveBack(tools) }
    var work = Work()
    while let batch = await job.queue.take() {
      do {
        work += try await recognize(batch, job, tools)
      } catch {
        if batch.isVoting { await job.queue.abandonVote() }
        throw error
      }
      await job.queue.finished(batch.windows.count)
    }
    return work
  }

  private func recognize(
    _ batch: BatchQueue.Batch, _ job: Job, _ tools: RecognitionTools
  ) async throws -> Work {
    let windows = batch.windows.map(\.window)
    let impressions = try hear(windows, job, tools.decoder)
    if batch.isVoting {
      let ballots = zip(impressions, windows).map {
        LanguageVote.Ballot(languages: $0.languages, weight: Double($1.count))
      }
      await job.queue.contribute(ballots, of: batch.number)
    }
    let language = await job.queue.language() ?? "en"
    return try write(windows, noSpeech: impressions.map(\.noSpeech), language: language, job, tools)
  }

  /// Encodes windows into the rows of the decoder's cache.
  private func hear(
    _ windows: [SpeechWindow], _ job: Job, _ decoder: WindowDecoder
  ) throws -> [WindowDecoder.Impression] {
    let reader = try PCMReader(job.audio.path)
    for (row, window) in windows.enumerated() {
      try Task.checkCancellation()
      let samples = try window.pieces.flatMap { try reader.samples($0.source) }
      statistics.measure(.features) { decoder.prepare(samples) }
      try statistics.measure(.encoder) { try decoder.encode(row: row) }
    }
    return try statistics.measure(.decoder) { try decoder.impressions(rows: windows.indices) }
  }

  /// Writes down windows that were heard.
  private func write(
    _ windows: [SpeechWindow], noSpeech: [Double], language: LanguageTag, _ job: Job, _ tools: RecognitionTools
  ) throws -> Work {
    func prompt(usesTimestamps: Bool) throws -> [Int] {
      try job.model.prompt(language: language, translate: job.translate, usesTimestamps: usesTimestamps)
    }
    let start = try prompt(usesTimestamps: job.options.usesTimestamps)
    // Words are aligned without time tokens, as the alignment heads were found.
    let alignmentStart = try prompt(usesTimestamps: false)
    let stepsBefore = tools.decoder.steps
    let texts = try statistics.measure(.decoder) {
      try RobustDecoder(decoder: tools.decoder, options: job.options).decode(
        rowCount: windows.count, prompt: start, noSpeech: noSpeech)
    }
    statistics.windows += windows.count
    statistics.steps += tools.decoder.steps - stepsBefore
    statistics.tokens += texts.reduce(0) { $0 + ($1?.hypothesis.tokens.count ?? 0) }
    let spoken: LanguageTag = job.translate ? "en" : language
    var work = Work()
    for (row, window) in windows.enumerated() {
      try Task.checkCancellation()
      guard let text = texts[row] else { continue }
      var end = window.count
      var tails: [Range<Int>] = []
      if !job.isFinal, let said = text.end, said > 0, said + Coverage.tolerated < window.count {
        tails = window.islands(from: said, minimum: Coverage.tolerated)
        if !tails.isEmpty { end = said }
      }
      let words = try statistics.measure(.alignment) {
        try tools.aligner.words(
          text.hypothesis, prompt: alignmentStart, window: row, of: tools.decoder.cache, sampleCount: end,
          language: spoken)
      }
      let placed = job.placer.place(words, in: window)
      if !job.isFinal, let skipped = Coverage.skippedPiece(of: window, until: end, words: placed) {
        // Nothing that was placed around the gap can be relied on: its sides are heard apart from it.
        let islands = window.pieces.map(\.source)
        for part in [islands.prefix(skipped), islands[skipped..<skipped + 1], islands.dropFirst(skipped + 1)] {
          work.parted += SpeechWindow.pack(Array(part), capacity: job.model.windowLength)
        }
        continue
      }
      work.tails += tails
      work.segments += SegmentBuilder.segments(placed, language: spoken, trust: text.trust)
    }
    return work
  }
}
