import Inference
import Testing

/// Arithmetic is chosen by what the device says of itself.
struct PrecisionTests {
  @Test(arguments: [
    (["FP32", "INT8", "BIN", "EXPORT_IMPORT"], ElementType.float32),  // AVX2 alone
    (["BF16", "FP32", "INT8"], .bfloat16),  // AVX-512 BF16, AMX
    (["BF16", "FP16", "FP32"], .bfloat16),
    (["FP32", "FP16", "INT8"], .float16),  // Arm, graphics
    ([], .float32),
    (["bf16", "BF16X"], .float32),
  ])
  func `the choice`(capabilities: [String], expected: ElementType) {
    let precision = Precision(capabilities: capabilities)
    #expect(precision.compute == expected)
    #expect(precision.capabilities == capabilities)
    #expect(precision.forKernels.compute == (expected == .float16 ? .float32 : expected))
  }

  @Test func `the processor here is asked`() throws {
    let runtime = try Shared.runtime.get()
    let precision = try Precision(runtime: runtime, device: "CPU")
    #expect(precision.capabilities.contains("FP32"))
    #expect(precision == Precision(capabilities: precision.capabilities))
    #expect(try runtime.devices().contains("CPU"))
    #expect(!Runtime.version.isEmpty)
  }

  @Test func `a graph compiles to what was chosen`() throws {
    let runtime = try Shared.runtime.get()
    let precision = try Precision(runtime: runtime, device: "CPU")
    let graph = try Graph("chosen")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [1])))
    let compiled = try runtime.compile(graph, for: "CPU", properties: precision.properties(threads: 2, streams: 2))
    #expect(try compiled.property("NUM_STREAMS") == "2")
    let hint = try compiled.property("INFERENCE_PRECISION_HINT")
    #expect(hint == ["float32": "f32", "bfloat16": "bf16", "float16": "f16"][precision.compute.rawValue])
  }

  @Test(arguments: [ElementType.float32, .bfloat16, .float16])
  func `every arithmetic runs on every processor`(compute: ElementType) throws {
    let runtime = try Shared.runtime.get()
    let graph = try Graph("arithmetic")
    let x = try graph.parameter("x", .float32, [1, 4])
    try graph.result("y", graph.matmul(x, graph.constant([1, 1, 1, 1] as [Float], [4, 1])))
    do {
      let compiled = try runtime.compile(
        graph, for: "CPU", properties: Precision(compute: compute).properties(threads: 1, streams: 1))
      let request = try compiled.makeRequest()
      try request.setInput("x", Evaluation.tensor([1, 2, 3, 4] as [Float], [1, 4]))
      try request.infer()
      #expect(try request.output("y").elements(as: Float.self)[0] == 10)
    } catch {
      // A processor may refuse an arithmetic that it does not have; it must say so.
      #expect(compute != .float32, "\(error)")
    }
  }
}
