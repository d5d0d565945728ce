import CSpeechKernels

/// A linear layer's matrix as bytes, and its bias.
///
/// SAFETY: the memory is written before anyone else sees it, and only read after that.
final class ByteMatrix: @unchecked Sendable {
  let value: csk_matrix
  private let memory: UnsafeMutableRawPointer

  /// - Parameters:
  ///   - weights: [outputs, inputs]; outputs are filled up with zeros to a multiple of 32.
  ///   - bias: none where it is empty.
  init(_ weights: [Float], bias: [Float], inputs: Int) {
    precondition(inputs > 0 && weights.count.isMultiple(of: inputs), "not a matrix")
    precondition(bias.isEmpty || bias.count * inputs == weights.count, "a bias of another length")
    let count = weights.count / inputs
    let outputs = (count + Self.panel - 1) / Self.panel * Self.panel
    memory = .allocate(byteCount: csk_matrix_size(inputs, outputs), alignment: 64)
    var matrix = csk_matrix()
    if outputs == count {
      csk_pack_matrix(weights, bias.isEmpty ? nil : bias, inputs, outputs, memory, &matrix)
    } else {
      let padding = outputs - count
      csk_pack_matrix(
        weights + [Float](repeating: 0, count: padding * inputs),
        bias.isEmpty ? nil : bias + [Float](repeating: 0, count: padding), inputs, outputs, memory, &matrix)
    }
    value = matrix
  }

  /// The linear layer `name` of a model.
  ///
  /// - Parameter scale: multiplies weights and bias.
  convenience init(_ weights: WhisperWeights, _ name: String, scale: Float = 1) throws {
    func scaled(_ values: [Float]) -> [Float] { scale == 1 ? values : values.map { $0 * scale } }
    let bias = try scaled(weights.floats(name + "/bias"))
    let matrix = try scaled(weights.floats(name + "/weight"))
    self.init(matrix, bias: bias, inputs: matrix.count / bias.count)
  }

  /// Outputs come in panels of so many.
  private static let panel = 32

  deinit {
    memory.deallocate()
  }
}
