package import Foundation

/// JSON whose texts say the same and do nothing: wherever it is pasted, such as into a page or a terminal, nothing in it
/// is markup, reorders text or controls a screen.
package enum HardenedJSON {
  /// The same of a line for a terminal or another program.
  package static func text(_ json: String) -> String { String(decoding: data(Data(json.utf8)), as: UTF8.self) }

  /// - Parameter json: valid JSON in UTF-8, where all of the signs in question stand within texts.
  package static func data(_ json: Data) -> Data {
    var result = Data(capacity: json.count)
    var index = json.startIndex
    func escape(_ scalar: Int) {
      let digits = String(scalar, radix: 16)
      result += Data("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
    while index < json.endIndex {
      let byte = json[index]
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F: escape(Int(byte))
      case 0xC2 where index + 1 < json.endIndex && (0x80...0x9F).contains(json[index + 1]):
        escape(Int(json[index + 1]))
        index += 1
      // The mark of direction that Arabic has.
      case 0xD8 where index + 1 < json.endIndex && json[index + 1] == 0x9C:
        escape(0x061C)
        index += 1
      case 0xE2 where index + 2 < json.endIndex:
        let scalar = 0x2000 | Int(json[index + 1] & 0x3F) << 6 | Int(json[index + 2] & 0x3F)
        if isHarmful(scalar) { escape(scalar) } else { result += json[index...index + 2] }
        index += 2
      // A byte order mark, which readers take away at the start of a text.
      case 0xEF where json[index...].starts(with: [0xEF, 0xBB, 0xBF]):
        escape(0xFEFF)
        index += 2
      default: result.append(byte)
      }
      index += 1
    }
    return result
  }

  /// Ends of lines that scripts know, marks and overrides of direction.
  private static func isHarmful(_ scalar: Int) -> Bool {
    (0x200E...0x200F).contains(scalar) || (0x2028...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
  }
}
