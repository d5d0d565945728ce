internal import Foundation

/// What utterances mean, as vectors that lie close together where the meanings do.
public struct SpanEmbeddings: Hashable, Sendable, Codable {
  /// The encoder, as its model is called.
  public var model: String
  /// SHA-256 of the encoder's weights, in hexadecimal; nil where it does not say. Classifiers were trained on the vectors of
  /// one encoder, and make nonsense of those of another with the same shape.
  public var weights: String?
  /// Numbers of a vector: two halves, each of length 1. The first says what a span means, and spans are compared by it; the
  /// second knows more of the words, for classifiers.
  public var dimension: Int
  /// Words by index among all words of the transcript: every utterance (`Transcript.utterances`), and the context of
  /// those that are short.
  public private(set) var spans: [Range<Int>]
  /// 16-bit floats, the lowest byte first, a vector after the other.
  private var halves: Data

  /// - Parameter vectors: one for each of `spans`.
  public init(model: String, weights: String? = nil, dimension: Int, spans: [Range<Int>], vectors: [[Float]]) {
    precondition(vectors.count == spans.count && vectors.allSatisfy { $0.count == dimension }, "a vector for each span")
    (self.model, self.weights, self.dimension, self.spans) = (model, weights, dimension, spans)
    halves = Data(capacity: 2 * dimension * spans.count)
    for vector in vectors {
      for number in vector {
        withUnsafeBytes(of: Float16(number).bitPattern.littleEndian) { halves.append(contentsOf: $0) }
      }
    }
  }

  /// Rounded to 16 bits.
  ///
  /// - Parameter index: in `spans`.
  public func vector(at index: Int) -> [Float] {
    halves.withUnsafeBytes { bytes in
      (0..<dimension).map { column in
        let bits = bytes.loadUnaligned(fromByteOffset: 2 * (index * dimension + column), as: UInt16.self)
        return Float(Float16(bitPattern: UInt16(littleEndian: bits)))
      }
    }
  }

  /// The index in `spans` by span.
  public var indices: [Range<Int>: Int] { Dictionary(zip(spans, spans.indices)) { first, _ in first } }
}
