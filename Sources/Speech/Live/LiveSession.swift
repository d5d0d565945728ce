import Timeline
import Transcript

/// The state of live recognition: the sound that is not final yet, and what was made of it.
actor LiveSession {
  private let executor = DispatchQueueExecutor(label: "surtitle.live")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let engine: WhisperEngine
  private let options: LiveOptions
  private let encoder: TokenEncoder
  private let detector: VoiceActivityDetector
  private var finder = SpeechIslandFinder()
  private var stabiliser = HypothesisStabiliser()
  private var language: LanguageTag?
  /// Samples before the buffer, whole frames.
  private var origin = 0
  private var buffer: [Float] = []
  /// For each frame of the buffer that was listened to.
  private var probabilities: [Float] = []
  /// Samples since the last hypothesis, and how many make the next.
  private var fresh = 0
  private var wanted: Int
  /// The text that speech goes on from which had to be cut.
  private var previous: [Int] = []

  private static let rate = Double(LogMelSpectrogram.sampleRate)
  private static let frame = VoiceActivityDetector.frameLength

  init(_ engine: WhisperEngine, options: LiveOptions) throws {
    self.engine = engine
    self.options = options
    encoder = TokenEncoder(engine.model.tokenizer)
    detector = try engine.makeVoiceActivityDetector()
    finder.configuration.maximumDuration = Double(engine.model.windowLength) / Self.rate
    language = options.language
    wanted = Int(options.interval * Self.rate)
  }

  /// Takes a piece of the sound; an update where that is due.
  func hear(_ piece: [Float]) async throws -> LiveUpdate? {
    // What is no number would turn all that is heard from then on into none.
    buffer += piece.map { abs($0) < 1e6 ? $0 : 0 }
    fresh += piece.count
    guard fresh >= wanted else { return nil }
    let start = ContinuousClock.now
    let update = try await update(isLast: false)
    fresh = 0
    // A machine that is too slow for the interval must not fall behind for ever.
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    wanted = Int(max(options.interval, 1.25 * seconds) * Self.rate)
    return update
  }

  /// Takes the end of the sound: all becomes final.
  func finish() async throws -> LiveUpdate {
    try await update(isLast: true)
  }

  private func update(isLast: Bool) async throws -> LiveUpdate {
    try Task.checkCancellation()
    let known = probabilities.count * Self.frame
    let count = isLast ? buffer.count : buffer.count / Self.frame * Self.frame
    if known < count { probabilities += try detector.probabilities(Array(buffer[known..<count])) }
    let heard = time(count)
    let islands = finder.islands(probabilities, sampleCount: count)
    guard let last = islands.last else {
      drop(until: begun(before: count))
      let left = stabiliser.stable
      _ = stabiliser.removeAll()
      let final = SegmentBuilder.segments(left, language: language ?? .undetermined, trust: .full)
      return LiveUpdate(final: final, stable: [], tentative: [], heard: heard)
    }
    let padding = finder.configuration.padding
    let isOpen = !isLast && Double(count - last.upperBound) < (options.pause - padding) * Self.rate
    let result = try await engine.recognise(
      islands, of: SampleBuffer(samples: Array(buffer[..<count])), probabilities: probabilities, language: language,
      translate: options.translate, previous: previous, attempts: isOpen ? 1 : 3)
    stabiliser.hear(result.segments.flatMap(\.words).map(onClock), isLast: !isOpen)
    let end = isOpen ? boundary(of: islands) : isLast ? count : max(last.upperBound, begun(before: count))
    var final: [Segment] = []
    if let end {
      final = segments(isOpen ? stabiliser.removeWords(before: time(end)) : stabiliser.removeAll(), of: result)
      settleLanguage(result)
      let isCut = isOpen && end > last.lowerBound
      previous = isCut ? final.last.map { encoder.encode(" " + $0.text) } ?? [] : []
      drop(until: end)
    }
    return LiveUpdate(final: final, stable: stabiliser.stable, tentative: stabiliser.tentative, heard: heard)
  }

  /// What is heard at the end of the buffer may have begun a moment before it is taken for speech.
  private func begun(before count: Int) -> Int { count - Int(Self.rate) }

  /// Up to which sample of the buffer all is final, while somebody speaks; nil where nothing is.
  private func boundary(of islands: [Range<Int>]) -> Int? {
    guard let last = islands.last else { return nil }
    if islands.count > 1 { return last.lowerBound }
    let seconds = Double(last.count) / Self.rate
    let limit = min(options.limit, Double(engine.model.windowLength) / Self.rate - 2 * options.interval)
    guard seconds >= options.patience else { return nil }
    let stable = stabiliser.stable
    // Not the last one: the sentence may go on.
    let sentences = SegmentBuilder.segments(stable, language: .undetermined, trust: .full).dropLast()
    if let sentence = sentences.last { return sample(sentence.range.end) }
    guard seconds >= limit else { return nil }
    return stable.last.map { sample($0.end) } ?? last.upperBound
  }

  /// Final words as segments, trusted as little as what was heard in their time.
  private func segments(_ words: [Word], of result: WhisperEngine.Result) -> [Segment] {
    SegmentBuilder.segments(words, language: result.language, trust: .full).map { segment in
      var segment = segment
      for other in result.segments {
        guard let first = other.words.first, let last = other.words.last,
          segment.range.intersection(TimeRange(start: onClock(first).start, end: onClock(last).end)) != nil
        else { continue }
        segment.language = other.language
        if other.trust.score < segment.trust.score { segment.trust = other.trust }
      }
      return segment
    }
  }

  private func settleLanguage(_ result: WhisperEngine.Result) {
    guard language == nil, !engine.options.isMultilingual else { return }
    let spoken = result.speech.reduce(0) { $0 + $1.duration.seconds }
    if spoken >= 3 { language = result.languages.first?.language }
  }

  private func drop(until end: Int) {
    let frames = max(0, min(end / Self.frame, probabilities.count))
    let samples = min(frames * Self.frame, buffer.count)
    buffer.removeFirst(samples)
    probabilities.removeFirst(frames)
    origin += samples
  }

  /// A word of the buffer on the clock of the sound.
  private func onClock(_ word: Word) -> Word {
    let shift = time(0)
    var word = word
    word.range = TimeRange(start: word.start + shift, end: word.end + shift)
    return word
  }

  private func time(_ sample: Int) -> MediaTime {
    MediaTime(count: Int64(origin + sample), perSecond: Int64(LogMelSpectrogram.sampleRate))
  }

  private func sample(_ time: MediaTime) -> Int {
    Int(time.count(perSecond: Int64(LogMelSpectrogram.sampleRate))) - origin
  }
}
