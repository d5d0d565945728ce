import Subtitles
import Timeline
import Transcript

/// Cue text as it stands in a file, and the pieces of text that it means.
enum WebVTTMarkup {
  /// `&`, `<` and `>` as references; so `-->` cannot occur either.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: - Writing

  private struct Tag: Hashable {
    var name: String
    var annotation = ""

    var open: String { "<\(name)\(annotation.isEmpty ? "" : " " + annotation)>" }
    var close: String { "</\(name.prefix { $0 != "." })>" }
  }

  /// The text of `cue`, lines parted by line feeds. Tags stay open while neighbours share them.
  static func text(of cue: Cue) -> String {
    var text = ""
    var open: [Tag] = []
    var latest = cue.range.start
    func close(to depth: Int) {
      while open.count > depth { text += open.removeLast().close }
    }
    for (number, line) in cue.text.enumerated() {
      if number > 0 { text += "\n" }
      for span in line.spans {
        let tags = tags(for: span)
        close(to: zip(open, tags).prefix { $0 == $1 }.count)
        // Times have to rise, within the cue.
        if let start = span.start, start > latest, start < cue.range.end {
          text += "<\(ClockTime(start).formatted(separator: "."))>"
          latest = start
        }
        for tag in tags.dropFirst(open.count) { text += tag.open }
        open = tags
        let content = escaped(span.text)
        text += span.ruby.map { "<ruby>\(content)<rt>\(escaped($0))</rt></ruby>" } ?? content
      }
    }
    close(to: 0)
    return text
  }

  private static func tags(for span: CueSpan) -> [Tag] {
    var tags: [Tag] = []
    if let language = span.language { tags.append(Tag(name: "lang", annotation: language.code)) }
    if let voice = span.voice.map({ CueText.lines(of: $0).joined(separator: " ") }), !voice.isEmpty {
      tags.append(Tag(name: "v", annotation: escaped(voice)))
    }
    var classes = span.classes.filter(isClass)
    if let color = span.style.color { classes.append(WebVTTStyleSheet.className(of: color, isBackground: false)) }
    if let color = span.style.background { classes.append(WebVTTStyleSheet.className(of: color, isBackground: true)) }
    if !classes.isEmpty { tags.append(Tag(name: "c." + classes.joined(separator: "."))) }
    if span.style.isBold { tags.append(Tag(name: "b")) }
    if span.style.isItalic { tags.append(Tag(name: "i")) }
    if span.style.isUnderlined { tags.append(Tag(name: "u")) }
    return tags
  }

  private static func isClass(_ name: String) -> Bool {
    !name.isEmpty && !name.contains { $0.isWhitespace || ".&<>".contains($0) }
  }

  // MARK: - Reading

  /// The text of a cue as the specification's tokenizer and tree builder see it (§6.4).
  ///
  /// - Parameter start: of the cue; times in the text that are not later are none.
  static func spans(of text: String, sheet: WebVTTStyleSheet, start: MediaTime) -> [CueSpan] {
    var builder = SpanBuilder(sheet, start)
    let scalars = Array(text.unicodeScalars)
    var piece = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "<":
        builder.add(String(piece))
        piece = String.UnicodeScalarView()
        // A tag that is not closed goes to the end of the cue.
        let end = scalars[index...].firstIndex(of: ">") ?? scalars.count
        builder.take(tag: String(String.UnicodeScalarView(scalars[(index + 1)..<end])))
        index = end + 1
      case "&":
        let (scalar, next) = reference(scalars, at: index) ?? ("&", index + 1)
        piece.append(scalar)
        index = next
      case "\0":
        piece.append("\u{FFFD}")
        index += 1
      default:
        piece.append(scalars[index])
        index += 1
      }
    }
    builder.add(String(piece))
    return builder.spans
  }

  private struct SpanBuilder {
    private struct Element {
      var name: String
      var span: CueSpan
    }

    private(set) var spans: [CueSpan] = []
    private var stack: [Element] = []
    private var start: MediaTime?
    private let cueStart: MediaTime
    private let sheet: WebVTTStyleSheet
    /// The first piece of the ruby text that is open.
    private var rubyBegin = 0

    /// Deeper than any text is meant; what is nested deeper is taken as it is there.
    private static let deepest = 64

    init(_ sheet: WebVTTStyleSheet, _ start: MediaTime) {
      self.sheet = sheet
      cueStart = start
    }

    private var current: CueSpan {
      if let top = stack.last { return top.span }
      var span = CueSpan("")
      sheet.apply("", to: &span.style)
      return span
    }

    mutating func add(_ text: String) {
      guard !text.isEmpty else { return }
      guard stack.last?.name != "rt" else { return annotate(text) }
      var span = current.with(text)
      span.start = start
      spans.append(span)
    }

    /// The text in `rt` belongs to what stands before it in its `ruby`.
    private mutating func annotate(_ text: String) {
      guard rubyBegin < spans.count, let last = spans.indices.last else { return }
      spans[last].ruby = (spans[last].ruby ?? "") + text
    }

    mutating func take(tag: String) {
      if tag.hasPrefix("/") { return end(tag.dropFirst().trimmed) }
      if tag.first?.isNumber == true {
        if let time = WebVTTTiming.time(tag), time > cueStart { start = time }
        return
      }
      let isEnd = { (character: Character) in character.isWhitespace }
      let head = tag.prefix { !isEnd($0) }
      let names = head.split(separator: ".").map(String.init)
      let annotation = CueText.lines(of: WebVTTMarkup.resolved(String(tag.dropFirst(head.count)))).joined(
        separator: " ")
      let name = head.hasPrefix(".") ? "" : names.first ?? ""
      guard ["c", "i", "b", "u", "ruby", "rt", "v", "lang"].contains(name), stack.count < Self.deepest else { return }
      if name == "rt", stack.last?.name != "ruby" { return }
      var span = current
      switch name {
      case "i": span.style.isItalic = true
      case "b": span.style.isBold = true
      case "u": span.style.isUnderlined = true
      case "v": span.voice = annotation.isEmpty ? span.voice : annotation
      case "lang":
        let language = LanguageTag(annotation)
        span.language = language.isUndetermined ? span.language : language
      case "ruby": rubyBegin = spans.count
      default: break
      }
      sheet.apply(name, to: &span.style)
      for className in names.dropFirst() {
        sheet.apply("." + className, to: &span.style)
        if !WebVTTStyleSheet.applyColor(className, to: &span.style) { span.classes.append(className) }
      }
      stack.append(Element(name: name, span: span))
    }

    private mutating func end(_ name: String) {
      if stack.last?.name == name {
        stack.removeLast()
        if name == "rt" { rubyBegin = spans.count }
      } else if name == "ruby", stack.last?.name == "rt" {
        stack.removeLast(min(2, stack.count))
      }
    }
  }

  private static func resolved(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let (scalar, next) =
        (scalars[index] == "&" ? reference(scalars, at: index) : nil) ?? (scalars[index], index + 1)
      result.append(scalar)
      index = next
    }
    return String(result)
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "lrm": "\u{200E}",
    "rlm": "\u{200F}", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
    "rdquo": "”", "shy": "\u{AD}", "copy": "©", "eacute": "é",
  ]

  /// The character reference at `index` and the index after it, nil where the ampersand is just one.
  private static func reference(_ scalars: [Unicode.Scalar], at index: Int) -> (Unicode.Scalar, Int)? {
    guard let end = scalars[index...].prefix(12).firstIndex(of: ";"), end > index + 1 else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    if let scalar = named[name] { return (scalar, end + 1) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
    let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap(Unicode.Scalar.init).map { ($0, end + 1) }
  }
}
