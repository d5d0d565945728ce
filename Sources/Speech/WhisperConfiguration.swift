package import WhisperCost

/// What a Whisper model's files say of how text is made with it.
package struct WhisperConfiguration: Sendable {
  /// A head of the decoder's cross-attention.
  package struct AttentionHead: Hashable, Sendable {
    package var layer: Int
    package var head: Int

    package init(layer: Int, head: Int) {
      self.layer = layer
      self.head = head
    }
  }

  /// Heads whose attention follows the sound: word times come from them.
  package var alignmentHeads: [AttentionHead]
  /// The layers that have such heads, in order.
  var alignmentLayers: [Int] { Set(alignmentHeads.map(\.layer)).sorted() }
  /// Empty where the files name none.
  package var languageTokens: [Int]
  /// Nil where the files do not say.
  package var isMultilingual: Bool?
  /// Never produced.
  package var suppressedTokens: [Int]
  /// Not produced as the first token.
  package var suppressedFirstTokens: [Int]

  /// - Parameter sizes: of the weights. A model that names no alignment heads, as distilled ones, has all heads of the
  ///   second half of its decoder, as in the reference implementation (`openai/whisper`, model.py).
  package init(_ files: WhisperFiles, sizes: WhisperShape) throws {
    let heads: [[Int]]?
    let suppressed: (always: [Int], first: [Int])
    switch files.layout {
    case .cTranslate2:
      let fields = try JSONFile.decode(
        CTranslate2Fields.self, from: files.configuration, what: "no Whisper config.json")
      heads = fields.alignment_heads
      languageTokens = fields.lang_ids ?? []
      suppressed = (fields.suppress_ids, fields.suppress_ids_begin)
    case .huggingFace:
      // Older versions of `transformers` wrote everything into `config.json`.
      let fields = try [files.generation, files.configuration].filter(WhisperFiles.exists).map {
        try JSONFile.decode(HuggingFaceFields.self, from: $0, what: "no configuration of a Whisper model")
      }
      func first<Value>(_ key: KeyPath<HuggingFaceFields, Value?>) -> Value? {
        fields.lazy.compactMap { $0[keyPath: key] }.first
      }
      heads = first(\.alignment_heads)
      languageTokens = (first(\.lang_to_id) ?? [:]).values.sorted()
      isMultilingual = first(\.is_multilingual)
      suppressed = (first(\.suppress_tokens) ?? [], first(\.begin_suppress_tokens) ?? [])
    }
    var known = Set<AttentionHead>()
    alignmentHeads =
      heads?.compactMap { $0.count == 2 ? AttentionHead(layer: $0[0], head: $0[1]) : nil }
      .filter { known.insert($0).inserted }
      ?? (sizes.decoderLayers / 2..<sizes.decoderLayers).flatMap { layer in
        (0..<sizes.headCount).map { AttentionHead(layer: layer, head: $0) }
      }
    suppressedTokens = suppressed.always.filter { $0 >= 0 }
    suppressedFirstTokens = suppressed.first.filter { $0 >= 0 }
  }

  /// The language codes by token, none for a model that knows English alone. Where the files name no languages, they are
  /// those of the vocabulary; where they do not say whether there are several, the vocabulary does.
  func languages(_ tokenizer: Tokenizer) -> [Int: String] {
    guard isMultilingual ?? !tokenizer.isEnglishOnly else { return [:] }
    return tokenizer.languageCodes(languageTokens.isEmpty ? tokenizer.languageTokens : languageTokens)
  }

  /// `config.json` of CTranslate2.
  private struct CTranslate2Fields: Decodable {
    var alignment_heads: [[Int]]?
    var lang_ids: [Int]?
    var suppress_ids: [Int]
    var suppress_ids_begin: [Int]
  }

  /// `generation_config.json`.
  private struct HuggingFaceFields: Decodable {
    var alignment_heads: [[Int]]?
    var lang_to_id: [String: Int]?
    var is_multilingual: Bool?
    var suppress_tokens: [Int]?
    var begin_suppress_tokens: [Int]?
  }
}
