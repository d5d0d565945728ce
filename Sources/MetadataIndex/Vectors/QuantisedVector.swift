internal import CVectorSearch

/// A vector as whole numbers: each is a code times the scale.
struct QuantisedVector<Code: FixedWidthInteger & Sendable>: Hashable, Sendable {
  /// Numbers of a vector.
  static var width: Int { Int(CVS_WIDTH) }

  var codes: [Code]
  var scale: Float

  /// - Parameters:
  ///   - vector: 384 numbers; what is no number counts as 0.
  ///   - largest: the code of the number that is farthest from 0.
  fileprivate init(_ vector: [Float], largest: Float) {
    var values = [Float](repeating: 0, count: Self.width)
    var peak: Float = 0
    for (index, value) in vector.prefix(Self.width).enumerated() where value.isFinite {
      values[index] = value
      peak = max(peak, abs(value))
    }
    scale = peak / largest
    let factor = peak.isNormal ? largest / peak : 0
    codes = values.map { Code(max(-largest, min(largest, ($0 * factor).rounded()))) }
  }
}

/// As it is kept: no number is off by more than a 254th of the largest, and the product of two vectors of sentences by
/// 0.001.
typealias StoredVector = QuantisedVector<Int8>

extension StoredVector {
  init(_ vector: [Float]) { self.init(vector, largest: 127) }
}

/// As others are compared with it: 12 bits and a sign a number, so that no sum overflows.
typealias QueryVector = QuantisedVector<Int16>

extension QueryVector {
  init(_ vector: [Float]) { self.init(vector, largest: 4_095) }
}
