import Subtitles

/// A style of a script, as far as it is kept.
struct ScriptStyle {
  /// Without the colour.
  var flags = TextStyle()
  var color = TextColor(255, 255, 255)
  /// 1…9, as the digits lie on a keypad.
  var alignment = 2
  var margins = SubStationMargins()

  init() {}

  /// - Parameter isLegacy: whether the alignment is one of SubStation Alpha 4.
  init(_ row: SubStationFields.Row, isLegacy: Bool) {
    func isSet(_ name: String) -> Bool { (Decimal.leading(row[name]) ?? 0) != 0 }
    flags.isBold = isSet("bold")
    flags.isItalic = isSet("italic")
    flags.isUnderlined = isSet("underline")
    flags.isStruckOut = isSet("strikeout")
    if let found = TextColor(subStation: row["primarycolour"]) { color = found }
    if isLegacy { color.alpha = 255 }
    if let number = Int(row["alignment"]) {
      let code = isLegacy ? CuePlacement.key(legacy: number) : number
      if let code, (1...9).contains(code) { alignment = code }
    }
    margins = SubStationMargins(row)
  }
}

extension SubStationMargins {
  /// Of a style or of an event; what is not there, or is no length, is 0.
  init(_ row: SubStationFields.Row) {
    func length(_ name: String) -> Double { max(0, Decimal.leading(row[name]) ?? 0) }
    self.init(left: length("marginl"), right: length("marginr"), vertical: length("marginv"))
  }
}
