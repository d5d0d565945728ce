internal import CUchardet
public import Foundation
internal import Glibc

/// The text of a file whose encoding nobody wrote down.
///
/// What counts, in this order: a byte order mark; the zeros of UTF-32 and UTF-16 without one; being UTF-8; and at last what
/// the frequencies of letters speak for (uchardet), among some forty encodings of old.
public struct DecodedText: Hashable, Sendable {
  public var text: String
  /// Its name, as IANA has it: `UTF-8`, `windows-1251`.
  public var encoding: String
  /// Whether the letters alone spoke for it.
  public var isGuessed: Bool
  /// Whether some bytes were no text in that encoding; each shows as U+FFFD.
  public var isDamaged: Bool

  public init(_ data: Data) {
    let bytes = [UInt8](data)
    let marks: [(mark: [UInt8], name: String)] = [
      ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"),
      ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
    ]
    if let found = marks.first(where: { bytes.starts(with: $0.mark) }) {
      self.init(bytes[found.mark.count...], encoding: found.name, isGuessed: false)
    } else if let order = Self.utf32(bytes) ?? Self.utf16(bytes) {
      self.init(bytes[...], encoding: order, isGuessed: true)
    } else if Self.isMostlyUTF8(bytes) {
      self.init(bytes[...], encoding: "UTF-8", isGuessed: false)
    } else {
      self.init(bytes[...], encoding: Self.guess(bytes), isGuessed: true)
    }
  }

  /// The text of `data`, which is known to be in `encoding`, by any name that iconv(3) knows; nil for one it does not.
  public init?(_ data: Data, encoding: String) {
    guard Self.isKnown(encoding) else { return nil }
    self.init([UInt8](data)[...], encoding: encoding, isGuessed: false)
  }

  private init(_ bytes: ArraySlice<UInt8>, encoding: String, isGuessed: Bool) {
    self.encoding = encoding
    self.isGuessed = isGuessed
    if encoding == "UTF-8" {
      text = String(decoding: bytes, as: UTF8.self)
      isDamaged = String(validating: bytes, as: UTF8.self) == nil
    } else {
      (text, isDamaged) = Self.convert(bytes, from: encoding)
    }
  }

  /// What a reader of it should know, for people: that the encoding was guessed, that bytes were no text.
  public var remarks: [String] {
    (isGuessed ? ["the encoding is not written down; it was read as \(encoding)"] : [])
      + (isDamaged ? ["some bytes are no text in \(encoding), and show as U+FFFD"] : [])
  }

  // MARK: - Finding out

  /// Text in UTF-32 has a zero in every fourth byte and beside it one that is hardly ever anything else.
  private static func utf32(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4_096)
    let starts = stride(from: 0, to: head.count / 4 * 4, by: 4)
    guard head.count >= 8 else { return nil }
    if starts.allSatisfy({ head[$0 + 3] == 0 && head[$0 + 2] <= 0x10 }) { return "UTF-32LE" }
    if starts.allSatisfy({ head[$0] == 0 && head[$0 + 1] <= 0x10 }) { return "UTF-32BE" }
    return nil
  }

  /// Text in UTF-16 has a zero in every other byte wherever it is Latin, as digits and line ends are in any file. Some lost
  /// their last byte.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4_096)
    guard head.count >= 4 else { return nil }
    let zeros = (0...1).map { side in
      stride(from: head.startIndex + side, to: head.endIndex, by: 2).count { head[$0] == 0 }
    }
    let enough = head.count / 2 / 5
    if zeros[1] > enough, zeros[0] == 0 { return "UTF-16LE" }
    if zeros[0] > enough, zeros[1] == 0 { return "UTF-16BE" }
    return nil
  }

  /// Whether the bytes are UTF-8, but perhaps for a few that somebody cut or wrote over. Text in an encoding of old has
  /// next to no two letters in a row that would be a character of UTF-8.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    if String(validating: bytes, as: UTF8.self) != nil { return true }
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let damaged = text.count { $0 == "\u{FFFD}" }
    let whole = text.count { $0.value >= 0x80 && $0 != "\u{FFFD}" }
    return whole >= 3 && whole >= damaged * 4
  }

  private static func guess(_ bytes: [UInt8]) -> String {
    let fallback = "windows-1252"
    guard let detector = uchardet_new() else { return fallback }
    defer { uchardet_delete(detector) }
    let status = bytes.withUnsafeBytes {
      uchardet_handle_data(detector, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    uchardet_data_end(detector)
    guard status == 0, let name = uchardet_get_charset(detector).map({ String(cString: $0) }), !name.isEmpty else {
      return fallback
    }
    // Those below differ from these in control characters alone, which no text has; and text that is not ASCII, or not
    // UTF-8, is not helped by either.
    let wider = [
      "ISO-8859-1": fallback, "ISO-8859-15": fallback, "ISO-8859-9": "windows-1254", "ISO-8859-11": "windows-874",
      "TIS-620": "windows-874", "GB2312": "GB18030", "SHIFT_JIS": "CP932", "EUC-KR": "CP949", "ASCII": fallback,
      "UTF-8": fallback,
    ]
    let chosen = wider[name.uppercased()] ?? name
    return isKnown(chosen) ? chosen : fallback
  }

  private static func isKnown(_ encoding: String) -> Bool {
    guard let converter = open(encoding) else { return false }
    iconv_close(converter)
    return true
  }

  private static func open(_ encoding: String) -> iconv_t? {
    let converter = iconv_open("UTF-8", encoding)
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  // MARK: - Converting

  private static func convert(_ bytes: ArraySlice<UInt8>, from encoding: String) -> (String, isDamaged: Bool) {
    guard let converter = open(encoding) else { return (String(decoding: bytes, as: UTF8.self), true) }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 65_536)
    var text: [UInt8] = []
    var isDamaged = false
    let capacity = output.count
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var source = input.baseAddress
        var left = input.count
        while left > 0 {
          var target = output.baseAddress
          var room = capacity
          let failed = iconv(converter, &source, &left, &target, &room) == Int(bitPattern: UInt.max)
          let code = errno
          text += output.prefix(capacity - room).map { UInt8(bitPattern: $0) }
          guard failed, code != E2BIG else { continue }
          // One byte that is no text, or a character that the end of the file cut.
          isDamaged = true
          text += "\u{FFFD}".utf8
          source = source.map { $0 + 1 }
          left -= 1
        }
      }
    }
    return (String(decoding: text, as: UTF8.self), isDamaged)
  }
}
