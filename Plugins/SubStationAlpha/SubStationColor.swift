import Subtitles

/// Colours of scripts: blue, green and red in this order, and before them how far one sees through, 0 for not at all.
extension TextColor {
  /// `&HAABBGGRR`, `&HBBGGRR&`, with the mark or without, or a decimal number where `&H` and `0x` are missing.
  ///
  /// - Parameter isOverride: whether it stands in an override, where numbers are hexadecimal in any case.
  init?(subStation text: Substring, isOverride: Bool = false) {
    guard let value = Self.number(text, isHexadecimal: isOverride) else { return nil }
    self.init(
      UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value >> 16 & 0xFF),
      alpha: isOverride ? 255 : 255 - UInt8(value >> 24 & 0xFF))
  }

  /// The alpha that `&HAA&` means, 255 for what cannot be seen through.
  static func alpha(subStation text: Substring) -> UInt8? {
    number(text, isHexadecimal: true).map { 255 - UInt8($0 & 0xFF) }
  }

  /// `&HAABBGGRR`, for a style.
  var subStationField: String {
    "&H" + hexadecimal(255 - alpha) + hexadecimal(blue) + hexadecimal(green) + hexadecimal(red)
  }

  /// `&HBBGGRR&`, for an override; the alpha has one of its own.
  var subStationOverride: String { "&H" + hexadecimal(blue) + hexadecimal(green) + hexadecimal(red) + "&" }

  /// `&HAA&`.
  var subStationAlpha: String { "&H" + hexadecimal(255 - alpha) + "&" }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private static func number(_ text: Substring, isHexadecimal: Bool) -> UInt32? {
    var digits = SubStationFields.trimmed(text)
    var radix = isHexadecimal ? 16 : 10
    for mark in ["&H", "&h", "&", "0x", "H"] where digits.hasPrefix(mark) {
      digits = digits.dropFirst(mark.count)
      radix = 16
      break
    }
    if radix == 10 { return Int64(digits).map { UInt32(truncatingIfNeeded: $0) } }
    digits = digits.prefix { $0.isHexDigit && $0.isASCII }
    guard !digits.isEmpty else { return nil }
    let significant = digits.drop { $0 == "0" }
    guard significant.count <= 8 else { return nil }
    return significant.isEmpty ? 0 : UInt32(significant, radix: 16)
  }
}
