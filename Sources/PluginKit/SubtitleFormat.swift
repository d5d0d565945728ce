public import Foundation
public import Subtitles

/// Reads and writes one subtitle format. Pure: bytes in, bytes out; the host touches the disk.
public protocol SubtitleFormat: Plugin {
  /// Without the dot, as media servers expect it: `srt`.
  static var fileExtension: String { get }
  /// What its files hold besides times and lines, with the settings as they are where nobody changed them.
  static var features: Set<SubtitleFeature> { get }
  /// The same with the settings of this one; a writer leaves out the rest.
  var features: Set<SubtitleFeature> { get }
  /// Whether files are written as well as read.
  static var isWritten: Bool { get }
  /// The same document gives the same bytes.
  func write(_ document: SubtitleDocument) throws -> Data
  /// What a file of `document` lacks.
  func losses(of document: SubtitleDocument) -> [SubtitleLoss]
  /// The same with the settings that files such as `data` were written with, as far as they show: a file that is mended
  /// stays of the kind that it was.
  func matching(_ data: Data) -> Self
  /// Reads what people have, strictly where meaning is at stake and leniently elsewhere.
  ///
  /// - Throws: `SubtitleReadError` for input that is not this format.
  func read(_ data: Data) throws -> SubtitleDocument
}

extension SubtitleFormat {
  /// Nothing but times and lines.
  public static var features: Set<SubtitleFeature> { [] }
  public static var isWritten: Bool { true }
  public var features: Set<SubtitleFeature> { Self.features }
  public func matching(_ data: Data) -> Self { self }
  /// What its features do not cover.
  public func losses(of document: SubtitleDocument) -> [SubtitleLoss] { document.losses(keeping: features) }
}
