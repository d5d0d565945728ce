package import Inference
package import SystemPackage
package import Transcript
package import WhisperCost

/// A Whisper model that is ready to run: graphs compiled for a device, vocabulary, settings. Shared by all workers.
package final class WhisperModel: Sendable {
  package let tokenizer: Tokenizer
  package let precision: Precision
  /// What the matrix products of the encoder, the largest part of the work, are computed in: `int8`, `bfloat16`,
  /// `float32`.
  package let arithmetic: String
  /// Bytes that the encoder keeps of each weight.
  package let bytesPerWeight: Int
  /// What the decoder computes in.
  package let decoderArithmetic: String
  package let parallelism: Parallelism
  let configuration: WhisperConfiguration
  package let sizes: WhisperShape
  let embedding: TokenEmbedding
  let mel: LogMelSpectrogram
  let encoder: CompiledGraph
  let decoder: DecoderProgram
  /// Whether the encoder takes less than half a minute.
  let hearsAnyLength: Bool
  /// Language codes by token; empty for an English-only model.
  let languages: [Int: String]

  /// The most tokens of a window's text, half of what the decoder can hold, as the model was trained.
  package var textLimit: Int { sizes.textPositions / 2 }
  /// The most tokens of a text that comes before: with its opening token and four of the prompt there is room for a full
  /// text.
  package var previousLimit: Int { sizes.textPositions - textLimit - 5 }
  /// Samples that one window holds.
  var windowLength: Int { sizes.audioPositions * 2 * LogMelSpectrogram.hop }

  /// What the work that a model does is limited by.
  package struct Limits: Hashable, Sendable {
    /// Bytes of memory, estimated; nil for half of what this process may use, where that is enough, and 900 MB for small
    /// models.
    package var memory: Int?
    package var texts: RecognitionMemory.Texts

    package init(memory: Int? = nil, texts: RecognitionMemory.Texts = .init()) {
      (self.memory, self.texts) = (memory, texts)
    }
  }

  /// Whether the machine has a device. To list them loads what drives them all, which takes 0.1 s: nobody asks for the
  /// processor's, as compiling for it says the same.
  private static func look(for device: String, _ runtime: Runtime) throws {
    guard device != "CPU" else { return }
    let devices = try runtime.devices()
    guard devices.contains(where: { device == $0 || device.hasPrefix($0 + ".") || $0.hasPrefix(device + ".") }) else {
      throw InferenceError(
        operation: "recognise speech on the device “\(device)”",
        message: "this machine has \(devices.joined(separator: ", "))")
    }
  }

  /// Loads and compiles the model in `directory`, in one of the layouts of `WhisperFiles`.
  ///
  /// - Parameters:
  ///   - device: runs the encoder, the largest part of the work; the rest runs on the CPU.
  ///   - parallelism: streams and threads that the graphs are compiled for, and windows; fewer where `limits` ask for it.
  ///   - precision: what to compute in.
  /// - Throws: `WeightsError`, `InferenceError`, as well for a limit that is too low.
  package init(
    directory: FilePath, runtime: Runtime, device: String = "CPU", parallelism: Parallelism,
    precision: RecognitionPrecision = .auto, limits: Limits = Limits()
  ) throws {
    let files = try WhisperFiles(directory)
    tokenizer = try Tokenizer(files.tokenizer)
    try Self.look(for: device, runtime)
    let weights = try WhisperWeights(files)
    sizes = weights.sizes
    configuration = try WhisperConfiguration(files, sizes: sizes)
    try Self.validate(tokenizer: tokenizer, configuration: configuration, sizes: sizes, files: files)
    embedding = try TokenEmbedding(weights)
    self.precision = try Precision(runtime: runtime, device: device, compute: precision.elementType)
    if precision == .int8, let reason = device == "CPU" ? ByteEncoder.obstacle(sizes) : "only the CPU does that" {
      throw InferenceError(
        operation: "compute in int8 on \(device)", message: "\(reason); leave the choice to the program")
    }
    let isBest = device == "CPU" && ByteEncoder.isBest(for: sizes)
    let bytes = precision == .int8 || precision == .auto && isBest
    hearsAnyLength = device == "CPU"
    arithmetic = (bytes ? ElementType.int8 : self.precision.compute).rawValue
    mel = LogMelSpectrogram(bandCount: sizes.melBands)
    languages = configuration.languages(tokenizer)
    bytesPerWeight = bytes ? 1 : self.precision.compute.size
    let need = RecognitionMemory(sizes, bytesPerWeight: bytesPerWeight, texts: limits.texts)
    let parallelism = try Self.parallelism(parallelism, within: limits, need)
    self.parallelism = parallelism
    // The decoder has operations of our own, which run on the CPU; its steps are too small for anything else.
    let native = try device == "CPU" ? self.precision : Precision(runtime: runtime, device: "CPU")
    let cpu = native.forKernels
    decoderArithmetic = (bytes ? ElementType.int8 : cpu.compute).rawValue
    let properties = cpu.properties(threads: parallelism.threads, streams: parallelism.streams)
    let encoderProperties =
      device == "CPU"
      ? self.precision.properties(threads: parallelism.threads, streams: parallelism.streams)
      : self.precision.properties
    let packs = device == "CPU" && self.precision == self.precision.forKernels
    let threads = parallelism.threads / parallelism.streams
    // Compiling takes a while and cannot be interrupted: in between it can.
    try Task.checkCancellation()
    encoder = try runtime.compile(
      WhisperEncoderGraph.build(
        weights, anyLength: hearsAnyLength, byteThreads: bytes ? threads : nil, packs: packs),
      for: device, properties: encoderProperties)
    try Task.checkCancellation()
    decoder =
      bytes
      ? .bytes(try ByteDecoder(weights, heads: configuration.alignmentHeads, threads: threads))
      : .graph(
        try runtime.compile(
          WhisperDecoderGraph.build(weights, heads: configuration.alignmentHeads, threads: threads),
          for: "CPU", properties: properties))
    weights.release()
    Runtime.releaseUnusedMemory()
  }
}

extension WhisperModel {
  private static func parallelism(
    _ wanted: Parallelism, within limits: Limits, _ need: RecognitionMemory
  ) throws -> Parallelism {
    let most = MemoryLimit.available / 2
    let limit = limits.memory ?? (wanted.isAsked ? most : need.limit(most: most))
    if let fitting = wanted.fitting(limit, need) { return fitting }
    guard let memory = limits.memory else { return Parallelism(streams: 1, threads: wanted.threads, batchSize: 1) }
    let least = need.total(workers: 1, batchSize: 1)
    throw InferenceError(
      operation: "recognise speech within \(memory / 1_000_000) MB",
      message: "this model takes about \(least / 1_000_000 + 1) MB; allow more, or choose a smaller model")
  }

  /// What the text of a window starts from.
  package func prompt(language: LanguageTag, translate: Bool, usesTimestamps: Bool, previous: [Int] = []) throws
    -> [Int]
  {
    try WhisperPrompt(tokenizer: tokenizer, languages: languages, previous: previous)
      .tokens(language: language, translate: translate, usesTimestamps: usesTimestamps)
  }
}
