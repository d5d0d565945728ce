package import Foundation

/// Values as JSON documents: by hand where that is known and nothing is unusual, else by `JSONEncoder` and `JSONDecoder`,
/// which say what is wrong.
package enum JSONDocument {
  /// Keys are in order, slashes as they are.
  ///
  /// - Throws: `EncodingError`.
  package static func write(_ value: some Encodable) throws -> Data {
    if let value = value as? any JSONWritable {
      var json = JSONWriter()
      if (try? value.write(to: &json)) != nil { return Data(json.bytes) }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// - Throws: `DecodingError`.
  package static func read<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try readQuickly(type, from: data) ?? JSONDecoder().decode(type, from: data)
  }

  /// Nil where `JSONDecoder` has to read it.
  package static func readQuickly<Value: Decodable>(_ type: Value.Type, from data: Data) -> Value? {
    guard let readable = type as? any JSONReadable.Type else { return nil }
    return data.withUnsafeBytes { bytes in
      guard var reader = try? JSONReader(bytes), let value = try? readable.init(from: &reader),
        (try? reader.finish()) != nil
      else { return nil }
      return value as? Value
    }
  }
}
