/// How burnt-in text looks: the style of a SubStation Alpha script, and the picture that its lengths refer to.
///
/// Lengths are in units of a picture of `playResX` by `playResY`.
package struct BurnInStyle: Hashable, Sendable {
  /// The width of that picture, 1…100,000: as wide as the film is shown, where its shorter side has 1080.
  package var playResX = 1920
  package var playResY = 1080
  /// The family.
  package var fontName = "Sans"
  /// The height of a line, which is a little more than that of its letters.
  package var fontSize = 54.0
  /// The width of the border around letters, or of what a box reaches beyond them, 0…100.
  package var outline = 2.5
  package var shadow = 0.0
  /// As CSS has colours.
  package var primaryColor = "#ffffff"
  /// Of the border or the box.
  package var outlineColor = "#000000"
  package var shadowColor = "#000000"
  /// Whether text stands on a box, as on television, and not within a border.
  package var hasBox = false
  /// Where text stands, as the digits lie on a keypad; 2 is the middle of the bottom.
  package var alignment = 2
  package var marginLeft = 192
  package var marginRight = 192
  package var marginVertical = 54
  /// Whether lines that are too long are broken, and do not run out of the picture.
  package var wrapsLines = false

  package init() {}
}
