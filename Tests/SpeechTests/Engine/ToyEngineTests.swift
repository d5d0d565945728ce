import Foundation
import Media
import Speech
import Synchronization
import SystemPackage
import Testing
import Timeline
import Transcript

/// The engine with a model that says what is laid down: what happens around texts, and when something fails.
@Suite(.timeLimit(.minutes(1)))
struct ToyEngineTests {
  private static let rate = 16_000

  /// Noise, until it breaks off.
  private struct Sound: SoundSource {
    struct Broken: Error {}

    /// The sample from which on there is nothing to be read.
    var end = Int.max
    /// Called for every stretch that is read.
    var onRead: @Sendable () -> Void = {}

    func samples(_ range: Range<Int>) throws -> [Float] {
      onRead()
      guard range.upperBound <= end else { throw Broken() }
      return range.map { Float($0 * 7919 % 2003) / 20_030 - 0.05 }
    }
  }

  /// Somebody speaks all the time.
  private static func voice(_ islands: [Range<Int>]) -> [Float] {
    [Float](repeating: 1, count: (islands.last?.upperBound ?? 0) / 512 + 1)
  }

  /// A few words over and over are believed.
  private static func options(_ change: (inout DecodingOptions) -> Void = { _ in }) -> DecodingOptions {
    SearchRun.options {
      $0.compressionRatioThreshold = 10
      change(&$0)
    }
  }

  private static func recognise(
    _ islands: [Range<Int>], of sound: Sound = Sound(), with engine: WhisperEngine, language: LanguageTag? = "en",
    attempts: Int = 3
  ) async throws -> WhisperEngine.Result {
    try await engine.recognise(
      islands, of: sound, probabilities: voice(islands), language: language, translate: false, attempts: attempts)
  }

  /// Islands of 2.4 s, each a window of its own.
  private static func islands(_ count: Int) -> [Range<Int>] {
    (0..<count).map { $0 * 4 * rate..<$0 * 4 * rate + 12 * rate / 5 }
  }

  private static let words = [
    " the", " old", " ferry", " left", " at", " noon", " and", " then", " sank", " fairy", " c",
  ]

  // MARK: Texts that are cut

  @Test func `what follows the last word of a text that was cut is heard again`() async throws {
    let engine = try ToyWhisper(saying: Self.words).engine(options: Self.options())
    let result = try await Self.recognise(Self.islands(1), with: engine)
    #expect(result.statistics.windows == 3)
    #expect(result.statistics.tokens == 3 * engine.model.textLimit)
    let once = try await Self.recognise(Self.islands(1), with: engine, attempts: 1)
    #expect(once.statistics.windows == 1, "not where each text is taken as it is")
    #expect(once.segments.flatMap(\.words).count == engine.model.textLimit)
  }

  @Test func `a text that ends itself is heard once`() async throws {
    // Four tokens of a prompt, the last of which is at place 3; then six words.
    let engine = try ToyWhisper(saying: Self.words, end: 9).engine(options: Self.options())
    let result = try await Self.recognise(Self.islands(1), with: engine)
    #expect(result.statistics.windows == 1)
    #expect(result.segments.flatMap(\.words).map(\.text) == ["left", "at", "noon", "and", "then", "sank"])
  }

  @Test func `a loop is written once`() async throws {
    let engine = try ToyWhisper(saying: [" the", " ferry"]).engine(options: Self.options())
    let result = try await Self.recognise(Self.islands(1), with: engine, attempts: 1)
    #expect(result.segments.flatMap(\.words).map(\.text) == ["ferry", "the"])
    #expect(result.segments.allSatisfy { $0.trust.reasons.contains(.repetition) })
  }

  // MARK: Prompts

  @Test(arguments: [false, true], [false, true])
  func `the longest prompt and the longest text fit`(isConditioned: Bool, usesTimes: Bool) async throws {
    var hints = TextHints()
    hints.initialPrompt = String(repeating: "old ferry ", count: 200)
    var toy = ToyWhisper(saying: Self.words)
    // With times: one at first, words from then on.
    let model = try ToyWhisper.model.get()
    if usesTimes {
      let place = model.previousLimit + 3
      toy.script[place] = [ToyWhisper.token("<0>"): 40]
    }
    let engine = try toy.engine(
      options: Self.options {
        $0.isConditioned = isConditioned
        $0.usesTimestamps = usesTimes
      }, hints: hints)
    #expect(engine.options.initialPrompt.count == model.previousLimit)
    let result = try await Self.recognise(Self.islands(3), with: engine, attempts: 1)
    #expect(result.statistics.windows == 3)
    #expect(result.statistics.tokens == 3 * (model.textLimit - (usesTimes ? 1 : 0)))
    #expect(result.segments.allSatisfy { $0.trust == .full }, "what is not believed is no prompt")
  }

  /// The places that a text takes show how long its prompt was.
  @Test func `a text starts from the one before where it is believed`() async throws {
    func firstWords(threshold: Double) async throws -> [String] {
      let engine = try ToyWhisper(saying: Self.words).engine(
        options: Self.options {
          $0.isConditioned = true
          $0.compressionRatioThreshold = threshold
        })
      return try await Self.recognise(Self.islands(3), with: engine, attempts: 1).segments.compactMap {
        $0.words.first?.text
      }
    }
    // A prompt ends at place 3; from the second text on at place 31, since 28 tokens come before it.
    #expect(try await firstWords(threshold: 10) == ["left", "fairy", "fairy"])
    #expect(try await firstWords(threshold: 1) == ["left", "left", "left"])
  }

  @Test(arguments: [(1, 1), (2, 4)])
  func `texts that are tried again leave nothing behind`(streams: Int, batchSize: Int) async throws {
    let engine = try ToyWhisper(saying: Self.words).engine(
      streams: streams, batchSize: batchSize,
      options: SearchRun.options {
        $0.compressionRatioThreshold = 1
        $0.retryTemperatures = [0.2, 1]
      })
    let first = try await Self.recognise(Self.islands(9), with: engine, attempts: 1)
    // Samples follow other texts in slots whose memory was given back.
    let second = try await Self.recognise(Self.islands(9), with: engine, attempts: 1)
    #expect(first.segments == second.segments)
    #expect(first.segments.allSatisfy { !$0.words.isEmpty })
  }

  // MARK: Failure

  @Test(arguments: [nil, "en"] as [LanguageTag?], [1, 2, 3])
  func `sound that breaks off fails the whole, and nobody waits`(language: LanguageTag?, streams: Int) async throws {
    let engine = try ToyWhisper(saying: Self.words, end: 9).engine(
      streams: streams, batchSize: 2, options: Self.options())
    let islands = Self.islands(12)
    for broken in [0, 5, 11] {
      await #expect(throws: Sound.Broken.self) {
        try await Self.recognise(
          islands, of: Sound(end: islands[broken].lowerBound), with: engine, language: language)
      }
    }
    let whole = try await Self.recognise(islands, with: engine, language: language)
    let again = language == nil ? heardAgain(votes: 8, streams: streams, batchSize: 2) : 0
    #expect(whole.statistics.windows == 12 + again, "the engine can still be used")
    #expect(whole.language == "en")
  }

  @Test(arguments: [nil, "en"] as [LanguageTag?], [1, 2])
  func `cancelling while windows are heard ends it`(language: LanguageTag?, streams: Int) async throws {
    let engine = try ToyWhisper(saying: Self.words, end: 9).engine(
      streams: streams, batchSize: 2, options: Self.options())
    for reads in [1, 3, 6] {
      let (reading, continuation) = AsyncStream<Void>.makeStream()
      let count = Mutex(0)
      let gate = DispatchSemaphore(value: 0)
      let sound = Sound {
        guard
          count.withLock({
            $0 += 1; return $0
          }) == reads
        else { return }
        continuation.yield()
        gate.wait()
      }
      let task = Task { try await Self.recognise(Self.islands(12), of: sound, with: engine, language: language) }
      for await _ in reading { break }
      task.cancel()
      gate.signal()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(count.withLock { $0 } < 12)
    }
  }

  // MARK: Languages

  /// Those that vote may be more than a worker has room for; they are heard again then.
  @Test(arguments: [(1, 1), (1, 3), (1, 8), (2, 3), (4, 8)])
  func `the vote and the text do not depend on workers and batches`(streams: Int, batchSize: Int) async throws {
    let islands = Self.islands(12)
    let one = try ToyWhisper(saying: Self.words, end: 9).engine(streams: 1, batchSize: 12, options: Self.options())
    let expected = try await Self.recognise(islands, with: one, language: nil)
    let engine = try ToyWhisper(saying: Self.words, end: 9).engine(
      streams: streams, batchSize: batchSize, options: Self.options())
    let result = try await Self.recognise(islands, with: engine, language: nil)
    #expect(result.languages == expected.languages)
    #expect(result.segments == expected.segments)
    #expect(expected.statistics.windows == 12)
    let again = heardAgain(votes: 8, streams: streams, batchSize: batchSize)
    #expect(result.statistics.windows == 12 + again)
  }

  /// How many windows that voted are heard again.
  private func heardAgain(votes: Int, streams: Int, batchSize: Int) -> Int {
    let share = (votes + streams - 1) / streams
    return stride(from: 0, to: votes, by: share).reduce(0) { again, start in
      let own = min(share, votes - start)
      return again + (own - 1) / batchSize * batchSize
    }
  }

  @Test func `an engine for a language that its model does not know is refused`() throws {
    let error = #expect(throws: UnknownLanguageError.self) {
      try ToyWhisper().engine(options: Self.options { $0.languages = ["de", "fr"] })
    }
    #expect(error?.language == "fr" && error?.known == ["de", "en"])
    _ = try ToyWhisper().engine(options: Self.options { $0.languages = ["de", "en"] })
  }

  @Test func `so is a file in such a language, before anything is read`() async throws {
    let engine = try ToyWhisper().engine(options: Self.options())
    // Whoever opened it would fail otherwise.
    let audio = AudioReference(path: "/no/such/file.f32", sampleRate: 16_000, sampleCount: 160_000)
    let steps = Mutex(0)
    await #expect(throws: UnknownLanguageError.self) {
      try await engine.transcribe(audio, language: "fr", translate: false) { _ in steps.withLock { $0 += 1 } }
    }
    #expect(steps.withLock { $0 } == 0)
  }
}
