public import Timeline
public import Transcript

/// A line of text in pieces of one style each.
public struct CueLine: Hashable, Sendable, ExpressibleByStringLiteral {
  public var spans: [CueSpan]

  public init(spans: [CueSpan]) { self.spans = spans }

  /// Plain text.
  public init(_ text: String) { spans = [CueSpan(text)] }

  public init(stringLiteral text: String) { self.init(text) }

  /// The text without styles and without ruby annotations.
  public var string: String { spans.count == 1 ? spans[0].text : spans.map(\.text).joined() }
}

/// Text with all that is the same about it.
public struct CueSpan: Hashable, Sendable {
  public var text: String
  public var style = TextStyle()
  /// Who says it; the name as it is shown, or would be.
  public var voice: String?
  /// The language, where it is another than that of the track.
  public var language: LanguageTag?
  /// What stands beside the text in small characters to tell how it is read.
  public var ruby: String?
  /// When it is said or sung, where that is later than the start of the cue: for words that light up one by one.
  public var start: MediaTime?
  /// Names that the file gives to kinds of text, as WebVTT's classes.
  public var classes: [String] = []

  public init(_ text: String, style: TextStyle = TextStyle(), voice: String? = nil) {
    self.text = text
    self.style = style
    self.voice = voice
  }

  /// The same in all but the text.
  public func with(_ text: String) -> CueSpan {
    var span = self
    span.text = text
    return span
  }

  /// Whether the two may be one.
  func matches(_ other: CueSpan) -> Bool { ruby == nil && other.ruby == nil && with("") == other.with("") }
}

/// How text looks.
public struct TextStyle: Hashable, Sendable {
  public var isItalic = false
  public var isBold = false
  public var isUnderlined = false
  public var isStruckOut = false
  /// Nil for that of the player.
  public var color: TextColor?
  /// Behind the text; nil for that of the player.
  public var background: TextColor?

  public init() {}

  public static let italic: TextStyle = {
    var style = TextStyle()
    style.isItalic = true
    return style
  }()
}

/// A colour in sRGB, each part from 0 to 255; an alpha of 0 cannot be seen.
public struct TextColor: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  public var alpha: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
    (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
  }

  /// `#RGB`, `#RRGGBB`, `#RRGGBBAA`, `rgb(…)`, `rgba(…)` as CSS has them (alpha 0…1) or TTML (0…255, told apart by a
  /// value over 1), or one of the sixteen names of CSS 2 and TTML. Nil for anything else.
  public init?(css text: String) {
    let name = text.lowercased().filter { $0 != " " }
    if let color = Self.named[name] {
      self = color
    } else if name.hasPrefix("#"), let color = Self.hexadecimal(name.dropFirst()) {
      self = color
    } else if let color = Self.function(name) {
      self = color
    } else {
      return nil
    }
  }

  private static func hexadecimal(_ digits: Substring) -> TextColor? {
    guard digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else { return nil }
    func byte(_ shift: UInt32) -> UInt8 { UInt8(value >> shift & 0xFF) }
    func nibble(_ shift: UInt32) -> UInt8 { UInt8(value >> shift & 0xF) * 17 }
    switch digits.count {
    case 3: return TextColor(nibble(8), nibble(4), nibble(0))
    case 6: return TextColor(byte(16), byte(8), byte(0))
    case 8: return TextColor(byte(24), byte(16), byte(8), alpha: byte(0))
    default: return nil
    }
  }

  private static func function(_ text: String) -> TextColor? {
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")"), ["rgb", "rgba"].contains(text[..<open]) else {
      return nil
    }
    let parts = text[text.index(after: open)...].dropLast().split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, (3...4).contains(parts.count), numbers.allSatisfy({ (0...255).contains($0) })
    else { return nil }
    let alpha = numbers.count < 4 ? 255 : numbers[3] <= 1 ? numbers[3] * 255 : numbers[3]
    return TextColor(UInt8(numbers[0]), UInt8(numbers[1]), UInt8(numbers[2]), alpha: UInt8(alpha.rounded()))
  }

  /// The names that CSS 2, TTML and, with the same values, WebVTT's own classes know.
  public static let named: [String: TextColor] = [
    "black": TextColor(0, 0, 0), "silver": TextColor(192, 192, 192), "gray": TextColor(128, 128, 128),
    "white": TextColor(255, 255, 255), "maroon": TextColor(128, 0, 0), "red": TextColor(255, 0, 0),
    "purple": TextColor(128, 0, 128), "fuchsia": TextColor(255, 0, 255), "magenta": TextColor(255, 0, 255),
    "green": TextColor(0, 128, 0), "lime": TextColor(0, 255, 0), "olive": TextColor(128, 128, 0),
    "yellow": TextColor(255, 255, 0), "navy": TextColor(0, 0, 128), "blue": TextColor(0, 0, 255),
    "teal": TextColor(0, 128, 128), "aqua": TextColor(0, 255, 255), "cyan": TextColor(0, 255, 255),
    "transparent": TextColor(0, 0, 0, alpha: 0),
  ]

  /// `#rrggbb`, and with its alpha where one can see through it.
  public var css: String {
    let parts = [red, green, blue] + (alpha < 255 ? [alpha] : [])
    return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
