import Foundation
import PluginKit
import Testing

struct LongDocumentTests {
  private struct Element: Encodable {
    var text: String
    var numbers: [Double]
  }

  private struct Inner: Encodable {
    var short: [Int]
    var long: [Element]
  }

  /// The lists are found in an object of the document as well as in the document.
  private struct Document: LongDocument {
    var a: String
    var deep: Inner
    var list: [Int]
    var z: [String: Int]

    var parts: (frame: Self, lists: [LongList]) {
      var frame = self
      frame.deep.long = []
      frame.list = []
      return (frame, [LongList("list", list), LongList("long", deep.long)])
    }
  }

  @Test(
    arguments: [[], .prettyPrinted, .sortedKeys, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]]
      as [JSONEncoder.OutputFormatting], [0, 1, 2, 255, 256, 257, 1000])
  func `in parts it gives the same bytes`(formatting: JSONEncoder.OutputFormatting, count: Int) throws {
    let document = Document(
      a: "\"list\" : [\n\n\"long\":[ äöü 日本 /",
      deep: Inner(
        short: [],
        long: (0..<count).map { Element(text: "\"long\" : [\n\n \($0)\n", numbers: $0 % 3 == 0 ? [] : [0.1, 1e30]) }),
      list: Array(0..<count / 2), z: [:])
    let encoder = JSONEncoder()
    // Without sorted keys the order may change from one encoder to the next: then only the content is compared.
    encoder.outputFormatting = formatting
    let (whole, parts) = (try encoder.encode(document), try encoder.encodeInParts(document))
    if formatting.contains(.sortedKeys) {
      #expect(parts == whole)
    } else {
      let objects = try [whole, parts].map { try JSONSerialization.jsonObject(with: $0) as? NSDictionary }
      #expect(objects[0] == objects[1] && objects[0] != nil)
    }
  }
}
