package import Inference
package import SystemPackage

/// Tells speech from everything else, 31.25 times a second. One detector a thread.
package final class VoiceActivityDetector {
  /// Samples of one verdict.
  package static let frameLength = VoiceActivityGraph.frameLength

  private let request: InferenceRequest
  private let hidden = Tensor(.float32, shape: [1, 1, VoiceActivityGraph.stateSize])
  private let cell = Tensor(.float32, shape: [1, 1, VoiceActivityGraph.stateSize])
  private let frames = Tensor(.float32, shape: [blockFrames, VoiceActivityGraph.contextLength + frameLength])
  private var context = [Float](repeating: 0, count: VoiceActivityGraph.contextLength)

  /// Frames in one inference: 16 s of sound.
  private static let blockFrames = 512

  /// Compiles the model; share the result between detectors.
  package static func compile(_ path: FilePath, runtime: Runtime) throws -> CompiledGraph {
    let weights = try SafetensorsFile(path).tensors
    let graph = try VoiceActivityGraph.build(weights, path: path.string)
    // Small and recurrent: half precision would cost more in conversions than it saves, and drifts.
    return try runtime.compile(
      graph, for: "CPU", properties: Precision(compute: .float32).properties(threads: 1, streams: 1))
  }

  package init(_ compiled: CompiledGraph) throws {
    request = try compiled.makeRequest()
    try request.setInput("hidden", hidden)
    try request.setInput("cell", cell)
  }

  /// The probability of speech in each frame of `samples`, which continue those of the call before. Only the last
  /// call may bring a number of samples that is no multiple of `frameLength`; silence completes its last frame.
  package func probabilities(_ samples: [Float]) throws -> [Float] {
    let width = VoiceActivityGraph.contextLength + Self.frameLength
    let count = (samples.count + Self.frameLength - 1) / Self.frameLength
    var result: [Float] = []
    result.reserveCapacity(count)
    for first in stride(from: 0, to: count, by: Self.blockFrames) {
      let rows = min(Self.blockFrames, count - first)
      let input = frames.elements(as: Float.self)
      for row in 0..<rows {
        let start = (first + row) * Self.frameLength
        for (i, sample) in context.enumerated() { input[row * width + i] = sample }
        for i in 0..<Self.frameLength {
          input[row * width + context.count + i] = start + i < samples.count ? samples[start + i] : 0
        }
        for i in context.indices { context[i] = input[row * width + Self.frameLength + i] }
      }
      try request.setInput("frames", frames, rows: 0..<rows)
      try request.infer()
      let verdicts = try request.output("probability").elements(as: Float.self)
      guard verdicts.count == rows else {
        throw InferenceError(
          operation: "find speech", message: "the model gives \(verdicts.count) verdicts on \(rows) frames")
      }
      result.append(contentsOf: verdicts)
      for (name, state) in [("nextHidden", hidden), ("nextCell", cell)] {
        state.bytes.copyMemory(from: try request.output(name).bytes)
      }
    }
    return result
  }
}
