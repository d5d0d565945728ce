import Foundation
import Speech
import SystemPackage
import TestSupport
import Testing

/// `model.bin` files made by hand.
struct CTranslate2WeightsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private typealias Variable = CTranslate2File.Variable

  private static let matrix: Variable = {
    var data = BinaryFile()
    data.floats([1, 2, 3, 4, 5, -0.5])
    return Variable(name: "layer/weight", shape: [2, 3], code: 0, bytes: data.bytes)
  }()

  private func file(
    version: UInt32 = 6, specification: String = "WhisperSpec", _ variables: [Variable] = [matrix],
    aliases: [(String, String)] = []
  ) -> BinaryFile {
    CTranslate2File.make(version: version, specification: specification, variables, aliases: aliases)
  }

  @Test func `names, shapes and values are read`() throws {
    let half = Variable(name: "half", shape: [3], code: 4, bytes: [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00])
    let brain = Variable(name: "brain", shape: [2], code: 5, bytes: [0x80, 0x3F, 0x20, 0xC1])
    let scalar = Variable(name: "scalar", shape: [], code: 0, bytes: [0, 0, 0x80, 0x3F])
    let odd = Variable(name: "alignment_heads", shape: [2, 2], code: 2, bytes: [UInt8](repeating: 0, count: 8))
    let path = try file([Self.matrix, half, brain, odd, scalar], aliases: [("twin", "layer/weight")]).write(to: folder)
    let tensors = try CTranslate2Weights(path).tensors
    #expect(Set(tensors.keys) == ["layer/weight", "half", "brain", "scalar", "twin"])
    #expect(tensors["layer/weight"]?.shape == [2, 3])
    #expect(try tensors["layer/weight"]?.floats() == [1, 2, 3, 4, 5, -0.5])
    #expect(try tensors["twin"]?.floats() == [1, 2, 3, 4, 5, -0.5])
    #expect(try tensors["half"]?.floats() == [1, -2, 0x1p-24])
    #expect(try tensors["brain"]?.floats() == [1, -10])
    #expect(try tensors["scalar"]?.floats() == [1])
  }

  @Test func `integers are not read as floats`() throws {
    let path = try file([Variable(name: "codes", shape: [2], code: 1, bytes: [1, 2])]).write(to: folder)
    let tensor = try #require(try CTranslate2Weights(path).tensors["codes"])
    #expect(throws: WeightsError.self) { try tensor.floats() }
  }

  @Test func `bytes with a scale for each row are numbers`() throws {
    var scales = BinaryFile()
    scales.floats([2, 0.5])
    let codes = Variable(name: "layer/weight", shape: [2, 2], code: 1, bytes: [1, 0xFF, 127, 0x80])
    let variables = [codes, Variable(name: "layer/weight_scale", shape: [2], code: 0, bytes: scales.bytes)]
    let tensors = try CTranslate2Weights(file(variables, aliases: [("twin", "layer/weight")]).write(to: folder)).tensors
    for name in ["layer/weight", "twin"] {
      let tensor = try #require(tensors[name])
      #expect(try tensor.floats() == [0.5, -0.5, 254, -256])
      #expect(try tensor.floats(row: 1) == [254, -256])
    }
  }

  @Test(arguments: [[1], [3], [2, 1], []] as [[UInt32]])
  func `scales that are not one a row`(shape: [UInt32]) throws {
    let codes = Variable(name: "layer/weight", shape: [2, 2], code: 1, bytes: [1, 2, 3, 4])
    let count = Int(shape.reduce(1, *))
    let scales = Variable(
      name: "layer/weight_scale", shape: shape, code: 0, bytes: [UInt8](repeating: 0, count: 4 * count))
    let path = try file([codes, scales]).write(to: folder)
    let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
    #expect(error?.message.contains("layer/weight_scale") == true)
  }

  @Test func `weights in 16-bit integers are refused with advice`() throws {
    let path = try file([Variable(name: "layer/weight", shape: [1], code: 2, bytes: [1, 2])]).write(to: folder)
    let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
    #expect(error?.message.contains("layer/weight") == true && error?.message.contains("--quantization") == true)
  }

  @Test func `a file cut anywhere is an error that names it`() throws {
    let whole = file([Self.matrix], aliases: [("twin", "layer/weight")]).bytes
    for count in whole.indices {
      let path = try BinaryFile.write(Array(whole.prefix(count)), to: folder)
      let error = #expect(throws: WeightsError.self, "\(count) bytes") { try CTranslate2Weights(path) }
      #expect(error?.description.contains(path.string) == true)
    }
    #expect(throws: Never.self) { try CTranslate2Weights(BinaryFile.write(whole, to: folder)) }
  }

  @Test func `no byte that is changed brings the reader down`() throws {
    let whole = file([Self.matrix], aliases: [("twin", "layer/weight")]).bytes
    for position in whole.indices {
      for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[position] = value
        let tensors = try? CTranslate2Weights(BinaryFile.write(bytes, to: folder)).tensors
        for tensor in (tensors ?? [:]).values { _ = try? tensor.floats() }
      }
    }
  }

  @Test(arguments: [0, 5, 7, UInt32.max])
  func `another version`(version: UInt32) throws {
    let path = try file(version: version).write(to: folder)
    let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
    #expect(error?.message.contains("6") == true && error?.message.contains("\(version)") == true)
  }

  @Test func `another kind of model`() throws {
    let path = try file(specification: "TransformerSpec").write(to: folder)
    let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
    #expect(error?.message.contains("TransformerSpec") == true)
  }

  @Test(arguments: [[2, 2], [2, 3, 1, 2], [], [7], [0], [.max, .max]] as [[UInt32]])
  func `a size that does not agree with the shape`(shape: [UInt32]) throws {
    var variable = Self.matrix
    variable.shape = shape
    let path = try file([variable]).write(to: folder)
    let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
    #expect(error?.message.contains("layer/weight") == true)
  }

  @Test func `a shape whose size wraps around`() throws {
    // 2³¹ × 2³¹ × 4 bytes is 2⁶⁴: nothing, for one who does not look.
    let path = try file([Variable(name: "huge", shape: [1 << 31, 1 << 31], code: 0, bytes: [])]).write(to: folder)
    #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
  }

  @Test func `no file, no folder, nothing in it`() throws {
    for path in [folder.path.appending("missing"), folder.path] {
      let error = #expect(throws: WeightsError.self) { try CTranslate2Weights(path) }
      #expect(error?.path == path.string)
    }
    #expect(throws: WeightsError.self) { try CTranslate2Weights(BinaryFile.write([], to: folder)) }
  }
}
