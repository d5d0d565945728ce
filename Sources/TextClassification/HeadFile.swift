internal import Foundation

/// The file of a trained head, little-endian: `SURTHEAD`, format, length of the header, header (JSON, padded with spaces
/// so that it ends at a multiple of 16), arrays row by row, each padded to 4 bytes.
struct HeadFile {
  struct Header: Decodable {
    struct Encoder: Decodable {
      var sha256: String
      /// Layers whose vectors stand one after the other.
      var outputs: [String]
      var size: Int
      var scale: Float
    }
    struct Digest: Decodable { var sha256: String }
    struct Shape: Decodable {
      var name: String
      var shape: [Int]
      var type: String
      var offset: Int
    }

    var name: String
    var version: Int
    /// The language of what it was trained on, as in BCP 47.
    var language: String
    var encoder: Encoder
    var features: [String]
    var activation: String
    var output: String
    var outputs: [String]
    var thresholds: [String: Double]
    /// Limits by name of the band, by output.
    var bands: [String: [String: Double]]?
    var lexicon: Digest
    var valence: Digest?
    var arrays: [Shape]
  }

  static let format: UInt32 = 1
  private static let magic = Data("SURTHEAD".utf8)
  private static let start = 16

  let header: Header
  private let arrays: Data

  /// - Throws: `ClassifierError`.
  init(_ data: Data) throws(ClassifierError) {
    guard data.count >= Self.start, data.prefix(Self.magic.count) == Self.magic else {
      throw ClassifierError("it is no head: it does not begin with SURTHEAD")
    }
    let format = Self.number(data, at: 8)
    guard format == Self.format else {
      throw ClassifierError("the head has format \(format), this program reads \(Self.format)")
    }
    let length = Int(Self.number(data, at: 12))
    guard length <= data.count - Self.start else { throw ClassifierError("the head ends within its header") }
    let text = data.dropFirst(Self.start).prefix(length)
    do { header = try JSONDecoder().decode(Header.self, from: Data(text)) } catch {
      throw ClassifierError("the header of the head cannot be read: \(error)")
    }
    arrays = Data(data.dropFirst(Self.start + length))
  }

  /// The numbers of an array, row by row.
  ///
  /// - Throws: `ClassifierError` where there is none of that shape within the file.
  func array(_ name: String, shape: [Int]) throws(ClassifierError) -> [Float] {
    guard let array = header.arrays.first(where: { $0.name == name }) else {
      throw ClassifierError("the head has no array \(name)")
    }
    guard array.shape == shape else {
      throw ClassifierError("the array \(name) of the head has the shape \(array.shape), \(shape) was expected")
    }
    let size =
      switch array.type {
      case "f16": 2
      case "f32": 4
      default: throw ClassifierError("the array \(name) of the head is of the unknown type “\(array.type)”")
      }
    let count = shape.reduce(1, *)
    guard (0...arrays.count).contains(array.offset), count * size <= arrays.count - array.offset else {
      throw ClassifierError("the array \(name) of the head ends outside the file")
    }
    let numbers = arrays.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let place = array.offset + size * index
        return size == 2
          ? Float(
            Float16(bitPattern: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))))
          : Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      }
    }
    guard numbers.allSatisfy(\.isFinite) else {
      throw ClassifierError("the array \(name) of the head holds what is no number")
    }
    return numbers
  }

  private static func number(_ data: Data, at offset: Int) -> UInt32 {
    data.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
  }
}
