import CSpeechKernels
import Foundation
import Speech
import SystemPackage
import TestSupport
import WhisperCost

extension RandomWhisper {
  /// How numbers are stored.
  enum Storage: String, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"

    func bytes(_ values: [Float]) -> [UInt8] {
      switch self {
      case .float32: return values.withUnsafeBytes { Array($0) }
      case .float16:
        var halves = [UInt16](repeating: 0, count: values.count)
        csk_half_from_float(values, values.count, &halves)
        return halves.withUnsafeBytes { Array($0) }
      case .bfloat16: return values.map { UInt16($0.bitPattern >> 16) }.withUnsafeBytes { Array($0) }
      }
    }

    /// CTranslate2's number of the type.
    var code: UInt8 { self == .float32 ? 0 : self == .float16 ? 4 : 5 }
  }

  /// The last layer's first head.
  var heads: String { "[[\(sizes.decoderLayers - 1),0]]" }

  /// The model in CTranslate2's layout.
  ///
  /// - Parameter inBytes: stores matrices as 8-bit integers with scales.
  func writeCTranslate2(to folder: TemporaryFolder, _ storage: Storage = .float32, inBytes: Bool = false) throws {
    let variables = cTranslate2.sorted { $0.key < $1.key }.flatMap { name, tensor -> [CTranslate2File.Variable] in
      let shape = tensor.shape.map { UInt32($0) }
      guard inBytes, name.hasSuffix("/weight") else {
        return [.init(name: name, shape: shape, code: storage.code, bytes: storage.bytes(tensor.values))]
      }
      let unit = Self.unit(columns: tensor.shape.dropFirst().reduce(1, *))
      let scales = [Float](repeating: 1 / unit, count: tensor.shape[0])
      return [
        .init(
          name: name, shape: shape, code: 1, bytes: tensor.values.map { UInt8(bitPattern: Int8($0 / unit)) }),
        .init(name: name + "_scale", shape: [shape[0]], code: 0, bytes: Storage.float32.bytes(scales)),
      ]
    }
    try folder.write(
      CTranslate2File.make(variables, aliases: [("decoder/projection/weight", "decoder/embeddings/weight")]).bytes,
      to: "model.bin")
    try folder.write(RandomVocabulary.configuration(heads: heads), to: "config.json")
    try folder.write(RandomVocabulary.tokenizer, to: "tokenizer.json")
  }

  /// The same in that of Hugging Face.
  ///
  /// - Parameters:
  ///   - shards: files of weights; several have an index.
  ///   - changing: what is wrong with the weights.
  func writeHuggingFace(
    to folder: TemporaryFolder, _ storage: Storage = .float32, shards: Int = 1, prefix: String = "model.",
    changing change: (inout [String: Tensor]) -> Void = { _ in }
  ) throws {
    var tensors = self.tensors
    change(&tensors)
    let names = tensors.keys.sorted()
    var index: [String] = []
    for shard in 0..<shards {
      let file = shards == 1 ? "model.safetensors" : "model-0000\(shard + 1)-of-0000\(shards).safetensors"
      let own = names.enumerated().filter { $0.offset % shards == shard }.map(\.element)
      try folder.write(
        SafetensorsMaker.make(
          own.compactMap { name in
            tensors[name].map {
              (name.replacing("model.", with: prefix), storage.rawValue, $0.shape, storage.bytes($0.values))
            }
          }), to: file)
      index += own.map { #""\#($0)":"\#(file)""# }
    }
    if shards > 1 {
      try folder.write(#"{"weight_map":{\#(index.joined(separator: ","))}}"#, to: "model.safetensors.index.json")
    }
    try folder.write(huggingFaceConfiguration, to: "config.json")
    try folder.write(RandomVocabulary.generation(heads: heads), to: "generation_config.json")
    try folder.write(RandomVocabulary.tokenizer, to: "tokenizer.json")
  }

  /// `config.json` of Hugging Face.
  var huggingFaceConfiguration: String {
    let heads = sizes.width / 64
    return """
      {"model_type":"whisper","d_model":\(sizes.width),"encoder_layers":\(sizes.encoderLayers),\
      "decoder_layers":\(sizes.decoderLayers),"encoder_attention_heads":\(heads),"decoder_attention_heads":\(heads),\
      "num_mel_bins":\(sizes.melBands),"vocab_size":\(sizes.vocabulary),"activation_function":"gelu",\
      "max_source_positions":\(sizes.audioPositions),"max_target_positions":\(sizes.textPositions),\
      "scale_embedding":false}
      """
  }

  /// By CTranslate2's names.
  var cTranslate2: [String: Tensor] {
    var result: [String: Tensor] = [:]
    let zeros = Tensor(shape: [sizes.width], values: [Float](repeating: 0, count: sizes.width))
    func put(_ target: String, _ names: [String], from block: String) {
      func joined(_ parts: [Tensor]) -> Tensor {
        Tensor(
          shape: [parts.reduce(0) { $0 + $1.shape[0] }] + parts[0].shape.dropFirst(), values: parts.flatMap(\.values))
      }
      result[target + "/weight"] = joined(names.map { self["\(block)\($0).weight"] })
      result[target + "/bias"] = joined(names.map { tensors["model.\(block)\($0).bias"] ?? zeros })
    }
    func putNorm(_ target: String, from name: String) {
      result[target + "/gamma"] = self[name + ".weight"]
      result[target + "/beta"] = self[name + ".bias"]
    }
    for name in ["conv1", "conv2"] { put("encoder/" + name, [name], from: "encoder.") }
    result["decoder/embeddings/weight"] = self["decoder.embed_tokens.weight"]
    for (side, layers) in [("encoder", sizes.encoderLayers), ("decoder", sizes.decoderLayers)] {
      result["\(side)/position_encodings/encodings"] = self["\(side).embed_positions.weight"]
      putNorm("\(side)/layer_norm", from: "\(side).layer_norm")
      for layer in 0..<layers {
        let (from, to) = ("\(side).layers.\(layer).", "\(side)/layer_\(layer)/")
        put(to + "self_attention/linear_0", ["q_proj", "k_proj", "v_proj"], from: from + "self_attn.")
        put(to + "self_attention/linear_1", ["out_proj"], from: from + "self_attn.")
        putNorm(to + "self_attention/layer_norm", from: from + "self_attn_layer_norm")
        if side == "decoder" {
          put(to + "attention/linear_0", ["q_proj"], from: from + "encoder_attn.")
          put(to + "attention/linear_1", ["k_proj", "v_proj"], from: from + "encoder_attn.")
          put(to + "attention/linear_2", ["out_proj"], from: from + "encoder_attn.")
          putNorm(to + "attention/layer_norm", from: from + "encoder_attn_layer_norm")
        }
        put(to + "ffn/linear_0", ["fc1"], from: from)
        put(to + "ffn/linear_1", ["fc2"], from: from)
        putNorm(to + "ffn/layer_norm", from: from + "final_layer_norm")
      }
    }
    return result
  }
}

/// Makes `.safetensors` files.
enum SafetensorsMaker {
  static func make(_ tensors: [(name: String, type: String, shape: [Int], bytes: [UInt8])]) -> [UInt8] {
    var (entries, data) = ([#""__metadata__":{"format":"pt"}"#], [UInt8]())
    for tensor in tensors {
      let range = [data.count, data.count + tensor.bytes.count]
      let place = #""shape":\#(tensor.shape),"data_offsets":\#(range)"#
      entries.append(#""\#(tensor.name)":{"dtype":"\#(tensor.type)",\#(place)}"#)
      data += tensor.bytes
    }
    let header = "{" + entries.joined(separator: ",") + "}"
    var file = BinaryFile()
    file.integer(UInt64(header.utf8.count))
    return file.bytes + Array(header.utf8) + data
  }
}

extension TemporaryFolder {
  /// Writes bytes to a file of this folder.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> FilePath {
    let file = path.appending(name)
    try Data(bytes).write(to: URL(fileURLWithPath: file.string))
    return file
  }
}
