import Foundation
import Inference
import SentenceEncoder
import SystemPackage
import TestSupport
import Testing
import TextClassification

@Suite struct SentenceEncoderTests {
  private static let encoder = Result {
    try SentenceEncoder(folder: SentenceModel.folder, runtime: Runtime(), threads: 1)
  }

  /// Of the last layer, or of another.
  private func similarity(_ first: [Float], _ second: [Float], layer: Int = 0) -> Float {
    let part = layer * SentenceEncoder.width..<(layer + 1) * SentenceEncoder.width
    return zip(first[part], second[part]).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func `sentences that mean the same lie close together`() throws {
    let vectors = try Self.encoder.get().vectors(of: [
      "The ferry leaves the harbour at noon.", "At twelve o'clock the boat departs from the port.",
      "My grandmother bakes bread on Sundays.",
    ])
    #expect(vectors.allSatisfy { $0.count == SentenceEncoder.dimension })
    for layer in 0...1 { #expect(vectors.allSatisfy { abs(similarity($0, $0, layer: layer) - 1) < 1e-5 }) }
    #expect(similarity(vectors[0], vectors[1]) > 0.6)
    #expect(similarity(vectors[0], vectors[2]) < 0.3)
  }

  @Test func `its weights are those that classifiers were trained with`() throws {
    #expect(try Self.encoder.get().weights == ClassifierHead.encoderDigest)
  }

  @Test func `a vector does not depend on its neighbours`() throws {
    let encoder = try Self.encoder.get()
    let texts = (0..<70).map { String(repeating: "number \($0) ", count: $0 % 9 + 1) } + ["", "👍"]
    let together = try encoder.vectors(of: texts)
    for index in [0, 8, 33, 69, 70, 71] {
      #expect(similarity(try encoder.vectors(of: [texts[index]])[0], together[index]) > 0.998)
    }
    #expect(try encoder.vectors(of: texts) == together)
  }

  @Test func `progress reaches the end`() throws {
    var done: [Int] = []
    _ = try Self.encoder.get().vectors(of: (0..<40).map { "line \($0)" }) { done.append($0) }
    #expect(done == [32, 40])
    #expect(try Self.encoder.get().vectors(of: []).isEmpty)
  }

  @Test func `a file that is no network is told`() throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("no-network-\(UUID())")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try Data("this is no network".utf8).write(to: URL(filePath: folder.appending("model.onnx").string))
    #expect(throws: InferenceError.self) { try SentenceEncoder(folder: folder, runtime: Runtime(), threads: 1) }
  }
}
