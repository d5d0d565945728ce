import Foundation
import PluginHost
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    ("{\"b\":1,\"a\":[true,null,\"x\"]}", "{\"a\":[true,null,\"x\"],\"b\":1}"), ("1.5", "1.5"), ("1", "1"),
    ("-9007199254740993", "-9007199254740993"), ("\"a/b\"", "\"a/b\""), ("{}", "{}"),
  ])
  func hasOneSpelling(text: String, canonical: String) throws {
    #expect(try JSONValue(parsing: Data(text.utf8)).canonical == canonical)
  }

  @Test func mergesObjectsAndReplacesTheRest() throws {
    let below = try JSONValue(parsing: Data("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":1}".utf8))
    let above = try JSONValue(parsing: Data("{\"a\":{\"y\":[3]},\"c\":null}".utf8))
    #expect(below.merged(with: above).canonical == "{\"a\":{\"x\":1,\"y\":[3]},\"b\":1,\"c\":null}")
  }

  @Test(arguments: ["", "{", "{\"a\":}", "[1,]x", "nul"])
  func saysThatTextIsNoJSON(text: String) {
    #expect { try JSONValue(parsing: Data(text.utf8)) } throws: {
      "\($0)".hasPrefix("this is not JSON")
    }
  }
}
