/// When a file is left alone, although its results are not there. The first rule that applies decides.
package struct SkipSettings: Hashable, Sendable, Codable {
  /// Patterns of names that are left alone, as shells know them: `*sample*`, `*-trailer.*`. Case does not matter.
  package var names: [String] = []
  /// Extensions that are left alone, without the dot.
  package var extensions: [String] = []
  /// Sizes that are taken, such as `20MB`; empty for no limit.
  package var minimumSize = ""
  package var maximumSize = ""
  /// Lengths that are taken, in seconds; 0 for no limit.
  package var minimumDuration = 0.0
  package var maximumDuration = 0.0
  /// Whether subtitle files beside the media count as subtitles that are there already. Those of surtitle do not, and
  /// neither do forced ones.
  package var sidecars = true
  /// Whether text tracks in the media do. Forced ones and commentaries never do.
  package var embedded = true
  /// Whether pictures of text (PGS, VobSub) do as well.
  package var pictures = false
  /// The languages in which subtitles must be there for that; where empty, the language that they would be made in. Where
  /// that is not known, any language.
  package var languages: [String] = []
  /// Languages that need no subtitles: what is spoken in them is left alone.
  package var audioLanguages: [String] = []
  /// Whether files are left alone that do not say which language they are in.
  package var unknownLanguage = false

  package init() {}

  /// Nothing is left alone.
  package static let none: SkipSettings = {
    var settings = SkipSettings()
    settings.sidecars = false
    settings.embedded = false
    return settings
  }()
}
