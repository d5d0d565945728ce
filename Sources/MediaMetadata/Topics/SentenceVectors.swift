internal import Foundation
internal import PluginKit
internal import Transcript

/// What utterances mean, as vectors of length 1 that lie close together where the meanings do.
struct SentenceVectors {
  let count: Int
  let width: Int
  /// The model that made the embeddings; nil for vectors of words.
  let encoder: String?
  /// A row an utterance.
  private let values: [Float]

  /// - Parameter embeddings: taken where each of `units` has one.
  init(_ units: [TextUnit], _ embeddings: SpanEmbeddings?) {
    count = units.count
    if let embeddings, let values = Self.meanings(of: units, embeddings) {
      (self.values, width, encoder) = (values, embeddings.dimension / 2, embeddings.model)
    } else {
      (values, width, encoder) = (Self.words(of: units), Self.hashes, nil)
    }
  }

  /// Calls `body` with the row of an utterance.
  func withRow<Result>(_ index: Int, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    values.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[index * width..<(index + 1) * width])) }
  }

  /// The cosine of two utterances.
  func similarity(_ first: Int, _ second: Int) -> Double {
    withRow(first) { a in
      withRow(second) { b in
        var sum: Float = 0
        for column in 0..<width { sum += a[column] * b[column] }
        return Double(sum)
      }
    }
  }

  /// The first halves, which say what a span means.
  private static func meanings(of units: [TextUnit], _ embeddings: SpanEmbeddings) -> [Float]? {
    let indices = embeddings.indices
    let width = embeddings.dimension / 2
    guard width > 0, !units.isEmpty else { return nil }
    var values: [Float] = []
    values.reserveCapacity(units.count * width)
    for unit in units {
      guard let index = indices[unit.utterance.words] else { return nil }
      let row = embeddings.vector(at: index).prefix(width)
      guard row.allSatisfy(\.isFinite) else { return nil }
      values += row
    }
    return values
  }

  /// Words by how rare they are (tf-idf with utterances for documents), each at the place and with the sign that a hash of
  /// it says (Weinberger et al. 2009), which keeps products on average.
  private static func words(of units: [TextUnit]) -> [Float] {
    var spread: [String: Int] = [:]
    for unit in units {
      for key in Set(unit.tokens.lazy.filter { $0.kind == .content }.map(\.key)) { spread[key, default: 0] += 1 }
    }
    var values = [Float](repeating: 0, count: units.count * hashes)
    for (row, unit) in units.enumerated() {
      let start = row * hashes
      for token in unit.tokens where token.kind == .content {
        let weight = log(Float(units.count + 1) / Float(spread[token.key] ?? 1))
        let hash = hash(token.key)
        values[start + Int(hash % UInt64(hashes))] += hash >> 63 == 0 ? weight : -weight
      }
      let length = values[start..<start + hashes].reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length > 0 { for column in start..<start + hashes { values[column] /= length } }
    }
    return values
  }

  /// Few words share a place: a chapter has some hundreds.
  private static let hashes = 512

  /// FNV-1a, mixed once more: its highest bits hardly change with the last letters.
  private static func hash(_ key: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash ^= hash >> 32
    return hash &* 0x9e37_79b9_7f4a_7c15
  }
}
