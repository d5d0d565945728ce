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

  @Test(arguments: [
    ("", #"{"a":[1,{"b/c":2,"~":3}]}"#), ("/a/0", "1"), ("/a/1/b~1c", "2"), ("/a/1/~0", "3"),
  ])
  func pointersLeadToValues(pointer: String, value: String) throws {
    let document = try JSONValue(parsing: Data(#"{"a":[1,{"b/c":2,"~":3}]}"#.utf8))
    #expect(document[pointer: pointer]?.canonical == value)
  }

  @Test(arguments: ["/b", "/a/2", "/a/-1", "/a/x", "/a/0/0", "/"]) func pointersMayLeadNowhere(pointer: String) throws {
    let document = try JSONValue(parsing: Data(#"{"a":[1,{"b/c":2}]}"#.utf8))
    #expect(document[pointer: pointer] == nil)
  }

  @Test func pointersHaveParents() {
    #expect("/a~1b/c".parentPointer == "/a~1b" && "/a".parentPointer == "" && "".parentPointer == nil)
    #expect("".appendingPointer("a/b~").pointerSteps == ["a/b~"])
  }
}
