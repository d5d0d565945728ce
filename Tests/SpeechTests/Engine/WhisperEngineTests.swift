import CSpeechKernels
import Foundation
import Inference
import Media
import Speech
import SystemPackage
import Testing
import Timeline
import Transcript
import WhisperCost

/// The real engine and model on the recordings of `Samples/Library`.
@Suite(.serialized)
struct WhisperEngineTests {
  /// The texts that are read, from the sources named in `Samples/Library/README.md`.
  private static let english: [(name: String, text: String)] = [
    (
      "Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4",
      "And so my fellow Americans ask not what your country can do for you ask what you can do for your country."
    ),
    (
      "Movies/The Book (1893)/The Book (1893).mkv",
      """
      For although the Chinese took impressions from wood blocks engraved in relief for centuries before the woodcutters \
      of the Netherlands, by a similar process the invention of movable metal letters in the middle of the fifteenth \
      century may justly be considered as the invention of the art of printing.
      """
    ),
    (
      "Lectures/History of Printing.mkv",
      """
      Printing, then, for our purpose, may be considered as the art of making books by means of movable types. Now, as all \
      books not primarily intended as picture-books consist principally of types composed to form letterpress, it is of \
      the first importance that the letter used should be fine in form; especially as no more time is occupied, or cost \
      incurred, in casting, setting, or printing beautiful letters than in the same operations with ugly ones. And it was \
      a matter of course that in the Middle Ages, when the craftsmen took care that beautiful form should always be a part \
      of their productions whatever they were, the forms of printed letters should be beautiful, and that their \
      arrangement on the page should be reasonable and a help to the shapeliness of the letters themselves. The Middle \
      Ages brought calligraphy to perfection, and it was natural therefore
      """
    ),
    (
      "Phone/Voice message.wav",
      """
      and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them \
      he was not an ill disposed young man unless to be rather cold hearted and rather selfish is to be ill disposed had \
      he married a more amiable woman he might have been made still more respectable than he was he might even have been \
      made amiable himself
      """
    ),
  ]

  private func transcribe(
    _ recording: Recording, with engine: WhisperEngine? = nil, language: LanguageTag? = nil, translate: Bool = false
  ) async throws -> WhisperEngine.Result {
    let engine = try engine ?? SpeechModels.engine.get()
    return try await engine.transcribe(recording.audio, language: language, translate: translate)
  }

  @Test(arguments: english)
  func `English is understood`(name: String, text: String) async throws {
    let recording = try await Recording.sample(name)
    let result = try await transcribe(recording)
    #expect(result.language == "en")
    #expect(result.languages.first?.language == "en")
    let heard = result.segments.map(\.text).joined(separator: " ")
    let errors = WordErrorRate(reference: text, heard: heard)
    #expect(errors.rate <= 0.1, "\(errors.errors) of \(errors.words): \(heard)")
    expectSound(result, duration: recording.audio.duration)
  }

  @Test func `French is recognised and understood`() async throws {
    let recording = try await Recording.sample("Podcasts/Émission 1.m4a")
    let result = try await transcribe(recording)
    #expect(result.language == "fr")
    let errors = WordErrorRate(
      reference: """
        nous sommes d'accord avec la déclaration de l'usoc comité olympique des états-unis selon laquelle les intérêts de \
        nos athlètes et de nos clubs ainsi que de leur sport pourraient être mieux servis cela peut être fait en allant \
        de l'avant et en procédant plutôt à des changements significatifs au sein de notre organisation qu'à la \
        révocation d'accréditation
        """, heard: result.segments.map(\.text).joined(separator: " "))
    #expect(errors.rate <= 0.3, "\(errors.errors) of \(errors.words)")
    expectSound(result, duration: recording.audio.duration)
  }

  @Test func `the other track of a film speaks German`() async throws {
    let recording = try await Recording.sample("Movies/The Book (1893)/The Book (1893).mkv", stream: 1)
    let result = try await transcribe(recording)
    #expect(result.language == "de")
    expectSound(result, duration: recording.audio.duration)
  }

  @Test func `speech can be translated into English`() async throws {
    let result = try await transcribe(Recording.sample("Podcasts/Émission 1.m4a"), language: "fr", translate: true)
    #expect(result.language == "en")
    let text = result.segments.map(\.text).joined(separator: " ").lowercased()
    #expect(text.contains("olympic") && text.contains("athletes"), "\(text)")
  }

  @Test func `a language that was said is taken`() async throws {
    let recording = try await Recording.sample("Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4")
    let result = try await transcribe(recording, language: "en-GB")
    #expect(result.languages == [LanguageScore("en-GB", score: 1)])
    await #expect(throws: UnknownLanguageError.self) { try await transcribe(recording, language: "tlh") }
  }

  @Test func `no speech is a normal result`() async throws {
    for recording in [
      try await Recording.sample("Music/Interlude.mp3"), try Recording([Float](repeating: 0, count: 160_000)),
      try Recording([]), try Recording([0.5]), try Recording(SyntheticSignal.tonesAndNoise(count: 100_000)),
    ] {
      let result = try await transcribe(recording)
      #expect(result.segments.isEmpty && result.speech.isEmpty)
      #expect(result.language == .undetermined)
    }
  }

  @Test func `another sample rate is refused`() async throws {
    let engine = try SpeechModels.engine.get()
    var audio = try Recording([0]).audio
    audio.sampleRate = 44_100
    await #expect(throws: InferenceError.self) {
      try await engine.transcribe(audio, language: nil, translate: false)
    }
  }

  @Test func `sound that is gone is an error`() async throws {
    let engine = try SpeechModels.engine.get()
    let audio = AudioReference(path: "/no/such/file.f32", sampleRate: 16_000, sampleCount: 160_000)
    await #expect(throws: (any Error).self) { try await engine.transcribe(audio, language: nil, translate: false) }
  }

  @Test func `the same sound gives the same result, with one stream and with two`() async throws {
    let recording = try await Recording.sample("Lectures/History of Printing.mkv")
    let first = try await transcribe(recording)
    let second = try await transcribe(recording)
    #expect(first.segments == second.segments)
    #expect(first.language == second.language && first.speech == second.speech)
    let single = try await transcribe(recording, with: SpeechModels.makeEngine(streams: 1))
    // Windows are decoded in other batches, and products are rounded in another order: near ties may fall otherwise.
    func text(_ result: WhisperEngine.Result) -> String { result.segments.map(\.text).joined(separator: " ") }
    let errors = WordErrorRate(reference: text(first), heard: text(single))
    #expect(errors.rate <= 0.05, "\(errors.errors) of \(errors.words)")
    #expect(first.speech == single.speech)
  }

  @Test func `scores of languages are the same to the last bit`() async throws {
    let recording = try await Recording.sample(Self.english[0].name)
    let first = try await transcribe(recording)
    let second = try await transcribe(recording)
    #expect(first.segments == second.segments)
    #expect(first.languages == second.languages)
  }

  @Test func `progress rises to the end`() async throws {
    let recording = try await Recording.sample("Lectures/History of Printing.mkv")
    let (stream, continuation) = AsyncStream<Double>.makeStream()
    _ = try await SpeechModels.engine.get().transcribe(recording.audio, language: "en", translate: false) {
      continuation.yield($0)
    }
    continuation.finish()
    var values: [Double] = []
    for await value in stream { values.append(value) }
    #expect(values == values.sorted() && values.allSatisfy { (0...1).contains($0) })
    #expect(abs((values.last ?? 0) - 1) < 1e-9)
  }

  @Test func `cancelling ends it within two seconds`() async throws {
    let speech = try await Recording.sample("Lectures/History of Printing.mkv").samples()
    let recording = try Recording(Array(repeatElement(speech, count: 12).joined()))
    let engine = try SpeechModels.engine.get()
    let (started, continuation) = AsyncStream<Void>.makeStream()
    let task = Task {
      try await engine.transcribe(recording.audio, language: "en", translate: false) { progress in
        if progress > 0.05 { continuation.yield() }
      }
    }
    for await _ in started { break }
    let clock = ContinuousClock()
    let moment = clock.now
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.now - moment < .seconds(2))
  }

  @Test func `other options, the same words`() async throws {
    var options = DecodingOptions()
    options.usesTimestamps = false
    let engine = try SpeechModels.makeEngine(streams: 1, batchSize: 1, options: options)
    let result = try await transcribe(Recording.sample(Self.english[0].name), with: engine)
    let heard = result.segments.map(\.text).joined(separator: " ")
    #expect(WordErrorRate(reference: Self.english[0].text, heard: heard).rate <= 0.1, "\(heard)")
  }

  @Test func `a beam, with other readings and hints`() async throws {
    var options = DecodingOptions()
    (options.beamSize, options.patience, options.alternatives) = (3, 1.5, 3)
    var hints = TextHints()
    hints.hotwords = ["calligraphy", "zebra crossing"]
    hints.initialPrompt = "A lecture."
    let engine = try SpeechModels.makeEngine(streams: 1, batchSize: 2, options: options, hints: hints)
    let result = try await transcribe(Recording.sample(Self.english[2].name), with: engine)
    let heard = result.segments.map(\.text).joined(separator: " ")
    #expect(WordErrorRate(reference: Self.english[2].text, heard: heard).rate <= 0.1, "\(heard)")
    #expect(!heard.contains("zebra"), "nobody said it")
    for segment in result.segments {
      let readings = try #require(segment.alternatives)
      #expect(readings.count <= 3 && !readings.contains { $0.text == segment.text })
      #expect(Set(readings.map(\.text)).count == readings.count)
      #expect(readings.map(\.score) == readings.map(\.score).sorted(by: >))
      #expect(readings.allSatisfy { 0...1 ~= $0.score })
    }
    #expect(result.segments.contains { $0.alternatives?.isEmpty == false })
  }

  @Test func `a text can start from the one before`() async throws {
    var options = DecodingOptions()
    options.isConditioned = true
    let engine = try SpeechModels.makeEngine(streams: 2, options: options)
    let recording = try await Recording.sample(Self.english[1].name)
    let result = try await transcribe(recording, with: engine)
    #expect(result.language == "en")
    let heard = result.segments.map(\.text).joined(separator: " ")
    #expect(WordErrorRate(reference: Self.english[1].text, heard: heard).rate <= 0.1, "\(heard)")
    expectSound(result, duration: recording.audio.duration)
  }

  @Test func `what a window says does not depend on its company`() async throws {
    let recording = try await Recording.sample("Lectures/History of Printing.mkv")
    var texts: [[Segment]] = []
    for size in [1, 3] {
      let engine = try SpeechModels.makeEngine(streams: 1, batchSize: size)
      texts.append(try await transcribe(recording, with: engine, language: "en").segments)
    }
    #expect(!texts[0].isEmpty)
    // Only products of our own give the same to the last bit whatever is computed beside them.
    if csk_has_byte_products() != 0 { #expect(texts[0] == texts[1]) }
  }

  @Test func `a folder without a model is an error that says what is missing`() throws {
    let voice = try SpeechModels.voiceActivityFile()
    let one = Parallelism(cores: 1)
    #expect(throws: (any Error).self) {
      try WhisperEngine(model: "/no/such/model", voiceActivity: voice, parallelism: one)
    }
    #expect(throws: (any Error).self) {
      try WhisperEngine(model: SpeechModels.folder("base"), voiceActivity: "/no/such/file", parallelism: one)
    }
  }

  @Test func `less memory, fewer windows; too little is an error that says how much is needed`() throws {
    let voice = try SpeechModels.voiceActivityFile()
    func engine(_ memory: Int?) throws -> WhisperEngine {
      try WhisperEngine(
        model: SpeechModels.folder("base"), voiceActivity: voice, parallelism: Parallelism(cores: 2), memory: memory)
    }
    #expect(try engine(nil).model.parallelism == Parallelism(cores: 2))
    let small = try engine(480_000_000).model.parallelism
    #expect(small.batchSize < 8 || small.streams == 1)
    let error = #expect(throws: InferenceError.self) { try engine(100_000_000) }
    #expect(error?.message.contains("allow more") == true)
  }

  @Test func `threads that share the work of a stream change nothing`() async throws {
    let recording = try await Recording.sample(Self.english[0].name)
    var results: [[Segment]] = []
    for threads in [1, 2] {
      let engine = try SpeechModels.makeEngine(streams: 1, threads: threads)
      results.append(try await transcribe(recording, with: engine, language: "en").segments)
    }
    #expect(results[0] == results[1])
    #expect(!results[0].isEmpty)
  }

  /// The encoder in each arithmetic that this processor has, against 32-bit floats: what others compute in.
  @Test func `all arithmetics hear the same`() async throws {
    let runtime = try Runtime()
    let weights = try WhisperWeights(WhisperFiles(SpeechModels.folder("base")))
    let samples = try await Recording.sample(Self.english[0].name).samples()
    let mel = Tensor(.float32, shape: [1, weights.sizes.melBands, 2 * weights.sizes.audioPositions])
    let target = try #require(mel.elements(as: Float.self).baseAddress)
    LogMelSpectrogram(bandCount: weights.sizes.melBands).compute(
      samples, frameCount: 2 * weights.sizes.audioPositions, into: target)
    func heard(_ compute: ElementType, byteThreads: Int? = nil) throws -> [Float] {
      let request = try runtime.compile(
        WhisperEncoderGraph.build(weights, anyLength: true, byteThreads: byteThreads, packs: false), for: "CPU",
        properties: Precision(compute: compute).properties(threads: 1, streams: 1)
      ).makeRequest()
      try request.setInput("mel", mel)
      try request.infer()
      return Array(try request.output("sound5").elements(as: Float.self))
    }
    func likeness(_ x: [Float], _ y: [Float]) -> Double {
      func product(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
      return product(x, y) / (product(x, x) * product(y, y)).squareRoot()
    }
    let exact = try heard(.float32)
    #expect(exact.allSatisfy(\.isFinite) && !exact.isEmpty)
    #expect(likeness(exact, try heard(.bfloat16)) > 0.99)
    guard ByteEncoder.obstacle(weights.sizes) == nil else { return }
    let bytes = try heard(.bfloat16, byteThreads: 1)
    #expect(likeness(exact, bytes) > 0.99)
    #expect(try heard(.bfloat16, byteThreads: 2) == bytes, "threads that share the work change nothing")
  }

  /// Words in order with sane times, in segments that agree with them.
  private func expectSound(
    _ result: WhisperEngine.Result, duration: MediaTime, at location: SourceLocation = #_sourceLocation
  ) {
    let words = result.segments.flatMap(\.words)
    #expect(!words.isEmpty, sourceLocation: location)
    var end = MediaTime.zero
    for word in words {
      #expect(word.start >= end && word.end >= word.start, "\(word.range)", sourceLocation: location)
      #expect(word.range.duration.seconds <= 2, sourceLocation: location)
      #expect((0...1).contains(word.confidence), sourceLocation: location)
      #expect(!word.text.isEmpty && !word.text.contains(" "), sourceLocation: location)
      end = word.end
    }
    #expect(end <= duration, sourceLocation: location)
    let instant = words.filter(\.range.isEmpty).count
    #expect(instant * 20 <= words.count, "\(instant) of \(words.count) words take no time", sourceLocation: location)
    let middle = words.map { MediaTime.midpoint($0.start, $0.end) }
    #expect(middle.allSatisfy { time in result.speech.contains { $0.contains(time) } }, sourceLocation: location)
    #expect(words.map(\.confidence).reduce(0, +) / Double(words.count) > 0.5, sourceLocation: location)
    for (a, b) in zip(result.speech, result.speech.dropFirst()) { #expect(a.end <= b.start, sourceLocation: location) }
  }
}
