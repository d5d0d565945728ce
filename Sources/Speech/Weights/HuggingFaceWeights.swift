import SystemPackage

/// Reads the weights of a Whisper model as `transformers` writes them, and gives them CTranslate2's names and forms:
/// queries, keys and values of a self-attention in one matrix, keys and values of a cross-attention in another.
struct HuggingFaceWeights {
  /// By CTranslate2's names.
  private(set) var tensors: [String: WeightTensor] = [:]
  let files: [MappedFile]

  private let source: [String: WeightTensor]
  private let path: String
  /// What names begin with: nothing where the model was saved without its head.
  private let prefix: String
  private let width: Int

  /// - Parameters:
  ///   - path: `.safetensors`, or the index of several.
  ///   - configuration: says how wide the model is, and whether the output's matrix is that of the token embeddings.
  init(_ path: FilePath, _ configuration: HuggingFaceConfiguration) throws {
    if path.lastComponent?.string == SafetensorsIndex.fileName {
      let index = try SafetensorsIndex(path)
      (source, files) = (index.tensors, index.files)
    } else {
      let file = try SafetensorsFile(path)
      (source, files) = (file.tensors, [file.file])
    }
    self.path = path.string
    prefix = source.keys.contains { $0.hasPrefix("model.") } ? "model." : ""
    let embeddings = try Self.named(prefix + "decoder.embed_tokens.weight", in: source, path.string)
    width = try configuration.width(embeddings)
    tensors["decoder/embeddings/weight"] = embeddings
    tensors["decoder/projection/weight"] =
      try configuration.tiesEmbeddings ? embeddings : Self.named("proj_out.weight", in: source, path.string)
    for name in ["conv1", "conv2"] { try take("encoder.\(name)", as: "encoder/\(name)") }
    for side in ["encoder", "decoder"] {
      tensors["\(side)/position_encodings/encodings"] = try tensor("\(side).embed_positions.weight")
      try takeNorm("\(side).layer_norm", as: "\(side)/layer_norm")
      for layer in 0..<layerCount(side) { try takeLayer(layer, of: side) }
    }
  }

  /// The layers that a side has tensors of.
  private func layerCount(_ side: String) -> Int {
    let start = "\(prefix)\(side).layers."
    return Set(source.keys.filter { $0.hasPrefix(start) }.map { $0.dropFirst(start.count).prefix { $0 != "." } }).count
  }

  private mutating func takeLayer(_ number: Int, of side: String) throws {
    let (from, to) = ("\(side).layers.\(number).", "\(side)/layer_\(number)/")
    try takeNorm(from + "self_attn_layer_norm", as: to + "self_attention/layer_norm")
    try join(from + "self_attn", ["q_proj", "k_proj", "v_proj"], as: to + "self_attention/linear_0")
    try take(from + "self_attn.out_proj", as: to + "self_attention/linear_1")
    if side == "decoder" {
      try takeNorm(from + "encoder_attn_layer_norm", as: to + "attention/layer_norm")
      try take(from + "encoder_attn.q_proj", as: to + "attention/linear_0")
      try join(from + "encoder_attn", ["k_proj", "v_proj"], as: to + "attention/linear_1")
      try take(from + "encoder_attn.out_proj", as: to + "attention/linear_2")
    }
    try takeNorm(from + "final_layer_norm", as: to + "ffn/layer_norm")
    try take(from + "fc1", as: to + "ffn/linear_0")
    try take(from + "fc2", as: to + "ffn/linear_1")
  }

  private mutating func take(_ name: String, as target: String) throws {
    for part in ["weight", "bias"] { tensors["\(target)/\(part)"] = try tensor("\(name).\(part)") }
  }

  private mutating func takeNorm(_ name: String, as target: String) throws {
    tensors[target + "/gamma"] = try tensor(name + ".weight")
    tensors[target + "/beta"] = try tensor(name + ".bias")
  }

  /// Layers with as many outputs as inputs, one below the other. Those that make keys have no bias: it would change no
  /// attention weight.
  private mutating func join(_ block: String, _ names: [String], as target: String) throws {
    tensors[target + "/weight"] = try .joined(names.map { try tensor("\(block).\($0).weight", [width, width]) })
    tensors[target + "/bias"] = try .joined(
      names.map { name in
        let bias = "\(block).\(name).bias"
        let isMissing = name == "k_proj" && source[prefix + bias] == nil
        return try isMissing ? .zeros(prefix + bias, shape: [width], path: path) : tensor(bias, [width])
      })
  }

  /// - Parameter shape: what it must have; those of tensors that are not joined are looked at by `WhisperWeights`.
  private func tensor(_ name: String, _ shape: [Int]? = nil) throws -> WeightTensor {
    let tensor = try Self.named(prefix + name, in: source, path)
    if let shape { try tensor.expect(shape) }
    return tensor
  }

  private static func named(
    _ name: String, in source: [String: WeightTensor], _ path: String
  ) throws -> WeightTensor {
    guard let tensor = source[name] else { throw WeightsError(path: path, message: "“\(name)” is missing") }
    return tensor
  }
}
