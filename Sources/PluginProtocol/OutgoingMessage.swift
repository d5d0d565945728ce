public import Foundation

/// A message as a line of JSON, its line feed included. Keys are in order, so that equal messages are equal lines.
public enum OutgoingMessage {
  /// Asks for something; the answer has the same id.
  public static func request(_ id: MessageID, _ method: String, _ params: some Encodable) throws -> Data {
    if let params = params as? any JSONWritable, let line = quickly(id, method: method, #","params":"#, params) {
      return line
    }
    return try line(Envelope(id: id, method: method, params: params, result: Never?.none))
  }

  /// Tells something; there is no answer.
  public static func notification(_ method: String, _ params: some Encodable) throws -> Data {
    try line(Envelope(id: nil, method: method, params: params, result: Never?.none))
  }

  /// Answers a request.
  public static func response(_ id: MessageID, _ result: some Encodable) throws -> Data {
    if let result = result as? any JSONWritable, let line = quickly(id, method: nil, #","result":"#, result) {
      return line
    }
    return try line(Envelope(id: id, method: nil, params: Never?.none, result: result))
  }

  /// Answers a request that was not done; `id` is nil where it could not be read.
  public static func failure(_ id: MessageID?, _ error: RemoteError) throws -> Data {
    try line(Refusal(id: id, error: error))
  }

  private struct Envelope<Params: Encodable, Result: Encodable>: Encodable {
    let jsonrpc = "2.0"
    let id: MessageID?
    let method: String?
    let params: Params?
    let result: Result?
  }

  private struct Refusal: Encodable {
    let id: MessageID?
    let error: RemoteError

    private enum Key: CodingKey { case jsonrpc, id, error }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("2.0", forKey: .jsonrpc)
      // Null, where nobody knows what was asked: it may not be left out.
      try container.encode(id, forKey: .id)
      try container.encode(error, forKey: .error)
    }
  }

  /// Nil where `JSONEncoder` has to write it, or to say why it cannot.
  private static func quickly(
    _ id: MessageID, method: String?, _ name: StaticString, _ body: any JSONWritable
  ) -> Data? {
    var json = JSONWriter()
    json.literal(#"{"id":"#)
    switch id {
    case .number(let number): json.integer(number)
    case .text(let text): json.string(text)
    }
    json.literal(#","jsonrpc":"2.0""#)
    if let method {
      json.literal(#","method":"#)
      json.string(method)
    }
    json.literal(name)
    guard (try? body.write(to: &json)) != nil else { return nil }
    json.literal("}\n")
    return Data(json.bytes)
  }

  private static func line(_ message: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(message) + [UInt8(ascii: "\n")]
  }
}
