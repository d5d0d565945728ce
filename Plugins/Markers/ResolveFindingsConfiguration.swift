public import PluginKit

/// What DaVinci Resolve gets as markers of findings.
public struct ResolveFindingsConfiguration: PluginConfiguration {
  /// Whether markers show the words of findings. Off, as markers are in sight of everybody who passes the editor's desk.
  public var words = false
  /// Whether markers are as long as the findings. On, because one sees where they end.
  public var ranges = true
  /// Frames a second of the timeline: `auto` takes those of the picture, and 25 for sound alone; or `23.976`, `24`, `25`,
  /// `29.97`, `30`, `47.952`, `48`, `50`, `59.94`, `60`.
  public var frameRate = "auto"
  /// Whether time codes at 29.97 and 59.94 frames a second leave out numbers. It must be as in the timeline.
  public var dropFrame = true
  /// The time code of the timeline's first frame. Resolve's timelines start at one hour unless told otherwise; with
  /// another one no marker would be seen.
  public var startTimecode = "01:00:00:00"
  /// The colour of the markers, one of Resolve's. Red, to tell them from those of what was said.
  public var color = "Red"
  /// Whether accents are taken off and all else outside ASCII is left out; old versions made nonsense of UTF-8.
  public var asciiOnly = false

  public init() {}

  public static var choices: [String: [String]] { ResolveEDLConfiguration.choices.filter { $0.key != "at" } }

  /// The same for markers of any kind.
  var markers: ResolveEDLConfiguration {
    var markers = ResolveEDLConfiguration()
    markers.ranges = ranges
    markers.frameRate = frameRate
    markers.dropFrame = dropFrame
    markers.startTimecode = startTimecode
    markers.color = color
    markers.asciiOnly = asciiOnly
    return markers
  }
}
