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
    var sound: any SoundSource
    var model: WhisperModel
    var tools: ToolPool
    var options: DecodingOptions
    var placer: WordPlacer
    var translate: Bool
    /// Tokens of the text before the sound.
    var previous: [Int]
    var queue: WindowQueue
    /// Whether each text is taken as it is: nothing is heard again.
    var isFinal: Bool
  }

  /// What a worker made of its windows, in no order.
  struct Work: Sendable {
    var segments: [Segment] = []
    /// Speech that a text left out, to be heard again in any company but that of what it was left out for.
    var tails: [Range<Int>] = []
    /// Islands that were passed over, to be heard again apart from their neighbours.
    var skipped: [Range<Int>] = []
    /// Windows to hear again as they are.
    var parted: [SpeechWindow] = []

    static func += (a: inout Self, b: Self) {
      a.segments += b.segments
      a.tails += b.tails
      a.skipped += b.skipped
      a.parted += b.parted
    }
  }

  /// The probability of speech for every 512 samples of the file.
  func voiceActivity(
    _ sound: any SoundSource, count: Int, _ compiled: CompiledGraph, progress: @Sendable (Double) -> Void
  ) throws -> [Float] {
    let detector = try VoiceActivityDetector(compiled)
    let block = 512 * VoiceActivityDetector.frameLength
    var probabilities: [Float] = []
    for start in stride(from: 0, to: count, by: block) {
      try Task.checkCancellation()
      let samples = try sound.samples(start..<min(count, start + block))
      probabilities += try statistics.measure(.voiceActivity) { try detector.probabilities(samples) }
      progress(Double(start) / Double(count))
    }
    return probabilities
  }

  /// Works on windows until there are none.
  func run(_ job: Job) async throws -> Work {
    do {
      return try await hearAll(job)
    } catch {
      // Others may be waiting for this worker's share of the vote.
      await job.queue.abandonVote()
      throw error
    }
  }

  private func hearAll(_ job: Job) async throws -> Work {
    let tools = try job.tools.take()
    defer { job.tools.giveBack(tools) }
    var options = job.options
    // English is written then, whatever is spoken.
    if job.translate { options.figureTokens = [] }
    let batch = WindowBatch(tools, job.model, options)
    let ballot = await job.queue.ballot()
    if let ballot {
      let (votes, unheard) = try vote(ballot.windows, batch, job)
      await job.queue.giveBack(unheard)
      await job.queue.contribute(votes, of: ballot.number)
    }
    let language = await job.queue.language() ?? "en"
    // A text that starts from the one before is heard when that is done, those that voted as well.
    if job.options.isConditioned { batch.releaseAll() }
    var previous = job.previous
    batch.begin = beginning(job, language: language, previous: previous)
    var work = Work()
    var isExhausted = false
    while true {
      while !isExhausted, job.options.isConditioned ? batch.isEmpty : batch.hasRoom {
        if let window = await job.queue.window() {
          try hear(window, batch, job)
        } else {
          isExhausted = true
        }
      }
      guard !batch.isEmpty else { break }
      let done = try step(batch, job, &work)
      if !done.isEmpty { await job.queue.finished(done.count) }
      if job.options.isConditioned, let text = done.last?.text {
        // What is not believed would be believed the second time.
        previous = text.trust == .full ? (previous + text.hypothesis.tokens).suffix(job.model.previousLimit) : []
        batch.begin = beginning(job, language: language, previous: previous)
      }
    }
    statistics.steps += tools.decoder.steps - batch.firstStep
    return work
  }

  /// What a window's text is written in and starts from.
  private func beginning(_ job: Job, language: LanguageTag, previous: [Int]) -> WindowBatch.Beginning {
    { window, impression in
      let own = job.options.isMultilingual ? window.language ?? impression.language(otherwise: language) : language
      let prompt = try job.model.prompt(
        language: own, translate: job.translate, usesTimestamps: job.options.usesTimestamps,
        previous: (job.options.initialPrompt + previous).suffix(job.model.previousLimit))
      return (own, prompt)
    }
  }

  /// Hears windows and says what language they may be in. The batch keeps as many as it has room for.
  ///
  /// - Returns: as well the windows that must be heard again.
  private func vote(
    _ windows: [SpeechWindow], _ batch: WindowBatch, _ job: Job
  ) throws -> (votes: [LanguageVote.Ballot], unheard: [SpeechWindow]) {
    var votes: [LanguageVote.Ballot] = []
    var unheard: [SpeechWindow] = []
    var rest = windows[...]
    while !rest.isEmpty {
      // Where a text starts from the one before, all are heard again in order.
      if !job.options.isConditioned { unheard += batch.impressions.map(\.0) }
      batch.releaseAll()
      while batch.hasRoom, let window = rest.popFirst() { try hear(window, batch, job) }
      _ = try statistics.measure(.decoder) { try batch.step() }
      votes += batch.impressions.map { LanguageVote.Ballot(languages: $1.languages, weight: Double($0.count)) }
    }
    return (votes, unheard)
  }

  private func hear(_ window: SpeechWindow, _ batch: WindowBatch, _ job: Job) throws {
    try Task.checkCancellation()
    let samples = try window.pieces.flatMap { try job.sound.samples($0.source) }
    statistics.measure(.features) { batch.prepare(samples) }
    try statistics.measure(.encoder) { try batch.hear(window) }
    statistics.windows += 1
  }

  /// Lets all texts go on by a token and takes those that are done.
  private func step(_ batch: WindowBatch, _ job: Job, _ work: inout Work) throws -> [WindowBatch.Result] {
    try Task.checkCancellation()
    let done = try statistics.measure(.decoder) { try batch.step() }
    for result in done {
      defer { batch.release(result.row) }
      guard let text = result.text else { continue }
      statistics.tokens += text.hypothesis.tokens.count
      write(text, of: result, job, &work)
    }
    return done
  }

  /// Times the words of a window's text, and finds what it left out.
  private func write(
    _ text: WindowText, of result: WindowBatch.Result, _ job: Job, _ work: inout Work
  ) {
    let window = result.window
    let spoken: LanguageTag = job.translate ? "en" : result.language
    var end = window.count
    var tails: [Range<Int>] = []
    var passed: [SpeechWindow.Piece] = []
    let aligner = WindowAligner(tokenizer: job.model.tokenizer)
    func words(_ hypothesis: Hypothesis) -> [TimedWord] {
      statistics.measure(.alignment) {
        aligner.words(hypothesis, sampleCount: end, excluding: passed.map(\.range), language: spoken)
      }
    }
    let said = text.isCut ? words(text.hypothesis).last?.range.upperBound : text.end
    if !job.isFinal, let said, said > 0 {
      tails = Coverage.tails(of: window, from: said, isVoiced: job.placer.isVoiced)
      if !tails.isEmpty { end = said }
    }
    var kept = words(text.hypothesis)
    var placed = job.placer.place(kept, in: window)
    while !job.isFinal, let skipped = Coverage.skippedPiece(of: window, until: end, words: placed, besides: passed) {
      passed.append(skipped)
      guard passed.count == 1, Coverage.canKeep(text.hypothesis, words: placed, around: skipped) else {
        partAt(passed, of: result, job, &work)
        return
      }
      // Some words were drawn into the island that has none: without it they lie where they were said.
      kept = words(text.hypothesis)
      placed = job.placer.place(kept, in: window)
    }
    if !job.isFinal {
      tails = tails.filter { tail in !passed.contains { $0.source.overlaps(tail) } } + passed.map(\.source)
      tails += Coverage.gaps(in: window, until: end, words: placed, besides: passed, isVoiced: job.placer.isVoiced)
    }
    if job.options.isMultilingual {
      work.parted += tails.map { SpeechWindow(pieces: [.init(source: $0, offset: 0)], language: result.language) }
    } else {
      work.tails += tails
    }
    let others = text.others.map { other in
      Alternative(words: job.placer.place(words(other), in: window), score: exp(other.averageLogProbability))
    }.sorted { $0.score > $1.score }
    let segments = SegmentBuilder.segments(
      placed, language: spoken, trust: text.trust, others: job.options.alternatives > 0 ? others : nil)
    work.segments += job.placer.judged(segments, of: kept, in: window)
  }

  /// Has all of a window heard again, the islands that its text passed over apart from the others.
  private func partAt(
    _ passed: [SpeechWindow.Piece], of result: WindowBatch.Result, _ job: Job, _ work: inout Work
  ) {
    let runs = result.window.pieces.split { passed.contains($0) }.map { $0.map(\.source) }
    if job.options.isMultilingual {
      work.parted += (runs + passed.map { [$0.source] }).flatMap {
        SpeechWindow.pack($0, capacity: job.model.windowLength)
      }.map { SpeechWindow(pieces: $0.pieces, language: result.language) }
    } else {
      work.tails += runs.joined()
      work.skipped += passed.map(\.source)
    }
  }
}
