/// Text of anybody's as HTML: nothing in it is markup, and nothing of it reaches what stands around it.
package enum HTMLText {
  /// For attributes and for text of our own. What changes the direction of text is replaced.
  package static func escaped(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      append(Bidi(scalar) == nil ? scalar : "\u{FFFD}", to: &escaped)
    }
    return escaped
  }

  /// For text of a file, whatever its direction. Overrides and embeddings end with it, and end nothing outside.
  static func isolated(_ text: String) -> String {
    guard !isPlain(text) else { return "<bdi>\(text)</bdi>" }
    var escaped = "<bdi>"
    var open: [Bidi] = []
    for scalar in text.unicodeScalars {
      switch Bidi(scalar) {
      case nil: append(scalar, to: &escaped)
      case .popEmbedding:
        guard open.last == .embedding else { continue }
        open.removeLast()
        escaped.unicodeScalars.append(scalar)
      case .popIsolate:
        // It ends the embeddings inside of the isolate as well.
        guard let isolate = open.lastIndex(of: .isolate) else { continue }
        open.removeSubrange(isolate...)
        escaped.unicodeScalars.append(scalar)
      case .embedding?, .isolate?:
        // Deeper nesting than Unicode knows is not shown anyhow.
        guard open.count < 60, let kind = Bidi(scalar) else { continue }
        open.append(kind)
        escaped.unicodeScalars.append(scalar)
      }
    }
    for kind in open.reversed() { escaped += kind == .isolate ? "\u{2069}" : "\u{202C}" }
    return escaped + "</bdi>"
  }

  /// What begins or ends a stretch of text of another direction.
  private enum Bidi {
    case embedding, isolate, popEmbedding, popIsolate

    init?(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x202A, 0x202B, 0x202D, 0x202E: self = .embedding
      case 0x2066...0x2068: self = .isolate
      case 0x202C: self = .popEmbedding
      case 0x2069: self = .popIsolate
      default: return nil
      }
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 0x20, 0x21, 0x23...0x25, 0x28...0x3B, 0x3D, 0x3F...0x7E: true
      default: false
      }
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "&": text += "&amp;"
    case "<": text += "&lt;"
    case ">": text += "&gt;"
    case "\"": text += "&quot;"
    case "'": text += "&#39;"
    default:
      switch scalar.value {
      // Control characters as their pictures.
      case 0x00...0x1F: text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: text += "\u{2421}"
      case 0x2028, 0x2029: text += "\u{2424}"
      case 0x80...0x9F, 0xFFFE, 0xFFFF: text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
