import Inference
import Speech
import SystemPackage
import TestSupport
import WhisperCost

/// A small model with a vocabulary of a few words, loaded from files as any other. It does not listen: what it says at
/// each place of a text, prompt included, is laid down.
struct ToyWhisper {
  /// By the place of the token before it: the logits of tokens; all others have 0.
  var script: [Int: [Int: Float]] = [:]

  /// Words that it can say.
  static let words = [
    " the", " old", " ferry", " fairy", " left", " sank", " art", " c", " at", " noon", " and", " then",
  ]
  /// The parts of other words.
  private static let letters =
    (UInt8(ascii: "a")...UInt8(ascii: "z")).map { [$0] } + [Array(" ".utf8), Array("art".utf8)]
  /// Characters, after the bytes and the pairs of bytes that they are joined from.
  private static let characters = (1...3).flatMap { count in
    Set(
      ["日", "本", "語"].flatMap { text in
        let bytes = Array(text.utf8)
        return count == 3 ? [bytes] : count == 2 ? [Array(bytes.prefix(2))] : bytes.map { [$0] }
      }
    ).sorted { $0.lexicographicallyPrecedes($1) }
  }
  private static let pieces = letters + words.map { Array($0.utf8) } + characters
  private static let special = [
    "endoftext", "startoftranscript", "en", "de", "translate", "transcribe", "startofprev", "nospeech", "notimestamps",
  ]
  static let endOfText = pieces.count
  static let firstTimestamp = pieces.count + special.count
  /// With times up to two seconds.
  static let vocabulary = firstTimestamp + 101
  /// The most tokens of a text and its prompt.
  static let textPositions = 64

  /// One that has nothing laid down, for tests that make up logits themselves.
  static let model = Result { try ToyWhisper().load() }

  /// The token of “end”, of a time such as “<30>”, or of a piece of text; that of the end for what there is not.
  static func token(_ name: String) -> Int {
    if name.hasPrefix("<"), let time = Int(name.dropFirst().dropLast()) { return firstTimestamp + time }
    return pieces.firstIndex(of: Array(name.utf8)) ?? endOfText
  }

  /// A text with its times, as the names of its tokens.
  static func text(_ tokens: [Int]) -> String {
    tokens.map { token in
      token >= firstTimestamp ? "<\(token - firstTimestamp)>" : String(decoding: pieces[token], as: UTF8.self)
    }.joined()
  }

  /// Says the same over and over, without times, whatever the prompt.
  ///
  /// - Parameter end: the place at which the text ends; nil for never.
  init(saying words: [String] = [], end: Int? = nil) {
    guard !words.isEmpty else { return }
    for place in 0..<Self.textPositions {
      script[place] = [Self.token(place == end ? "end" : words[place % words.count]): 40]
    }
    // The language is looked for at the first place.
    script[0] = [endOfText(plus: 2): 40]
  }

  private func endOfText(plus offset: Int) -> Int { Self.endOfText + offset }

  func load(_ parallelism: Parallelism = Parallelism(cores: 1)) throws -> WhisperModel {
    // The file stays mapped when its folder is gone.
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try write(to: folder)
      return try WhisperModel(
        directory: folder.path, runtime: Runtime(), parallelism: parallelism, precision: .float32)
    }
  }

  func engine(
    streams: Int = 1, batchSize: Int = 1, options: DecodingOptions = DecodingOptions(), hints: TextHints = TextHints()
  ) throws -> WhisperEngine {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try write(to: folder)
      return try WhisperEngine(
        model: folder.path, voiceActivity: SpeechModels.voiceActivityFile(),
        parallelism: Parallelism(streams: streams, threads: streams, batchSize: batchSize), precision: .float32,
        options: options, hints: hints)
    }
  }

  private func write(to folder: TemporaryFolder) throws {
    let model = RandomWhisper(
      "toy", heads: 2, encoderLayers: 1, decoderLayers: 1, melBands: 80, vocabulary: Self.vocabulary,
      audioPositions: 200, textPositions: Self.textPositions)
    try model.writeHuggingFace(to: folder, changing: layDown)
    try folder.write(
      model.huggingFaceConfiguration.replacing("}", with: #","tie_word_embeddings":false}"#), to: "config.json")
    let languages = #"{"<|en|>":\#(endOfText(plus: 2)),"<|de|>":\#(endOfText(plus: 3))}"#
    // “x” is never said, “y” is not said first.
    try folder.write(
      #"{"alignment_heads":[[0,0]],"lang_to_id":\#(languages),"is_multilingual":true,"#
        + #""suppress_tokens":[\#(Self.token("x"))],"begin_suppress_tokens":[\#(Self.token("y")),\#(Self.endOfText)]}"#,
      to: "generation_config.json")
    let ordinary = Self.pieces.enumerated().map { #""\#(Self.printable($1))":\#($0)"# }.joined(separator: ",")
    let added = Self.special.enumerated().map { #"{"id":\#(endOfText(plus: $0)),"content":"<|\#($1)|>"}"# }
    try folder.write(
      #"{"model":{"vocab":{\#(ordinary)}},"added_tokens":[\#(added.joined(separator: ","))]}"#, to: "tokenizer.json")
  }

  /// Makes each place of a text a direction of its own, on which no layer has a say, and the logits what it points to.
  private func layDown(_ tensors: inout [String: RandomWhisper.Tensor]) {
    func fill(_ name: String, _ value: (Int) -> Float) {
      guard let count = tensors[name]?.values.count else { return }
      tensors[name]?.values = (0..<count).map(value)
    }
    let width = 128
    for name in tensors.keys where name.hasPrefix("model.decoder.layers.") {
      if ["out_proj.", "fc2.", "encoder_attn.q_proj."].contains(where: name.contains) { fill(name) { _ in 0 } }
    }
    fill("model.decoder.embed_tokens.weight") { _ in 0 }
    fill("model.decoder.embed_positions.weight") { $0 / width == $0 % width ? 8 : 0 }
    fill("model.decoder.layer_norm.weight") { _ in 1 }
    fill("model.decoder.layer_norm.bias") { _ in 0 }
    // What is left of a place's direction after its norm.
    let length = Float(width - 1).squareRoot()
    var output = [Float](repeating: 0, count: Self.vocabulary * width)
    for (place, logits) in script {
      for (token, logit) in logits { output[token * width + place] = logit / length }
    }
    tensors["proj_out.weight"] = RandomWhisper.Tensor(shape: [Self.vocabulary, width], values: output)
  }

  /// As byte-level vocabularies write bytes.
  private static func printable(_ bytes: [UInt8]) -> String {
    func isPrintable(_ byte: UInt8) -> Bool { 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || byte >= 0xAE }
    let others = (UInt8.min...UInt8.max).filter { !isPrintable($0) }
    return String(
      String.UnicodeScalarView(
        bytes.compactMap { byte in
          Unicode.Scalar(UInt32(others.firstIndex(of: byte).map { 0x100 + $0 } ?? Int(byte)))
        }))
  }
}
