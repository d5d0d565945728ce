public import Foundation
public import PluginKit
public import Subtitles
import TextEncoding

/// TTML (`.ttml`): W3C Timed Text, what broadcasters and streaming services exchange.
///
/// The whole family is read, whatever profile a document is in; `profile` says which member is written. See the README
/// beside this file for what is kept and what is not.
public struct TTMLFormat: SubtitleFormat {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.ttml", version: "1.1.0", kind: .subtitleFormat,
    summary: "TTML subtitles (.ttml): IMSC 1.1, IMSC 1.0, TTML 1 and 2, EBU-TT-D, Netflix", licence: "Apache-2.0")
  public static let fileExtension = "ttml"
  /// Of IMSC 1.1, which is written where nothing else is asked for.
  public static let features = TTMLProfile.imsc11.features
  public var features: Set<SubtitleFeature> { profile.features }

  /// The member of the family that is written.
  public let profile: TTMLProfile

  /// - Throws: `ConfigurationError` for a profile that there is none.
  public init(configuration: TTMLConfiguration) throws {
    guard let profile = TTMLProfile(rawValue: configuration.profile) else {
      let names = TTMLProfile.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError("/profile", "“\(configuration.profile)” is none of \(names)")
    }
    self.profile = profile
  }

  public init(profile: TTMLProfile = .imsc11) {
    self.profile = profile
  }

  /// - Throws: `XMLWriteError` when memory runs out.
  public func write(_ document: SubtitleDocument) throws -> Data {
    try TTMLWriter.data(of: document, in: profile)
  }

  public func matching(_ data: Data) -> TTMLFormat {
    TTMLFormat(profile: TTMLProfile(declaredBy: DecodedText(data.prefix(16_384)).text) ?? profile)
  }

  public func read(_ data: Data) throws -> SubtitleDocument {
    try TTMLReader.document(from: data)
  }
}
