/// How burnt-in text looks: the style of a SubStation Alpha script, and the picture that its lengths refer to.
///
/// Lengths are in units of a picture of `playResX` by `playResY`.
public struct BurnInStyle: Codable, Hashable, Sendable {
  /// The width of that picture, 1…100,000: as wide as the film is shown, where its shorter side has 1080.
  public var playResX = 1920
  public var playResY = 1080
  /// The family.
  public var fontName = "Sans"
  /// The height of a line, which is a little more than that of its letters.
  public var fontSize = 54.0
  /// The width of the border around letters, or of what a box reaches beyond them, 0…100.
  public var outline = 2.5
  public var shadow = 0.0
  /// As CSS has colours.
  public var primaryColor = "#ffffff"
  /// Of the border or the box.
  public var outlineColor = "#000000"
  public var shadowColor = "#000000"
  /// Whether text stands on a box, as on television, and not within a border.
  public var hasBox = false
  /// Where text stands, as the digits lie on a keypad; 2 is the middle of the bottom.
  public var alignment = 2
  public var marginLeft = 192
  public var marginRight = 192
  public var marginVertical = 54
  /// Whether lines that are too long are broken, and do not run out of the picture.
  public var wrapsLines = false

  public init() {}
}
