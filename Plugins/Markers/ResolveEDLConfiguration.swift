public import PluginKit

/// What DaVinci Resolve gets as markers.
public struct ResolveEDLConfiguration: PluginConfiguration {
  /// What gets a marker: every `segment`, about a sentence, or every turn of a `speaker`. Segments, because one finds
  /// what was said; where speakers are not known it is segments anyway.
  public var at = "segment"
  /// Whether markers are as long as the speech; else they are one frame. On, because one sees where it ends.
  public var ranges = true
  /// Frames a second of the timeline: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers. It must be as in the timeline.
  public var dropFrame = true
  /// The time code of the timeline's first frame. Resolve's timelines start at one hour unless told otherwise; with
  /// another one no marker would be seen.
  public var startTimecode = "01:00:00:00"
  /// The colour of the markers, one of Resolve's. Blue is what a marker has that nobody gave a colour.
  public var color = "Blue"
  /// Characters in the name of a marker, 10…10000; 0 for no limit. Two hundred are what one reads in a list.
  public var maximumLength = 200
  /// Whether accents are taken off and all else outside ASCII is left out. Off, because Resolve reads UTF-8 now; old
  /// versions made nonsense of it.
  public var asciiOnly = false

  public init() {}

  public static var choices: [String: [String]] { ["at": MarkerSettings.places, "color": colors] }

  private static let colors = [
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
  ]

  var settings: MarkerSettings { MarkerSettings(at: at, frameRate: frameRate, maximumLength: maximumLength) }

  /// - Throws: `ConfigurationError`.
  func check() throws {
    try settings.check()
    guard Timecode.frames(of: startTimecode, rate: .ofSound, dropsFrames: false) != nil else {
      throw ConfigurationError("/startTimecode", "this must be a time code, such as 01:00:00:00")
    }
    guard Self.colors.contains(color) else {
      throw ConfigurationError("/color", "this must be one of \(Self.colors.joined(separator: ", "))")
    }
  }
}
