public import Foundation
public import PluginKit
public import Subtitles
import TextEncoding

/// SubRip (`.srt`): numbered cues of plain text, what every player and media server reads.
///
/// Writing is strict, reading is lenient; see the README beside this file for what is kept and what is not.
public struct SubRipFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.subrip", version: "1.0.0", kind: .subtitleFormat,
    summary: "SubRip subtitles (.srt), read and written", licence: "Apache-2.0")
  public static let fileExtension = "srt"
  public static let features: Set<SubtitleFeature> = [
    .italic, .bold, .underline, .strikeout, .color, .alignment, .edge,
  ]

  private let configuration: SubRipConfiguration

  public init(configuration: SubRipConfiguration) {
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    self.init(configuration: SubRipConfiguration())
  }

  public func write(_ document: SubtitleDocument) -> Data {
    let text = SubRipWriter.text(of: document)
    return Data((configuration.byteOrderMark && !text.isEmpty ? "\u{FEFF}" : "").utf8) + Data(text.utf8)
  }

  public func losses(of document: SubtitleDocument) -> [SubtitleLoss] {
    document.losses(keeping: features, isSolid: true)
  }

  public func matching(_ data: Data) -> SubRipFormat {
    var configuration = configuration
    configuration.byteOrderMark = data.starts(with: [0xEF, 0xBB, 0xBF])
    return SubRipFormat(configuration: configuration)
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try SubRipReader.document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}
