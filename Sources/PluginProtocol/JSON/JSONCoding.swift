internal import Foundation

/// What is large enough to be written by hand.
protocol JSONWritable: Encodable {
  /// Writes what `JSONEncoder` would, its keys in order.
  func write(to json: inout JSONWriter) throws(JSONWriter.Unwritable)
}

/// What is large enough to be read by hand.
protocol JSONReadable: Decodable {
  /// Reads what `JSONDecoder` would.
  init(from json: inout JSONReader) throws(JSONReader.Surprise)
}

extension JSONWriter {
  /// Anything else, by `JSONEncoder`.
  mutating func value(_ value: some Encodable) throws(Unwritable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(value) else { throw Unwritable() }
    self.json(json)
  }
}

extension JSONReader {
  /// Anything else, by `JSONDecoder`.
  mutating func value<Value: Decodable>(_ type: Value.Type) throws(Surprise) -> Value {
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(self.value())) else { throw Surprise() }
    return value
  }
}
