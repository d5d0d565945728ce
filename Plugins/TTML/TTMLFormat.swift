public import Foundation
public import PluginKit
public import Subtitles

/// TTML (`.ttml`): W3C Timed Text, written in the text profile of IMSC 1.1, what broadcasters and streaming services
/// exchange.
///
/// See the README beside this file for what is kept and what is not.
public struct TTMLFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.ttml", version: "1.0.0", kind: .subtitleFormat,
    summary: "TTML subtitles (.ttml), written as IMSC 1.1 text profile, read from any TTML with media times",
    licence: "Apache-2.0")
  public static let fileExtension = "ttml"

  public init(configuration: NoConfiguration) {}

  /// There is nothing to set.
  public init() {}

  /// - Throws: `TTMLWriteError` when memory runs out.
  public func write(_ document: SubtitleDocument) throws -> Data {
    try TTMLWriter.data(of: document)
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    try TTMLReader.document(from: data)
  }
}
