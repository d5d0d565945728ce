package import Inference

/// Inputs and outputs of one step of the decoder after another, as `WhisperDecoderGraph` names them. For one thread at a
/// time.
package protocol DecoderRequest: AnyObject {
  /// Reads the input from `tensor` in place from now on.
  func setInput(_ name: String, _ tensor: Tensor) throws(InferenceError)
  func infer() throws(InferenceError)
  /// What the last step gave: valid until the next.
  func output(_ name: String) throws(InferenceError) -> TensorView
}

extension InferenceRequest: DecoderRequest {}

/// The decoder of a model, shared by all workers.
enum DecoderProgram: Sendable {
  case graph(CompiledGraph)
  case bytes(ByteDecoder)

  func makeRequest() throws -> any DecoderRequest {
    switch self {
    case .graph(let graph): try graph.makeRequest()
    case .bytes(let decoder): decoder.makeRequest()
    }
  }
}
