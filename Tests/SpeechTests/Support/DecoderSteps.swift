import CSpeechKernels
import Inference
import Speech
import WhisperCost

/// Feeds a compiled decoder with texts and keeps what it remembers, as its graph asks for it.
struct DecoderSteps {
  let sizes: WhisperShape
  let request: any DecoderRequest
  private let said: Tensor
  private let sound: Tensor
  private let lengths: Tensor
  private let embeddings: [ArraySlice<Float>]
  private let places: [ArraySlice<Float>]
  /// A text whose tokens are no numbers.
  var damagedText: Int?
  /// Tokens that each text has.
  private var counts: [Int]

  /// - Parameter sounds: what each text hears, for each layer keys and values side by side [T][2·width].
  init(_ model: RandomWhisper, _ request: any DecoderRequest, sounds: [[[[Float]]]]) throws {
    sizes = model.sizes
    self.request = request
    embeddings = model["decoder.embed_tokens.weight"].rows
    places = model["decoder.embed_positions.weight"].rows
    counts = Array(repeating: 0, count: sounds.count)
    let layers = sizes.decoderLayers
    said = Tensor(.float32, shape: [sounds.count, layers * sizes.textPositions * 2 * sizes.width])
    let heads = sizes.width / 64
    sound = Tensor(.uint8, shape: [sounds.count, layers * csk_sound_size(heads, sizes.audioPositions)])
    lengths = Tensor(.int32, shape: [sounds.count])
    var scratch = [Float](repeating: 0, count: sizes.width)
    for (window, heard) in sounds.enumerated() {
      let positions = heard[0].count
      lengths.elements(as: Int32.self)[window] = Int32(positions)
      for layer in 0..<layers {
        let start = window * sound.shape[1] + layer * csk_sound_size(heads, positions)
        csk_pack_sound(
          heard[layer].flatMap { $0 }, heads, positions, csk_has_byte_products(), &scratch,
          sound.elements(as: UInt8.self).baseAddress.map { $0 + start })
      }
    }
  }

  /// Lets every text go on.
  ///
  /// - Returns: the logits that follow the last token of each.
  mutating func step(_ texts: [[Int]]) throws -> [[Float]] {
    let tokens = texts.enumerated().flatMap { text, tokens in tokens.indices.map { (text, $0) } }
    let embedded = Tensor(.float32, shape: [tokens.count, 1, sizes.width])
    let (belonging, windows) = (Tensor(.int32, shape: [tokens.count, 3]), Tensor(.int32, shape: [tokens.count]))
    let wanted = Tensor(.int32, shape: [texts.count])
    for (row, (text, index)) in tokens.enumerated() {
      let values = zip(embeddings[texts[text][index]], places[counts[text] + index]).map(+)
      for (column, value) in values.enumerated() {
        embedded.elements(as: Float.self)[row * sizes.width + column] = text == damagedText ? .nan : value
      }
      for (column, value) in [text, counts[text], row - index].enumerated() {
        belonging.elements(as: Int32.self)[3 * row + column] = Int32(value)
      }
      windows.elements(as: Int32.self)[row] = Int32(text)
      wanted.elements(as: Int32.self)[text] = Int32(row)
    }
    for (name, tensor) in [
      ("embeddings", embedded), ("said", said), ("places", belonging), ("sound", sound), ("windows", windows),
      ("lengths", lengths), ("wanted", wanted),
    ] { try request.setInput(name, tensor) }
    try request.infer()
    for (row, (text, index)) in tokens.enumerated() {
      for layer in 0..<sizes.decoderLayers {
        let made = try request.output("said\(layer)").elements(as: Float.self)
        let size = 2 * sizes.width
        let place = (layer * sizes.textPositions + counts[text] + index) * size + text * said.shape[1]
        for column in 0..<size {
          said.elements(as: Float.self)[place + column] = made[row * 3 * sizes.width + sizes.width + column]
        }
      }
    }
    for text in texts.indices { counts[text] += texts[text].count }
    let logits = try request.output("logits")
    let width = logits.elements(as: Float.self).count / texts.count
    return texts.indices.map { Array(logits.elements(as: Float.self)[$0 * width..<$0 * width + sizes.vocabulary]) }
  }
}
