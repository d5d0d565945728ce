import PluginKit
import SubRip
import TTML
import Testing
import WebVTT

/// A subtitle format under test.
struct TestedFormat: Sendable, CustomTestStringConvertible {
  var format: any SubtitleFormat

  static let all = [
    TestedFormat(format: SubRipFormat()), TestedFormat(format: WebVTTFormat()), TestedFormat(format: TTMLFormat()),
  ]

  var fileExtension: String { type(of: format).fileExtension }
  var testDescription: String { fileExtension }
}
