public import Foundation
public import PluginKit
public import Subtitles
import TextEncoding

/// LRC (`.lrc`): lyrics, a line at a time, as music players show them; with the times of single words where they are
/// known.
///
/// See the README beside this file for what is kept and what is not.
public struct LRCFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.lrc", version: "1.0.0", kind: .subtitleFormat, summary: "LRC lyrics (.lrc), read and written",
    licence: "Apache-2.0")
  public static let fileExtension = "lrc"
  public static let features: Set<SubtitleFeature> = [.wordTimes, .title]

  private let configuration: LRCConfiguration

  /// - Throws: `ConfigurationError` for a gap that is no length of time.
  public init(configuration: LRCConfiguration) throws {
    guard (0...3600).contains(configuration.longestGap) else {
      throw ConfigurationError("/longestGap", "\(configuration.longestGap) is not within 0…3600")
    }
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = LRCConfiguration()
  }

  public func write(_ document: SubtitleDocument) -> Data {
    Data(LRCWriter(configuration: configuration).text(of: document).utf8)
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try LRCReader.document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}
