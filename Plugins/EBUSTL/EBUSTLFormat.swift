public import Foundation
public import PluginKit
public import Subtitles
internal import Timeline

/// EBU STL (`.stl`, EBU Tech 3264): what European broadcasters exchange, for open subtitles and for teletext.
///
/// See the README beside this file for what is kept and what is not.
public struct EBUSTLFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.ebu-stl", version: "1.0.0", kind: .subtitleFormat,
    summary: "EBU STL subtitles (.stl, EBU Tech 3264), read and written", licence: "Apache-2.0")
  public static let fileExtension = "stl"
  /// Of open subtitles, which are written where nothing else is asked for.
  public static let features = DisplayStandard.open.features
  public var features: Set<SubtitleFeature> { writer.standard.features }

  private let reader: EBUSTLReader
  private var writer: EBUSTLWriter

  public init(configuration: EBUSTLConfiguration) throws {
    var start: TimeCode?
    if configuration.programmeStart != "auto" {
      start = TimeCode(configuration.programmeStart)
      if start == nil { throw ConfigurationError("/programmeStart", "this is “auto” or a time code like 10:00:00:00") }
    }
    guard let standard = DisplayStandard(rawValue: configuration.displayStandard) else {
      throw ConfigurationError("/displayStandard", "this is “open” or “teletext”")
    }
    guard ["auto", "24", "25", "30"].contains(configuration.frameRate) else {
      throw ConfigurationError("/frameRate", "this is “auto”, “24”, “25” or “30”")
    }
    let table = CharacterTable.allCases.first { $0.name == configuration.characterTable }
    guard table != nil || configuration.characterTable == "auto" else {
      throw ConfigurationError("/characterTable", "this is “auto”, “latin”, “cyrillic”, “arabic”, “greek” or “hebrew”")
    }
    guard configuration.creationDate.utf8.count == 6, configuration.creationDate.utf8.allSatisfy({ 48...57 ~= $0 })
    else { throw ConfigurationError("/creationDate", "this is a date of six digits, YYMMDD") }
    reader = EBUSTLReader(programmeStart: start, dropFrame: configuration.dropFrame)
    writer = EBUSTLWriter(
      standard: standard, framesPerSecond: Int64(configuration.frameRate), dropFrame: configuration.dropFrame,
      programmeStart: start, table: table, creationDate: configuration.creationDate)
  }

  /// With the defaults.
  public init() {
    reader = EBUSTLReader(programmeStart: nil, dropFrame: true)
    writer = EBUSTLWriter(
      standard: .open, framesPerSecond: nil, dropFrame: true, programmeStart: nil, table: nil, creationDate: "000101")
  }

  public func write(_ document: SubtitleDocument) -> Data { Data(writer.bytes(of: document)) }

  public func losses(of document: SubtitleDocument) -> [SubtitleLoss] {
    document.losses(keeping: features, isSolid: true) + (writer.lostCharacters(of: document).map { [$0] } ?? [])
  }

  public func matching(_ data: Data) -> EBUSTLFormat {
    guard let header = try? GSIBlock([UInt8](data)) else { return self }
    var format = self
    (format.writer.standard, format.writer.table) = (header.standard, header.table)
    format.writer.programmeStart = reader.programmeStart(of: [UInt8](data), header)
    if let date = header.creationDate { format.writer.creationDate = date }
    return format
  }

  public func read(_ data: Data) throws -> SubtitleDocument { try reader.document(from: [UInt8](data)) }
}
