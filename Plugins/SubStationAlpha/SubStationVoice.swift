import Subtitles

/// The names of speakers. An event has one field for them; where a cue has several, the others stand in override blocks
/// without a command, `{voice: Ann}`, which no renderer shows.
enum SubStationVoice {
  private static let mark = "voice:"

  /// A name as the field can hold it: without what ends fields and blocks. Nil for none.
  static func tidied(_ name: String?) -> String? {
    guard let name else { return nil }
    let line = CueText.lines(of: name).joined(separator: " ")
    var result = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      switch scalar {
      case ",": result.append(";")
      case "{": result.append("(")
      case "}": result.append(")")
      case "\\": result.append("/")
      default: result.append(scalar)
      }
    }
    return result.isEmpty ? nil : String(result)
  }

  static func block(_ name: String?) -> String { "{\(mark)\(name.map { " " + $0 } ?? "")}" }

  /// The name that a block is about, empty for nobody's; nil where it is about something else.
  static func name(inBlock block: ArraySlice<Unicode.Scalar>) -> String? {
    guard block.starts(with: mark.unicodeScalars), !block.contains("\\") else { return nil }
    let text = String(String.UnicodeScalarView(block.dropFirst(mark.unicodeScalars.count)))
    return String(SubStationFields.trimmed(text[...]))
  }
}
