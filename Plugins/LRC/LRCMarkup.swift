import Subtitles
import Timeline

/// The text of a line, with times of words in it.
///
/// LRC cannot escape. Where text has what players take for a time, a word joiner (U+2060, invisible) keeps it apart, and
/// reading takes it away again: before a `[` that begins a line, as some players drop any bracket there, and after `<`
/// before a digit. One more is put where there is one already.
enum LRCMarkup {
  private static let joiner: Unicode.Scalar = "\u{2060}"

  static func text(_ line: CueLine) -> String {
    var result = ""
    var run = ""
    for span in line.spans {
      guard let start = span.start else {
        run += span.text
        continue
      }
      result += escaped(run, isFirst: result.isEmpty) + "<\(LRCStamp.text(start.count(perSecond: 100)))>"
      run = span.text
    }
    return result + escaped(run, isFirst: result.isEmpty)
  }

  private static func escaped(_ text: String, isFirst: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    if isFirst, scalars.first == "[" || scalars.first == joiner { result.append(joiner) }
    for (index, scalar) in scalars.enumerated() {
      result.append(scalar)
      guard scalar == "<", index + 1 < scalars.count else { continue }
      if scalars[index + 1] == joiner || ("0"..."9").contains(scalars[index + 1]) { result.append(joiner) }
    }
    return String(result)
  }

  /// What follows the stamps of a line.
  struct Text {
    /// Their starts are those in the file.
    var spans: [CueSpan] = []
    /// A time behind the last word, which is when that ends.
    var end: MediaTime?

    init(_ scalars: [Unicode.Scalar], from first: Int) {
      var piece = String.UnicodeScalarView()
      var start: MediaTime?
      var index = first < scalars.count && scalars[first] == joiner ? first + 1 : first
      func flush(_ spans: inout [CueSpan]) {
        guard !piece.isEmpty else { return }
        var span = CueSpan(String(piece))
        span.start = start
        spans.append(span)
        piece = String.UnicodeScalarView()
      }
      while index < scalars.count {
        if let stamp = LRCStamp.parse(scalars, at: index, "<", ">") {
          flush(&spans)
          (start, end) = (stamp.time, stamp.time)
          index = stamp.end
          continue
        }
        piece.append(scalars[index])
        if scalars[index] != " " { end = nil }
        let isEscape = scalars[index] == "<" && index + 1 < scalars.count && scalars[index + 1] == joiner
        index += isEscape ? 2 : 1
      }
      flush(&spans)
    }
  }
}
