internal import CVectorSearch
internal import Foundation

/// A vector as bytes: each number is a code times the scale. The largest has the code 127, so that no number is off by more
/// than a 254th of it; products of two vectors of sentences are off by 0.001.
struct QuantisedVector: Hashable, Sendable {
  static let width = Int(CVS_WIDTH)

  var codes: [Int8]
  var scale: Float

  /// - Parameter vector: 384 numbers; what is no number counts as 0.
  init(_ vector: [Float]) {
    let values =
      vector.prefix(Self.width).map { $0.isFinite ? $0 : 0 }
      + Array(repeating: 0, count: max(0, Self.width - vector.count))
    let largest = values.reduce(0) { max($0, abs($1)) }
    scale = largest / 127
    codes = largest > 0 ? values.map { Int8(($0 / largest * 127).rounded()) } : Array(repeating: 0, count: Self.width)
  }
}

/// A vector that others are compared with: 12 bits and a sign a number.
struct QueryVector: Hashable, Sendable {
  var codes: [Int16]
  var scale: Float

  init(_ vector: [Float]) {
    let values =
      vector.prefix(QuantisedVector.width).map { $0.isFinite ? $0 : 0 }
      + Array(repeating: 0, count: max(0, QuantisedVector.width - vector.count))
    let largest = values.reduce(0) { max($0, abs($1)) }
    scale = largest / 4_095
    codes =
      largest > 0
      ? values.map { Int16(($0 / largest * 4_095).rounded()) } : Array(repeating: 0, count: QuantisedVector.width)
  }
}
