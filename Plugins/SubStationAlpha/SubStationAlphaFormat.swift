public import Foundation
public import PluginKit
public import Subtitles
import TextEncoding

/// Advanced SubStation Alpha (`.ass`): subtitles with a look of their own, what renderers burn into pictures. Reads
/// SubStation Alpha 4 (`.ssa`) as well.
///
/// See the README beside this file for what is kept and what is not.
public struct SubStationAlphaFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.substationalpha", version: "1.0.0", kind: .subtitleFormat,
    summary: "Advanced SubStation Alpha subtitles (.ass), read and written; SubStation Alpha (.ssa), read",
    licence: "Apache-2.0")
  public static let fileExtension = "ass"
  public static let features: Set<SubtitleFeature> = [
    .italic, .bold, .underline, .strikeout, .color, .alignment, .position, .edge, .voices, .wordTimes, .notes, .title,
  ]

  private var configuration: SubStationAlphaConfiguration

  /// - Throws: `ConfigurationError` for a style that no renderer could follow.
  public init(configuration: SubStationAlphaConfiguration) throws {
    try configuration.style.validate(at: "/style")
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = SubStationAlphaConfiguration()
  }

  public func write(_ document: SubtitleDocument) -> Data {
    let text = SubStationAlphaWriter(style: configuration.style).text(of: document)
    return Data(((configuration.byteOrderMark ? "\u{FEFF}" : "") + text).utf8)
  }

  public func matching(_ data: Data) -> SubStationAlphaFormat {
    var format = self
    format.configuration.byteOrderMark = data.starts(with: [0xEF, 0xBB, 0xBF])
    return format
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try SubStationAlphaReader.document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}
