import LRC
import PluginKit
import SubRip
import SubStationAlpha
import TTML
import Testing
import WebVTT

/// A subtitle format under test.
struct TestedFormat: Sendable, CustomTestStringConvertible {
  var format: any SubtitleFormat
  /// So many units of its times make a second.
  var unitsPerSecond: Int64 = 1000
  /// Whether every cue has an end of its own, whatever comes after it.
  var keepsEnds = true

  static let all = [
    TestedFormat(format: SubRipFormat()), TestedFormat(format: WebVTTFormat()), TestedFormat(format: TTMLFormat()),
    TestedFormat(format: SubStationAlphaFormat(), unitsPerSecond: 100),
    TestedFormat(format: LRCFormat(), unitsPerSecond: 100, keepsEnds: false),
  ]

  var fileExtension: String { type(of: format).fileExtension }
  var testDescription: String { fileExtension }
}
