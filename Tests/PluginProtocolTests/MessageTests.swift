import Foundation
import PluginProtocol
import Testing

struct MessageTests {
  private struct Point: Codable, Equatable {
    var x: Int
    var y: Double?
  }

  private func read(_ text: String) throws(RemoteError) -> IncomingMessage { try IncomingMessage(Data(text.utf8)) }

  private func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  @Test func `every kind of message is a line, and comes back`() throws {
    let request = try OutgoingMessage.request(.number(7), "measure", Point(x: 1, y: 0.5))
    #expect(text(request) == #"{"id":7,"jsonrpc":"2.0","method":"measure","params":{"x":1,"y":0.5}}"# + "\n")
    let heard = try IncomingMessage(request.dropLast())
    #expect(heard.kind == .request(.number(7), method: "measure"))
    #expect(try heard.params(Point.self) == Point(x: 1, y: 0.5))

    let notification = try IncomingMessage(OutgoingMessage.notification("tell", ["a/b": "c\nd"]))
    #expect(notification.kind == .notification(method: "tell"))
    #expect(try notification.params([String: String].self) == ["a/b": "c\nd"])

    let response = try IncomingMessage(OutgoingMessage.response(.text("a"), [Point(x: 2)]))
    #expect(response.kind == .response(.text("a")))
    #expect(try response.result([Point].self) == [Point(x: 2)])

    let error = RemoteError(.missingModel, "the model “base” is not installed")
    #expect(try IncomingMessage(OutgoingMessage.failure(.number(7), error)).kind == .failure(.number(7), error))
  }

  @Test func `who cannot read an id says so`() throws {
    let line = try OutgoingMessage.failure(nil, RemoteError(.parseError, "no"))
    #expect(text(line) == #"{"error":{"code":-32700,"message":"no"},"id":null,"jsonrpc":"2.0"}"# + "\n")
    #expect(try IncomingMessage(line).kind == .failure(nil, RemoteError(.parseError, "no")))
  }

  @Test func `fields that nobody knows are passed over`() throws {
    let message = try read(#"{"jsonrpc":"2.0","id":1,"method":"m","params":{"x":1,"z":[]},"since":"2"}"#)
    #expect(try message.params(Point.self) == Point(x: 1))
  }

  @Test func `a null is a result`() throws {
    let message = try read(#"{"jsonrpc":"2.0","id":1,"result":null}"#)
    #expect(message.kind == .response(.number(1)))
    #expect(try message.result(Point?.self) == nil)
  }

  @Test(arguments: ["", "loading…", "{\"jsonrpc\":\"2.0\"", "{} {}", "\u{FEFF}nope"])
  func `what is not JSON is called so`(line: String) {
    let error = #expect(throws: RemoteError.self) { try read(line) }
    #expect(error?.code == .parseError)
  }

  @Test(arguments: [
    "[]", "3", "null", "{}", #"{"jsonrpc":"1.0","id":1,"method":"m"}"#, #"{"jsonrpc":"2.0","id":1}"#,
    #"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, #"{"jsonrpc":"2.0","method":3}"#,
    #"{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"m","result":1}"#, #"{"jsonrpc":"2.0","result":1}"#,
    #"{"jsonrpc":"2.0","id":1,"error":"no"}"#,
  ])
  func `what is no message is called so`(line: String) {
    let error = #expect(throws: RemoteError.self) { try read(line) }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: [
    (#"{"x":"1"}"#, "“params/x” must be of the type Int"), (#"{"y":1}"#, "“params/x” is missing"),
    ("[1]", "“params” must be of the type Dictionary<String, Any>"),
  ])
  func `wrong parameters are named`(params: String, message: String) throws {
    let request = try read(#"{"jsonrpc":"2.0","id":1,"method":"m","params":\#(params)}"#)
    let error = #expect(throws: RemoteError.self) { try request.params(Point.self) }
    #expect(error == RemoteError(.invalidParams, message))
  }

  @Test func `no parameters are none`() throws {
    struct Nothing: Codable {}
    _ = try read(#"{"jsonrpc":"2.0","method":"exit"}"#).params(Nothing.self)
    let error = #expect(throws: RemoteError.self) {
      try read(#"{"jsonrpc":"2.0","id":1,"method":"m"}"#).params(Point.self)
    }
    #expect(error?.message == "“params” is missing")
  }

  @Test func `an excerpt is short and on one line`() {
    let error = #expect(throws: RemoteError.self) { try read(String(repeating: "ä\n", count: 10_000)) }
    #expect(error.map { $0.message.utf8.count < 200 && !$0.message.contains("\n") } == true)
  }

  @Test(arguments: [([1], 1), ([0, 1, 2], 1), ([2, 3], nil), ([], nil)])
  func `the best version that both speak is taken`(offered: [Int], best: Int?) {
    #expect(ProtocolVersion.best(of: offered) == best)
  }
}
