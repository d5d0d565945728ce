import CSpeechKernels

/// A linear layer's matrix as bytes, and its bias.
///
/// SAFETY: the memory is written before anyone else sees it, and only read after that.
final class ByteMatrix: @unchecked Sendable {
  let value: csk_matrix
  private let memory: UnsafeMutableRawPointer

  /// - Parameters:
  ///   - weights: [outputs, inputs]; outputs are filled up with zeros to whole panels.
  ///   - bias: none where it is empty.
  ///   - scale: multiplies both.
  /// - Throws: `WeightsError` for what is no number.
  init(_ weights: WeightTensor, bias: [Float], scale: Float = 1) throws {
    precondition(weights.shape.count == 2 && (bias.isEmpty || bias.count == weights.shape[0]), "not a linear layer")
    let (count, inputs, panel) = (weights.shape[0], weights.shape[1], Int(CSK_PANEL))
    let outputs = (count + panel - 1) / panel * panel
    let memory = UnsafeMutableRawPointer.allocate(byteCount: csk_matrix_size(inputs, outputs), alignment: 64)
    self.memory = memory
    var matrix = csk_matrix()
    csk_lay_out_matrix(inputs, outputs, memory, &matrix)
    value = matrix
    // Row by row: all of a large matrix as 32-bit floats would take memory that nobody needs again.
    for row in 0..<count {
      guard csk_pack_row(&matrix, row, try weights.floats(row: row), scale, bias.isEmpty ? 0 : bias[row]) != 0 else {
        throw WeightsError(
          path: weights.path, message: "“\(weights.name)” is damaged: row \(row) holds what is no number")
      }
    }
    let zeros = [Float](repeating: 0, count: inputs)
    for row in count..<outputs { _ = csk_pack_row(&matrix, row, zeros, 1, 0) }
  }

  /// The linear layer `name` of a model.
  ///
  /// - Parameter scale: multiplies weights and bias.
  convenience init(_ weights: WhisperWeights, _ name: String, scale: Float = 1) throws {
    try self.init(weights.tensor(name + "/weight"), bias: weights.floats(name + "/bias"), scale: scale)
  }

  deinit {
    memory.deallocate()
  }
}
