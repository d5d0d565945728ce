import Foundation
import PluginProtocol
import TestSupport
import Testing
import Transcript

/// Messages that are taken apart by hand, against Foundation.
struct MessageLayoutTests {
  /// Any JSON.
  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  private static let lines = [
    #"{"id":7,"jsonrpc":"2.0","method":"filter","params":{"transcript":{"file":"/x"},"context":{"temporaryDirectory":"/y"}}}"#,
    #"{"jsonrpc":"2.0","id":"a\n","result":{"transcript":{"file":"/x"}},"since":[1e5,-0.5,"ä\u0041",true,false,null]}"#,
    #" { "jsonrpc" : "2.0" , "method" : "$/progress" , "params" : { "id" : 7 , "fraction" : 0.5 } } "#,
    #"{"jsonrpc":"2.0","id":7,"error":{"code":-32800,"message":"cancelled"}}"#,
    #"{"jsonrpc":"2.0","id":7,"result":null}"#,
  ]

  @Test(arguments: lines)
  func `a line that ends early is not JSON`(line: String) throws {
    let line = Data(line.trimmingCharacters(in: .whitespaces).utf8)
    _ = try IncomingMessage(line)
    for count in 0..<line.count {
      let error = #expect(throws: RemoteError.self) { try IncomingMessage(line.prefix(count)) }
      #expect(error?.code == .parseError)
    }
    // A part of other bytes is read as well.
    #expect(try IncomingMessage((Data("x".utf8) + line).dropFirst()).kind == IncomingMessage(line).kind)
  }

  @Test(arguments: 0..<30)
  func `what is no JSON is no message`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      var line = Data(Self.lines[round % Self.lines.count].utf8)
      for _ in 0..<Int.random(in: 1...2, using: &generator) { line = TranscriptJSONTests.damaged(line, &generator) }
      let text = String(decoding: line, as: UTF8.self)
      let isJSON = (try? JSONDecoder().decode(Anything.self, from: line)) != nil
      do {
        let message = try IncomingMessage(line)
        #expect(isJSON, "\(text)")
        if case .response = message.kind, let result = try? message.result(TranscriptResult.self) {
          struct Answer: Decodable { var result: TranscriptResult }
          #expect(try JSONDecoder().decode(Answer.self, from: line).result == result, "\(text)")
        }
      } catch let error as RemoteError {
        if !isJSON { #expect(error.code == .parseError, "\(text)") }
      }
    }
  }

  @Test(arguments: [
    #"{"jsonrpc":"2.0","id":1,"id":2,"method":"m"}"#, #"{"jsonrpc":"2.0","id":1,"result":1,"result":2}"#,
    #"{"jsonrpc":"2.0","\u0069d":1,"method":"m"}"#,
  ])
  func `two spellings of one member are what Foundation makes of them`(line: String) throws {
    struct Head: Decodable { var id: Int }
    let id = MessageID.number(Int64(try JSONDecoder().decode(Head.self, from: Data(line.utf8)).id))
    switch try IncomingMessage(Data(line.utf8)).kind {
    case .request(id, method: "m"), .response(id): break
    case let other: Issue.record("\(other)")
    }
  }

  @Test(arguments: [
    (#"{"transcript":{"inline":{"language":"en"}}}"#, "“result/transcript/inline/segments” is missing"),
    (
      #"{"transcript":{"inline":{"language":"en","segments":[{}]}}}"#,
      "“result/transcript/inline/segments/0/words” is missing"
    ),
    (#"{"transcript":{}}"#, "“result/transcript/inline” is missing"), ("{}", "“result/transcript” is missing"),
    (#"{"transcript":{"file":3}}"#, "“result/transcript/file” must be of the type String"),
  ])
  func `what is wrong is named with its place`(result: String, message: String) throws {
    let line = try IncomingMessage(Data(#"{"jsonrpc":"2.0","id":1,"result":\#(result)}"#.utf8))
    let error = #expect(throws: RemoteError.self) { try line.result(TranscriptResult.self) }
    #expect(error == RemoteError(.invalidRequest, message))
  }

  /// As Foundation: a file goes before what lies in the message.
  @Test func `a transcript that comes twice is taken from its file`() throws {
    let line = #"{"jsonrpc":"2.0","id":1,"result":{"transcript":{"file":"/x","inline":{}}}}"#
    let result = try IncomingMessage(Data(line.utf8)).result(TranscriptResult.self)
    #expect(result.transcript == .file("/x"))
  }

  @Test func `what no JSON can hold is an error`() throws {
    var generator = SeededGenerator(seed: 1)
    var transcript = RandomTranscript.make(using: &generator)
    transcript.languages = [LanguageScore("en", score: .nan)]
    #expect(throws: EncodingError.self) {
      try OutgoingMessage.response(.number(1), TranscriptResult(transcript: .inline(transcript)))
    }
    #expect(throws: EncodingError.self) {
      let context = RequestContext(temporaryDirectory: "/x")
      return try OutgoingMessage.request(
        .number(1), "filter", FilterParams(transcript: .inline(transcript), context: context))
    }
  }
}
