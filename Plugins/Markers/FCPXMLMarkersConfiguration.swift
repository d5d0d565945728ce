public import PluginKit

/// What Final Cut Pro gets as markers.
public struct FCPXMLMarkersConfiguration: PluginConfiguration {
  /// What gets a marker: every `segment`, about a sentence, or every turn of a `speaker`. Segments, because one finds
  /// what was said; where speakers are not known it is segments anyway.
  public var at = "segment"
  /// Frames a second of the timeline: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers, as is usual there.
  public var dropFrame = true
  /// Characters in the name of a marker, 10…10000; the note has all of a longer one. 0 for no limit. Two hundred are what
  /// one reads in a list.
  public var maximumLength = 200

  public init() {}

  public static var choices: [String: [String]] { ["at": MarkerSettings.places] }

  var settings: MarkerSettings { MarkerSettings(at: at, frameRate: frameRate, maximumLength: maximumLength) }
}
