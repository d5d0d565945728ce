import SystemPackage
import WhisperCost

/// What `config.json` of `transformers` says of a Whisper model's sizes. They follow from the weights as well; where the
/// two do not agree, files of different models were mixed.
struct HuggingFaceConfiguration {
  private let path: String
  private let fields: Fields

  /// Absent where they are as in all models of OpenAI.
  private struct Fields: Decodable {
    var model_type: String?
    var d_model: Int?
    var encoder_layers: Int?
    var decoder_layers: Int?
    var encoder_attention_heads: Int?
    var decoder_attention_heads: Int?
    var num_mel_bins: Int?
    var vocab_size: Int?
    var max_source_positions: Int?
    var max_target_positions: Int?
    var activation_function: String?
    var scale_embedding: Bool?
    var tie_word_embeddings: Bool?
  }

  /// - Throws: `WeightsError`, for a model that computes in another way than Whisper as well.
  init(_ path: FilePath) throws {
    self.path = path.string
    fields = try JSONFile.decode(Fields.self, from: path, what: "no config.json of a Whisper model")
    let faults = [
      (fields.model_type ?? "whisper" != "whisper", "it is of a model of the type “\(fields.model_type ?? "")”"),
      (
        fields.activation_function ?? "gelu" != "gelu",
        "its layers bend with “\(fields.activation_function ?? "")”, not “gelu”"
      ),
      (fields.scale_embedding ?? false, "it scales embeddings, which Whisper does not"),
    ]
    if let fault = faults.first(where: \.0) {
      throw WeightsError(path: self.path, message: "\(fault.1): only Whisper models are read")
    }
  }

  /// Whether logits are made with the token embeddings.
  var tiesEmbeddings: Bool { fields.tie_word_embeddings ?? true }

  /// The width of the hidden state, which every token's embedding has.
  ///
  /// - Throws: `WeightsError` where it is another than is said.
  func width(_ embeddings: WeightTensor) throws -> Int {
    guard let width = embeddings.shape.last, width == fields.d_model ?? width else {
      throw WeightsError(
        path: path,
        message: "`d_model` is \(fields.d_model ?? 0), “\(embeddings.name)” has the shape \(embeddings.shape)")
    }
    return width
  }

  /// - Throws: `WeightsError` where the weights have other sizes.
  func check(_ sizes: WhisperShape) throws {
    let said = [
      ("encoder_layers", fields.encoder_layers, sizes.encoderLayers),
      ("decoder_layers", fields.decoder_layers, sizes.decoderLayers),
      ("encoder_attention_heads", fields.encoder_attention_heads, sizes.headCount),
      ("decoder_attention_heads", fields.decoder_attention_heads, sizes.headCount),
      ("num_mel_bins", fields.num_mel_bins, sizes.melBands), ("vocab_size", fields.vocab_size, sizes.vocabulary),
      ("max_source_positions", fields.max_source_positions, sizes.audioPositions),
      ("max_target_positions", fields.max_target_positions, sizes.textPositions),
    ]
    if let (key, value, has) = said.first(where: { $0.1 != nil && $0.1 != $0.2 }), let value {
      throw WeightsError(path: path, message: "`\(key)` is \(value), the weights beside it have \(has)")
    }
  }
}
