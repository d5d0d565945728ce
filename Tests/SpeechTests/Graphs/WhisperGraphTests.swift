import CSpeechKernels
import Foundation
import Inference
import Speech
import TestSupport
import Testing
import WhisperCost

/// The graphs of every shape of model, with random weights, against `ReferenceWhisper`.
struct WhisperGraphTests {
  private typealias Rows = ReferenceWhisper.Rows

  /// Hugging Face's layout; that the other gives the same is tested in `WhisperLayoutTests`.
  private static func weights(_ model: RandomWhisper) throws -> WhisperWeights {
    // The file stays mapped when its folder is gone.
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try model.writeHuggingFace(to: folder)
      return try WhisperWeights(WhisperFiles(folder.path))
    }
  }

  private static func compile(_ graph: Graph) throws -> CompiledGraph {
    var properties = Precision(compute: .float32).properties(threads: 1, streams: 1)
    // Activations stay what they are: without this OpenVINO makes bytes of them where weights are bytes.
    properties["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = "0"
    return try Runtime().compile(graph, for: "CPU", properties: properties)
  }

  /// Features that change slowly, [bands][2T].
  private static func mel(_ model: RandomWhisper, positions: Int) -> Rows {
    var generator = SeededGenerator(seed: 5)
    return (0..<model.sizes.melBands).map { _ in
      let phase = Double.random(in: 0..<6, using: &generator)
      return (0..<2 * positions).map { frame -> Double in
        0.5 * sin(phase + 0.3 * Double(frame)) + Double.random(in: -0.2...0.2, using: &generator)
      }
    }
  }

  /// What the encoder gives each layer of the decoder, [T][2·width].
  private static func hear(_ mel: Rows, _ model: RandomWhisper, byteThreads: Int? = nil) throws -> [[[Float]]] {
    let graph = try WhisperEncoderGraph.build(
      weights(model), anyLength: true, byteThreads: byteThreads, packs: false)
    let request = try compile(graph).makeRequest()
    let input = Tensor(.float32, shape: [1, mel.count, mel[0].count])
    for (index, value) in mel.joined().enumerated() { input.elements(as: Float.self)[index] = Float(value) }
    try request.setInput("mel", input)
    try request.infer()
    return try (0..<model.sizes.decoderLayers).map { layer in
      let sound = try request.output("sound\(layer)")
      #expect(sound.shape == [1, mel[0].count / 2, 2 * model.sizes.width])
      let width = sound.shape[2]
      return (0..<sound.shape[1]).map { Array(sound.elements(as: Float.self)[$0 * width..<($0 + 1) * width]) }
    }
  }

  private static func compileDecoder(
    _ model: RandomWhisper, usesBytes: Bool, threads: Int = 1
  ) throws -> any DecoderRequest {
    let (layers, heads) = (model.sizes.decoderLayers, model.sizes.width / 64)
    let chosen = [WhisperConfiguration.AttentionHead(layer: layers - 1, head: heads - 1)]
    if usesBytes { return try ByteDecoder(weights(model), heads: chosen, threads: threads).makeRequest() }
    return try compile(WhisperDecoderGraph.build(weights(model), heads: chosen, threads: threads)).makeRequest()
  }

  @Test(arguments: RandomWhisper.families, [20, 13])
  func `the encoder computes what the reference computes`(model: RandomWhisper, positions: Int) throws {
    let (mel, reference) = (Self.mel(model, positions: positions), ReferenceWhisper(model: model))
    let expected = reference.encode(mel)
    for (layer, sound) in try Self.hear(mel, model).enumerated() {
      expectClose(sound, reference.sound(expected, layer: layer), within: 1e-5)
    }
  }

  @Test(.enabled(if: csk_has_byte_products() != 0), arguments: RandomWhisper.families)
  func `in bytes the encoder computes nearly that`(model: RandomWhisper) throws {
    let (mel, reference) = (Self.mel(model, positions: 20), ReferenceWhisper(model: model))
    let expected = reference.encode(mel)
    for threads in [1, 2] {
      for (layer, sound) in try Self.hear(mel, model, byteThreads: threads).enumerated() {
        #expect(likeness(sound, reference.sound(expected, layer: layer)) > 0.9995)
      }
    }
  }

  /// A sound of one position is packed without loss and heard as it is: what is left is 32-bit arithmetic.
  @Test(arguments: RandomWhisper.families)
  func `the decoder computes what the reference computes`(model: RandomWhisper) throws {
    let sounds = (0..<2).map { text in
      (0..<model.sizes.decoderLayers).map { layer in
        let values = (0..<2 * model.sizes.width).map { ($0 * 37 + 11 * layer + text) % 255 - 127 }
        return [values.enumerated().map { $0 % 64 == 0 ? Float(127) / 64 : Float($1) / 64 }]
      }
    }
    let decoder = try Self.compileDecoder(model, usesBytes: false)
    let texts = [[41, 42, 46, 3, 60, 7, 90], [41, 44, 45, 5, 8, 13, 2]]
    let logits = try Self.decode(texts, model, decoder, sounds).logits
    for (text, tokens) in texts.enumerated() {
      let sound = sounds[text].map { layer in layer.map { $0.map(Double.init) } }
      let expected = ReferenceWhisper(model: model).decode(tokens, sound: sound)
      expectClose(logits[text], Array(expected.logits.suffix(logits[text].count)), within: 1e-5)
    }
  }

  /// From features to logits: what is heard is packed in bytes, and with `usesBytes` everything is multiplied in bytes.
  @Test(arguments: RandomWhisper.families, [false, true])
  func `text follows the sound as in the reference`(model: RandomWhisper, usesBytes: Bool) throws {
    guard !usesBytes || csk_has_byte_products() != 0 else { return }
    let reference = ReferenceWhisper(model: model)
    let mels = [20, 13].map { Self.mel(model, positions: $0) }
    let sounds = try mels.map { try Self.hear($0, model, byteThreads: usesBytes ? 1 : nil) }
    let texts = [[41, 42, 46, 3, 60, 7, 90], [41, 44, 45, 5, 8, 13, 2]]
    let decoder = try Self.compileDecoder(model, usesBytes: usesBytes)
    let made = try Self.decode(texts, model, decoder, sounds)
    for (text, tokens) in texts.enumerated() {
      let encoded = reference.encode(mels[text])
      let expected = reference.decode(
        tokens, sound: (0..<model.sizes.decoderLayers).map { reference.sound(encoded, layer: $0) })
      let logits = Array(expected.logits.suffix(made.logits[text].count))
      #expect(likeness(made.logits[text], logits) > (usesBytes ? 0.9995 : 0.9999))
      // Where the last token's head looks.
      let looks = try #require(expected.looks.last?.last?.last)
      #expect(zip(made.looks[text], looks).allSatisfy { abs(Double($0) - $1) < 0.01 })
    }
  }

  /// Bytes know nothing else than numbers: a sum that is none must not come out as one.
  @Test(.enabled(if: csk_has_byte_products() != 0))
  func `what is no number stays none, and other texts are what they were`() throws {
    let model = try #require(RandomWhisper.families.first)
    let sound = (0..<model.sizes.decoderLayers).map { _ in [[Float](repeating: 0.5, count: 2 * model.sizes.width)] }
    func logits(_ damage: Int?) throws -> [[Float]] {
      var steps = try DecoderSteps(model, Self.compileDecoder(model, usesBytes: true), sounds: [sound, sound])
      steps.damagedText = damage
      return try steps.step([[41, 42, 46], [41, 44, 45]])
    }
    let (whole, damaged) = (try logits(nil), try logits(1))
    #expect(whole.allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(damaged[0] == whole[0] && damaged[1].allSatisfy(\.isNaN))
  }

  /// Few rows are shared by parts of each matrix, many by themselves.
  @Test(arguments: [1, 13, 40], [false, true])
  func `threads that share a step change nothing`(count: Int, usesBytes: Bool) throws {
    guard !usesBytes || csk_has_byte_products() != 0, let model = RandomWhisper.families.first else { return }
    var generator = SeededGenerator(seed: 3)
    let sounds = (0..<count).map { text in
      (0..<model.sizes.decoderLayers).map { _ in
        (0..<1 + text % 20).map { _ in
          (0..<2 * model.sizes.width).map { _ in Float.random(in: -1...1, using: &generator) }
        }
      }
    }
    let texts = (0..<count).map { [41, 42, 46, 3 + $0 % 7, 60] }
    let results = try [1, 2, 3].map { threads in
      try Self.decode(
        texts, model, Self.compileDecoder(model, usesBytes: usesBytes, threads: threads), sounds)
    }
    for other in results.dropFirst() {
      #expect(other.logits == results[0].logits)
      #expect(other.looks == results[0].looks)
    }
  }

  /// Texts side by side: three tokens at once, then one at a time.
  ///
  /// - Returns: the logits of each text after each step, and where the head of the last layer looks after the last.
  private static func decode(
    _ texts: [[Int]], _ model: RandomWhisper, _ decoder: any DecoderRequest, _ sounds: [[[[Float]]]]
  ) throws -> (logits: [[[Float]]], looks: [[Float]]) {
    var steps = try DecoderSteps(model, decoder, sounds: sounds)
    var logits: [[[Float]]] = texts.map { _ in [] }
    let parts = [0..<3] + (3..<texts[0].count).map { $0..<$0 + 1 }
    for part in parts {
      for (text, values) in try steps.step(texts.map { Array($0[part]) }).enumerated() { logits[text].append(values) }
    }
    let looks = try steps.request.output(WhisperDecoderGraph.attention(model.sizes.decoderLayers - 1))
    return (
      logits,
      texts.indices.map { text in
        Array(looks.elements(as: Float.self).dropFirst(text * looks.shape[3]).prefix(sounds[text][0].count))
      }
    )
  }

  // MARK: Comparison

  private func expectClose(
    _ values: [[Float]], _ expected: Rows, within tolerance: Double, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(values.map(\.count) == expected.map(\.count), sourceLocation: location)
    let largest = zip(values.joined(), expected.joined()).map { abs(Double($0) - $1) }.max() ?? .infinity
    let scale = expected.joined().map { abs($0) }.max() ?? 0
    #expect(largest < tolerance * scale, "\(largest) of \(scale)", sourceLocation: location)
  }

  /// The cosine of the angle between two lists.
  private func likeness(_ values: [[Float]], _ expected: Rows) -> Double {
    let (x, y) = (values.joined().map(Double.init), Array(expected.joined()))
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return x.count == y.count ? product(x, y) / (product(x, x) * product(y, y)).squareRoot() : 0
  }
}
