import PluginKit
import Subtitles

/// How subtitles look: the `Default` style of a script, and so what is burnt into a picture.
///
/// Lengths are in units of a picture of `playResX` by `playResY`; renderers scale them to the real one.
public struct SubStationStyle: Codable, Hashable, Sendable {
  /// The width of the picture that lengths refer to, 1…100,000. 1920, as most pictures have its shape; for one of another
  /// shape set both to its own size, or renderers stretch places.
  public var playResX = 1920
  /// The height of that picture, 1…100,000.
  public var playResY = 1080
  /// The family. `Sans` is no font: fontconfig puts a font in its place that the machine has.
  public var fontName = "Sans"
  /// The height of a line, over 0 up to `playResY`. 54 is a twentieth of the picture, and 42 characters, the longest
  /// line of most house styles, stay within 80 % of its width.
  public var fontSize = 54.0
  /// The width of the border around letters, 0…100. 2.5 keeps white text readable on white.
  public var outline = 2.5
  /// How far the shadow lies from the letters, 0…100. None, as the outline does its work.
  public var shadow = 0.0
  /// Of the letters, as CSS has colours. White: it is what people expect, and leaves the colours to speakers.
  public var primaryColor = "#ffffff"
  /// Of words that are still to be said, where the document has times of words. A grey that is read as easily, and told
  /// from white at a glance.
  public var secondaryColor = "#a0a0a0"
  /// Of the border. Black, the opposite of the letters.
  public var outlineColor = "#000000"
  /// Of the shadow. Black, if there is one.
  public var shadowColor = "#000000"
  /// Where text stands, as the digits lie on a keypad: 1…3 at the bottom, 7…9 at the top. 2, the middle of the bottom.
  public var alignment = 2
  /// Room at the left that text keeps free, from 0; both side margins together leave some width. 192, a tenth of the
  /// picture: what lies inside is visible on every screen.
  public var marginLeft = 192
  /// The same at the right.
  public var marginRight = 192
  /// The same at the top or the bottom, from 0 to half the height. 54, a twentieth: title-safe as well, and not in the
  /// middle of the action.
  public var marginVertical = 54

  public init() {}

  /// - Throws: `ConfigurationError` for what is out of its range, with pointers below `pointer`.
  public func validate(at pointer: String = "") throws {
    func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws {
      guard range.contains(value) else {
        let bounds = "\(Decimal.text(range.lowerBound))…\(Decimal.text(range.upperBound))"
        throw ConfigurationError("\(pointer)/\(name)", "\(value) is not within \(bounds)")
      }
    }
    try check("playResX", Double(playResX), 1...100_000)
    try check("playResY", Double(playResY), 1...100_000)
    try check("fontSize", fontSize, 0.001...Double(playResY))
    try check("outline", outline, 0...100)
    try check("shadow", shadow, 0...100)
    try check("alignment", Double(alignment), 1...9)
    try check("marginLeft", Double(marginLeft), 0...Double(playResX - 1))
    try check("marginRight", Double(marginRight), 0...Double(max(0, playResX - 1 - marginLeft)))
    try check("marginVertical", Double(marginVertical), 0...Double(playResY / 2))
    for (name, color) in [
      ("primaryColor", primaryColor), ("secondaryColor", secondaryColor), ("outlineColor", outlineColor),
      ("shadowColor", shadowColor),
    ] where TextColor(css: color) == nil {
      throw ConfigurationError("\(pointer)/\(name)", "“\(color)” is no colour; write it as #ffffff or white")
    }
    guard CueText.lines(of: fontName) == [fontName], !fontName.contains(",") else {
      throw ConfigurationError(
        "\(pointer)/fontName", "“\(fontName)” is no name of a font: it has no comma and no line end")
    }
  }

  var canvas: SubStationCanvas { SubStationCanvas(width: Double(playResX), height: Double(playResY)) }

  var margins: SubStationMargins {
    SubStationMargins(left: Double(marginLeft), right: Double(marginRight), vertical: Double(marginVertical))
  }

  /// The encoding for which players find out in which direction each line runs; for all others it is from the left.
  private static let automaticDirection = "-1"

  /// The fields of the style in the order of `SubStationFields.styles`, without the name.
  var fields: String {
    let colors = [primaryColor, secondaryColor, outlineColor, shadowColor].map {
      (TextColor(css: $0) ?? TextColor(255, 255, 255)).subStationField
    }
    let numbers =
      [outline, shadow].map(Decimal.text) + [alignment, marginLeft, marginRight, marginVertical].map(String.init)
    return
      ([fontName, Decimal.text(fontSize)] + colors + ["0,0,0,0,100,100,0,0,1"] + numbers + [Self.automaticDirection])
      .joined(separator: ",")
  }
}
