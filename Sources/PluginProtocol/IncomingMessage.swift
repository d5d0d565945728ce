public import Foundation

/// A line that was read: what kind of message it is, with parameters or a result that are read when their type is known.
public struct IncomingMessage: Sendable {
  public enum Kind: Hashable, Sendable {
    case request(MessageID, method: String)
    case notification(method: String)
    case response(MessageID)
    /// A refusal; without an id where the other side could not read what it was asked.
    case failure(MessageID?, RemoteError)
  }

  public let kind: Kind
  private let line: Data
  /// Nil where only `JSONDecoder` can tell.
  private let layout: MessageLayout?

  /// - Throws: `RemoteError` that says what is wrong with the line, ready to be sent back.
  public init(_ line: Data) throws(RemoteError) {
    let layout = MessageLayout(line)
    let head: Head
    do {
      head = try JSONDecoder().decode(Head.self, from: layout?.head ?? line)
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
      throw RemoteError(.parseError, "this line is not JSON: \(Self.excerpt(line))")
    } catch {
      throw RemoteError(.invalidRequest, "this line is no message of JSON-RPC 2.0: \(Self.excerpt(line))")
    }
    guard head.jsonrpc == "2.0" else {
      throw RemoteError(.invalidRequest, "“jsonrpc” must be “2.0” in every message: \(Self.excerpt(line))")
    }
    switch (head.method, head.id, head.error, head.hasResult) {
    case (let method?, let id?, nil, false): kind = .request(id, method: method)
    case (let method?, nil, nil, false): kind = .notification(method: method)
    case (nil, let id?, nil, true): kind = .response(id)
    case (nil, let id, let error?, false): kind = .failure(id, error)
    default:
      throw RemoteError(
        .invalidRequest,
        "a message has a method, or an id with either a result or an error: \(Self.excerpt(line))")
    }
    (self.line, self.layout) = (line, layout)
  }

  /// The parameters of a request or a notification; none are an empty object.
  ///
  /// - Throws: `RemoteError` that says which of them is missing or of another type.
  public func params<Params: Decodable>(_ type: Params.Type) throws(RemoteError) -> Params {
    if let params = quickly(type, layout?.params) { return params }
    if let params = try read(Asked<Params>.self, .invalidParams).params { return params }
    do {
      return try JSONDecoder().decode(Params.self, from: Data("{}".utf8))
    } catch {
      throw RemoteError(.invalidParams, "“params” is missing")
    }
  }

  /// The result that a response brings.
  public func result<Result: Decodable>(_ type: Result.Type) throws(RemoteError) -> Result {
    if let result = quickly(type, layout?.result) { return result }
    return try read(Answered<Result>.self, .invalidRequest).result
  }

  /// Nil where `JSONDecoder` has to read it, in its message, so that it can say where something is wrong.
  private func quickly<Body: Decodable>(_ type: Body.Type, _ range: Range<Int>?) -> Body? {
    range.flatMap { JSONDocument.readQuickly(type, from: line.dropFirst($0.lowerBound).prefix($0.count)) }
  }

  private func read<Body: Decodable>(_ type: Body.Type, _ code: RemoteError.Code) throws(RemoteError) -> Body {
    do {
      return try JSONDecoder().decode(Body.self, from: line)
    } catch let error as DecodingError {
      throw RemoteError(code, error.explanation)
    } catch {
      throw RemoteError(code, "\(error)")
    }
  }

  /// The beginning of a line, for people: 80 bytes, as a whole one may hold what was said.
  private static func excerpt(_ line: Data) -> String {
    let text = String(decoding: line.prefix(80), as: UTF8.self)
    return "“\(text.filter { !$0.isNewline })\(line.count > 80 ? "…" : "")”"
  }

  private struct Asked<Params: Decodable>: Decodable {
    var params: Params?
  }

  private struct Answered<Result: Decodable>: Decodable {
    var result: Result
  }

  private struct Head: Decodable {
    var jsonrpc: String?
    var id: MessageID?
    var method: String?
    var error: RemoteError?
    var hasResult: Bool

    private enum Key: CodingKey { case jsonrpc, id, method, error, result }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      jsonrpc = try container.decodeIfPresent(String.self, forKey: .jsonrpc)
      id = try container.decodeIfPresent(MessageID.self, forKey: .id)
      method = try container.decodeIfPresent(String.self, forKey: .method)
      error = try container.decodeIfPresent(RemoteError.self, forKey: .error)
      // A result may be null.
      hasResult = container.contains(.result)
    }
  }
}
