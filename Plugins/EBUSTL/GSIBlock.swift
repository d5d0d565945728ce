import Foundation
import Subtitles
import TextEncoding
import Timeline
import Transcript

/// What the subtitles are for.
enum DisplayStandard: String {
  /// Put into the picture: italics and underlining, one row a line.
  case open
  /// Level 1 teletext: colours, boxes, two rows a line.
  case teletext

  /// What subtitles hold besides times and lines.
  var features: Set<SubtitleFeature> {
    let features: Set<SubtitleFeature> = [.alignment, .position, .edge, .notes, .title]
    return features.union(self == .open ? [.italic, .underline] : [.color])
  }
}

/// The first block of a file, which tells about all of it (General Subtitle Information).
struct GSIBlock {
  static let length = 1024
  /// Rows of a teletext page that subtitles use, and of files that do not say how many they count.
  static let usualRows = 23

  /// The digits of the disk format code: 25 in `STL25.01`.
  var framesPerSecond: Int64 = 25
  var standard = DisplayStandard.open
  var table = CharacterTable.latin
  var language = LanguageTag.undetermined
  var title: String?
  var programmeStart: TimeCode?
  var rows = usualRows
  /// `YYMMDD`; nil where the file does not say it.
  var creationDate: String?

  /// - Throws: where it is not one.
  init(_ bytes: [UInt8]) throws {
    guard bytes.count >= Self.length, bytes[3...].starts(with: Array("STL".utf8)) else {
      let hint = bytes.starts(with: Array("//".utf8)) || bytes.starts(with: Array("$".utf8))
      throw SubtitleReadError(
        hint ? "this is STL text of DVD Studio Pro, not EBU STL" : "this is not EBU STL: it has no block like STL25.01")
    }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    framesPerSecond = Int64(text(6..<8)) ?? 25
    standard = [0x31, 0x32].contains(bytes[11]) ? .teletext : .open
    table = CharacterTable(rawValue: text(12..<14)) ?? .latin
    language = EBULanguages.tag(of: text(14..<16))
    programmeStart = Self.timeCode(bytes[256..<264])
    let date = text(224..<230)
    creationDate = date.utf8.allSatisfy { (48...57).contains($0) } ? date : nil
    if let rows = Int(text(253..<255)), (1...99).contains(rows), standard == .open { self.rows = rows }
    // The titles of the programme, the original one and its translation.
    title = [16, 80].lazy.map { Self.decoded(bytes[$0..<($0 + 32)], codePage: text(0..<3)) }.first { !$0.isEmpty }
  }

  init() {}

  /// The rates of the disk format codes, also those that are not of the standard: 23 for 24000/1001 frames a second.
  func count(dropFrame: Bool) -> TimeCodeCount {
    switch framesPerSecond {
    case 23: TimeCodeCount(frameRate: Rational(24_000, 1001))
    case 29: TimeCodeCount(frameRate: Rational(30_000, 1001), isDropFrame: dropFrame)
    case 30 where dropFrame: .dropFrame
    case 24, 25, 30, 50, 60: TimeCodeCount(frameRate: Rational(framesPerSecond, 1))
    default: TimeCodeCount(frameRate: Rational(25, 1))
    }
  }

  private static func timeCode(_ digits: ArraySlice<UInt8>) -> TimeCode? {
    let fields = stride(from: digits.startIndex, to: digits.endIndex, by: 2).map {
      String(decoding: digits[$0..<($0 + 2)], as: UTF8.self)
    }
    return TimeCode(fields.joined(separator: ":"))
  }

  private static let codePages = ["437", "850", "860", "863", "865"]

  /// A field of the block, without the spaces that fill it up.
  private static func decoded(_ field: ArraySlice<UInt8>, codePage: String) -> String {
    let name = codePages.contains(codePage) ? codePage : "850"
    let text = DecodedText(Data(field), encoding: "CP\(name)")?.text ?? ""
    return CueText.lines(of: text).joined(separator: " ")
  }

  // MARK: - Writing

  /// What is counted in the file.
  struct Counts {
    var blocks = 0
    var subtitles = 0
    var groups = 1
    var longestRow = 40
    var firstCue = TimeCode(hours: 0, minutes: 0, seconds: 0, frames: 0)
  }

  /// - Parameter creationDate: `YYMMDD`.
  func bytes(_ counts: Counts, creationDate: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0x20, count: Self.length)
    func put(_ text: some Sequence<UInt8>, at offset: Int, length: Int) {
      for (index, byte) in text.prefix(length).enumerated() { bytes[offset + index] = byte }
    }
    func put(_ number: Int, at offset: Int, digits: Int) {
      let text = String(min(number, Int(String(repeating: "9", count: digits)) ?? 0))
      put((String(repeating: "0", count: digits - text.count) + text).utf8, at: offset, length: digits)
    }
    func put(_ timeCode: TimeCode, at offset: Int) {
      for (index, field) in [timeCode.hours, timeCode.minutes, timeCode.seconds, timeCode.frames].enumerated() {
        put(Int(field), at: offset + 2 * index, digits: 2)
      }
    }
    put("850STL\(framesPerSecond).01".utf8, at: 0, length: 11)
    put((standard == .open ? "0" : "1").utf8, at: 11, length: 1)
    put(table.rawValue.utf8, at: 12, length: 2)
    put(EBULanguages.code(of: language).utf8, at: 14, length: 2)
    put(CharacterTable.codePage850(title ?? ""), at: 16, length: 32)
    put((creationDate + creationDate + "00").utf8, at: 224, length: 14)
    put(counts.blocks, at: 238, digits: 5)
    put(counts.subtitles, at: 243, digits: 5)
    put(counts.groups, at: 248, digits: 3)
    put(counts.longestRow, at: 251, digits: 2)
    put(rows, at: 253, digits: 2)
    // Times are meant to be used.
    put("1".utf8, at: 255, length: 1)
    put(programmeStart ?? TimeCode(hours: 0, minutes: 0, seconds: 0, frames: 0), at: 256)
    put(counts.firstCue, at: 264)
    // One disk, the first.
    put("11".utf8, at: 272, length: 2)
    return bytes
  }
}
