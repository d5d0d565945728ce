internal import ClosedCaptions
public import Foundation
public import PluginKit
public import Subtitles
internal import TextEncoding
internal import Timeline

/// SCC (`.scc`, Scenarist closed captions): the bytes of CEA-608 captions, line 21 of American television, as text.
///
/// Reads captions that pop on, roll up and are painted on; writes captions that pop on, loaded in time. See the README
/// beside this file for what is kept and what is not.
public struct SCCFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.scc", version: "1.0.0", kind: .subtitleFormat,
    summary: "Scenarist closed captions (.scc, CEA-608), read and written", licence: "Apache-2.0")
  public static let fileExtension = "scc"
  public static let features: Set<SubtitleFeature> = [.italic, .underline, .color, .alignment, .position, .edge]

  private let reading: CaptionReading
  private let writer: SCCWriter

  public init(configuration: SCCConfiguration) throws {
    do throws(CaptionReading.Fault) {
      let reading = try CaptionReading(programmeStart: configuration.programmeStart, rollUp: configuration.rollUp)
      self.init(reading, dropFrame: configuration.dropFrame)
    } catch {
      throw ConfigurationError("/\(error.setting)", error.message)
    }
  }

  /// With the defaults.
  public init() { self.init(CaptionReading(), dropFrame: true) }

  private init(_ reading: CaptionReading, dropFrame: Bool) {
    self.reading = reading
    writer = SCCWriter(count: dropFrame ? .dropFrame : .nonDropFrame, programmeStart: reading.programmeStart)
  }

  public func write(_ document: SubtitleDocument) -> Data { Data(writer.text(of: document).utf8) }

  public func losses(of document: SubtitleDocument) -> [SubtitleLoss] { writer.losses(of: document) }

  public func matching(_ data: Data) -> SCCFormat {
    let first = CueText.fileLines(of: DecodedText(data).text).lazy
      .compactMap { $0.split { $0 == " " || $0 == "\t" }.first.flatMap { TimeCode($0) } }.first
    return SCCFormat(reading, dropFrame: first?.isDropFrame ?? (writer.count == .dropFrame))
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    let decoded = DecodedText(data)
    var document = try SCCReader(reading: reading).document(from: decoded.text)
    document.remarks = decoded.remarks + document.remarks
    return document
  }
}
