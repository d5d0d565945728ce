import Foundation
package import SystemPackage

/// What a Whisper model says of itself in `config.json` and in the shapes of its weights.
package struct WhisperConfiguration: Sendable {
  /// A head of the decoder's cross-attention.
  package struct AttentionHead: Hashable, Sendable {
    package var layer: Int
    package var head: Int
  }

  /// Heads whose attention follows the sound: word times come from them.
  package var alignmentHeads: [AttentionHead]
  /// The layers that have such heads, in order.
  var alignmentLayers: [Int] { Set(alignmentHeads.map(\.layer)).sorted() }
  package var languageTokens: [Int]
  /// Never produced.
  package var suppressedTokens: [Int]
  /// Not produced as the first token.
  package var suppressedFirstTokens: [Int]

  package init(_ path: FilePath) throws {
    let file = try MappedFile(path)
    let data = try file.withBytes(offset: 0, count: file.count) { Data($0) }
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: data)
    } catch {
      throw WeightsError(path: file.path, message: "this is no Whisper config.json: \(error)")
    }
    alignmentHeads = fields.alignment_heads.compactMap {
      $0.count == 2 ? AttentionHead(layer: $0[0], head: $0[1]) : nil
    }
    languageTokens = fields.lang_ids ?? []
    suppressedTokens = fields.suppress_ids.filter { $0 >= 0 }
    suppressedFirstTokens = fields.suppress_ids_begin.filter { $0 >= 0 }
  }

  private struct Fields: Decodable {
    var alignment_heads: [[Int]]
    var lang_ids: [Int]?
    var suppress_ids: [Int]
    var suppress_ids_begin: [Int]
  }
}
