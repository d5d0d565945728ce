import Subtitles

/// The values of style attributes that are of use here; nil where an attribute is not set, or to nothing that is known.
struct TTMLStyle: Equatable {
  enum DisplayAlign { case before, center, after }
  enum WritingMode { case leftToRight, rightToLeft, columnsRightToLeft, columnsLeftToRight }
  enum Ruby { case none, container, base, baseContainer, text, textContainer, delimiter }

  // Inherited by what is inside.
  var color: TextColor?
  var isItalic: Bool?
  var isBold: Bool?
  var isUnderlined: Bool?
  var isStruckOut: Bool?
  var alignment: CuePlacement.Alignment?
  var isRightToLeft: Bool?
  var isVisible: Bool?
  var isForced: Bool?

  // Of the element alone.
  var background: TextColor?
  var isDisplayed: Bool?
  var opacity: Double?
  var ruby: Ruby?

  // Of regions.
  var displayAlign: DisplayAlign?
  var writingMode: WritingMode?
  var origin: [TTMLLength]?
  var extent: [TTMLLength]?
  var position: TTMLPosition?
  var padding: [TTMLLength]?

  /// Whether it keeps what has it from being seen.
  var hides: Bool { isDisplayed == false || opacity.map { $0 <= 0 } ?? false }

  /// These values, and those of `base` where there are none.
  func over(_ base: TTMLStyle) -> TTMLStyle {
    var style = inherited(over: base)
    style.background = background ?? base.background
    style.isDisplayed = isDisplayed ?? base.isDisplayed
    style.opacity = opacity ?? base.opacity
    style.ruby = ruby ?? base.ruby
    style.displayAlign = displayAlign ?? base.displayAlign
    style.writingMode = writingMode ?? base.writingMode
    style.origin = origin ?? base.origin
    style.extent = extent ?? base.extent
    style.position = position ?? base.position
    style.padding = padding ?? base.padding
    return style
  }

  /// These values, and those of `base` that are inherited where there are none.
  func inherited(over base: TTMLStyle) -> TTMLStyle {
    var style = self
    style.color = color ?? base.color
    style.isItalic = isItalic ?? base.isItalic
    style.isBold = isBold ?? base.isBold
    style.isUnderlined = isUnderlined ?? base.isUnderlined
    style.isStruckOut = isStruckOut ?? base.isStruckOut
    style.alignment = alignment ?? base.alignment
    style.isRightToLeft = isRightToLeft ?? base.isRightToLeft
    style.isVisible = isVisible ?? base.isVisible
    style.isForced = isForced ?? base.isForced
    return style
  }

  /// Sets what an attribute of the styling vocabulary says; what makes no sense changes nothing.
  mutating func set(_ name: String, _ value: String) {
    switch name {
    case "color": color = TextColor(css: value) ?? color
    case "backgroundColor": background = TextColor(css: value) ?? background
    case "fontStyle": isItalic = ["normal": false, "italic": true, "oblique": true][value] ?? isItalic
    case "fontWeight": isBold = ["normal": false, "bold": true][value] ?? isBold
    case "textDecoration": setDecoration(value)
    case "textAlign": alignment = CuePlacement.Alignment(rawValue: value) ?? alignment
    case "direction": isRightToLeft = ["ltr": false, "rtl": true][value] ?? isRightToLeft
    case "visibility": isVisible = ["visible": true, "hidden": false][value] ?? isVisible
    case "forcedDisplay": isForced = ["true": true, "false": false, "1": true, "0": false][value] ?? isForced
    case "display": isDisplayed = value != "none"
    case "opacity": opacity = Double(value).flatMap { $0.isNaN ? nil : $0 } ?? opacity
    case "ruby": ruby = Self.rubies[value] ?? ruby
    case "displayAlign": displayAlign = ["before": .before, "center": .center, "after": .after][value] ?? displayAlign
    case "writingMode": writingMode = Self.writingModes[value] ?? writingMode
    case "origin": origin = TTMLLength.list(value, count: 2...2) ?? origin
    case "extent": extent = TTMLLength.list(value, count: 2...2) ?? extent
    case "position": position = TTMLPosition(value) ?? position
    case "padding": padding = TTMLLength.list(value, count: 1...4) ?? padding
    default: break
    }
  }

  private mutating func setDecoration(_ value: String) {
    for word in value.split(separator: " ", maxSplits: 8) {
      switch word {
      case "none": (isUnderlined, isStruckOut) = (false, false)
      case "underline": isUnderlined = true
      case "noUnderline": isUnderlined = false
      case "lineThrough": isStruckOut = true
      case "noLineThrough": isStruckOut = false
      default: break
      }
    }
  }

  private static let rubies: [String: Ruby] = [
    "none": .none, "container": .container, "base": .base, "baseContainer": .baseContainer, "text": .text,
    "textContainer": .textContainer, "delimiter": .delimiter,
  ]
  private static let writingModes: [String: WritingMode] = [
    "lrtb": .leftToRight, "lr": .leftToRight, "rltb": .rightToLeft, "rl": .rightToLeft, "tbrl": .columnsRightToLeft,
    "tb": .columnsRightToLeft, "tblr": .columnsLeftToRight,
  ]
}
