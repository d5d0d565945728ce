public import Foundation
public import PluginKit
public import Subtitles
import TextEncoding

/// WebVTT (`.vtt`): the subtitles of the web, read by browsers and media servers.
///
/// See the README beside this file for what is kept and what is not.
public struct WebVTTFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.webvtt", version: "1.0.0", kind: .subtitleFormat,
    summary: "WebVTT subtitles (.vtt), read and written", licence: "Apache-2.0")
  public static let fileExtension = "vtt"
  public static let features = Set(SubtitleFeature.allCases).subtracting([.strikeout, .forced])

  public init(configuration: NoConfiguration) {}

  /// There is nothing to set.
  public init() {}

  public func write(_ document: SubtitleDocument) -> Data {
    Data(WebVTTWriter.text(of: document).utf8)
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try WebVTTReader.document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}
