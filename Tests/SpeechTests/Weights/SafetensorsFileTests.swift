import Foundation
import Speech
import SystemPackage
import TestSupport
import Testing

/// `.safetensors` files made by hand.
struct SafetensorsFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static func file(_ header: String, _ data: [UInt8] = [], length: UInt64? = nil) -> BinaryFile {
    var file = BinaryFile()
    file.integer(length ?? UInt64(header.utf8.count))
    file.bytes += Array(header.utf8) + data
    return file
  }

  private static let sixFloats: [UInt8] = {
    var data = BinaryFile()
    data.floats([1, 2, 3, 4, 5, -0.5])
    return data.bytes
  }()

  @Test func `names, shapes and values are read`() throws {
    let header = """
      {"__metadata__":{"format":"pt"},"m":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
      "h":{"dtype":"F16","shape":[1],"data_offsets":[24,26]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[26,28]}}
      """
    let path = try Self.file(header, Self.sixFloats + [0x00, 0x3C, 0x20, 0xC1]).write(to: folder)
    let tensors = try SafetensorsFile(path).tensors
    #expect(Set(tensors.keys) == ["m", "h", "b"])
    #expect(tensors["m"]?.shape == [2, 3])
    #expect(try tensors["m"]?.floats() == [1, 2, 3, 4, 5, -0.5])
    #expect(try tensors["h"]?.floats() == [1])
    #expect(try tensors["b"]?.floats() == [-10])
  }

  @Test func `a file cut anywhere is an error`() throws {
    let whole = Self.file(#"{"m":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}"#, Self.sixFloats).bytes
    for count in whole.indices {
      let path = try BinaryFile.write(Array(whole.prefix(count)), to: folder)
      #expect(throws: (any Error).self, "\(count) bytes") { try SafetensorsFile(path) }
    }
  }

  @Test(arguments: [
    #"{"m":{"dtype":"F32","shape":[2,2],"data_offsets":[0,24]}}"#,
    #"{"m":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}"#,
    #"{"m":{"dtype":"F32","shape":[2,3],"data_offsets":[24,0]}}"#,
    #"{"m":{"dtype":"F32","shape":"2x3","data_offsets":[0,24]}}"#,
    #"{"m":{"dtype":"F32","shape":[2.5],"data_offsets":[0,24]}}"#,
    "[]", "{", "", "null", "\u{0}\u{0}",
  ])
  func `a header that does not fit`(header: String) throws {
    let path = try Self.file(header, Self.sixFloats).write(to: folder)
    #expect(throws: (any Error).self) { try SafetensorsFile(path) }
  }

  @Test func `tensors of other types are passed over`() throws {
    let header =
      #"{"m":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"n":{"dtype":"I64","shape":[3],"data_offsets":[0,24]}}"#
    let path = try Self.file(header, Self.sixFloats).write(to: folder)
    #expect(try SafetensorsFile(path).tensors.keys.sorted() == ["m"])
  }

  @Test func `a header that is no JSON is an error that names the file`() throws {
    let path = try Self.file("{]", Self.sixFloats).write(to: folder)
    #expect(throws: WeightsError.self) { try SafetensorsFile(path) }
  }

  @Test(arguments: [1_000, 1 << 31 - 1, 1 << 62] as [UInt64])
  func `a header longer than the file`(length: UInt64) throws {
    let path = try Self.file("{}", length: length).write(to: folder)
    #expect(throws: (any Error).self) { try SafetensorsFile(path) }
  }

  @Test func `a header length whose high bits are set`() throws {
    let path = try Self.file("{}", length: 1 << 31 + 2).write(to: folder)
    #expect(throws: WeightsError.self) { try SafetensorsFile(path) }
  }

  @Test func `data before the data`() throws {
    let header = #"{"m":{"dtype":"F32","shape":[2,3],"data_offsets":[-24,0]}}"#
    let path = try Self.file(header, Self.sixFloats).write(to: folder)
    #expect(throws: WeightsError.self) { try SafetensorsFile(path) }
  }

  @Test func `negative dimensions`() throws {
    let header = #"{"m":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]}}"#
    let path = try Self.file(header, Self.sixFloats).write(to: folder)
    #expect(throws: WeightsError.self) { try SafetensorsFile(path) }
  }

  /// Each in a process of its own, since Swift's arithmetic stops the program.
  @Test func `numbers beyond what fits are errors, not the end`() async throws {
    await #expect(processExitsWith: .success) {
      try Self.readHuge(#"{"m":{"dtype":"F32","shape":[1],"data_offsets":[-9223372036854775808,4]}}"#)
    }
    await #expect(processExitsWith: .success) {
      try Self.readHuge(#"{"m":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,24]}}"#)
    }
    await #expect(processExitsWith: .success) {
      try Self.readHuge(
        #"{"m":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775800,9223372036854775804]}}"#)
    }
  }

  private static func readHuge(_ header: String) throws {
    let folder = try TemporaryFolder()
    let path = try file(header, sixFloats).write(to: folder)
    #expect(throws: WeightsError.self) { try SafetensorsFile(path) }
  }
}
