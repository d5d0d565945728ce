internal import ClosedCaptions
public import Foundation
public import PluginKit
public import Subtitles
internal import TextEncoding
internal import Timeline

/// MCC (`.mcc`, MacCaption): the packets of closed captions of digital television as text. Read only, and of each packet
/// the CEA-608 captions that it carries for older decoders.
///
/// See the README beside this file for what is kept and what is not.
public struct MCCFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.mcc", version: "1.0.0", kind: .subtitleFormat,
    summary: "MacCaption captions (.mcc, CEA-608 within CEA-708), read only", licence: "Apache-2.0")
  public static let fileExtension = "mcc"
  public static let isWritten = false
  public static let features: Set<SubtitleFeature> = [.italic, .underline, .color, .alignment, .position, .edge]

  private let reader: MCCReader

  public init(configuration: MCCConfiguration) throws {
    do throws(CaptionReading.Fault) {
      reader = MCCReader(
        reading: try CaptionReading(programmeStart: configuration.programmeStart, rollUp: configuration.rollUp))
    } catch {
      throw ConfigurationError("/\(error.setting)", error.message)
    }
  }

  /// With the defaults.
  public init() { reader = MCCReader(reading: CaptionReading()) }

  /// - Throws: `MCCIsNotWritten`, always.
  public func write(_ document: SubtitleDocument) throws -> Data { throw MCCIsNotWritten() }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try reader.document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}

/// MCC files are only read.
public struct MCCIsNotWritten: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String { "MCC files are read but not written: write SCC, which encoders take as well" }
}
