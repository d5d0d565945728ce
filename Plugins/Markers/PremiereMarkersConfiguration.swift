public import PluginKit

/// What Adobe's programs get as markers.
public struct PremiereMarkersConfiguration: PluginConfiguration {
  /// The table of `premiere`, with time codes, or that of `audition`, with minutes and seconds.
  public var layout = "premiere"
  /// What gets a marker: every `segment`, about a sentence, or every turn of a `speaker`. Segments, because one finds
  /// what was said; where speakers are not known it is segments anyway.
  public var at = "segment"
  /// Whether markers are as long as the speech; else they are points. On, because one sees where it ends.
  public var ranges = true
  /// Frames a second of the sequence: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers, as is usual there.
  public var dropFrame = true
  /// Characters in the name of a marker, 10…10000; the description has all of a longer one. 0 for no limit. Two hundred
  /// are what one reads in a list.
  public var maximumLength = 200
  /// `utf-8-bom` with a byte order mark, without which programs on Windows take text for their old encoding; `utf-8`
  /// without; `utf-16` (little-endian, with mark) as Premiere itself writes.
  public var encoding = "utf-8-bom"

  public init() {}

  public static var choices: [String: [String]] {
    [
      "layout": ["premiere", "audition"], "at": MarkerSettings.places,
      "encoding": ["utf-8-bom", "utf-8", "utf-16"],
    ]
  }

  var settings: MarkerSettings { MarkerSettings(at: at, frameRate: frameRate, maximumLength: maximumLength) }
}
